import { DEFAULT_POLICY } from './default-policy.js';
import { isAdminPost } from './separation.js';

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
export function ceilingProblem(subject: string, permission: string): string | undefined {
  if (isAdminPost(subject)) {
    return allowedTo(subject).includes(permission)
      ? undefined
      : '三员岗位只承担各自的管理职责，不能授予业务权限或其他管理员的权限。';
  }
  return isReserved(permission) ? '管理员权限只属于三员岗位，不能授予其他岗位。' : undefined;
}
