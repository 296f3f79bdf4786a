import { DEFAULT_POLICY } from './default-policy.js';
import { isAdminPost } from './separation.js';
import type { Sentence } from '@anliu/sentences';
import { say } from '../sentences.js';

const allowedTo = (subject: string): readonly string[] => DEFAULT_POLICY[subject] ?? [];
const subjects = Object.keys(DEFAULT_POLICY);
const administrators = subjects.filter(isAdminPost);
const others = subjects.filter((subject) => !isAdminPost(subject));

/** A power of the administrators: one of them has it from the start, and no ordinary post. */
export const isReserved = (permission: string): boolean =>
  administrators.some((post) => allowedTo(post).includes(permission)) &&
  !others.some((subject) => allowedTo(subject).includes(permission));

/**
 * Why a post may never carry a permission, as a sentence; undefined when it may. An administrator's post carries what it has from the
 * start and nothing of the business; a power of the administrators goes to no ordinary post and to no other administrator.
 */
export function ceilingProblem(subject: string, permission: string): Sentence | undefined {
  if (isAdminPost(subject)) {
    return allowedTo(subject).includes(permission) ? undefined : say.adminCeiling;
  }
  return isReserved(permission) ? say.reservedPermission : undefined;
}
