import { randomBytes } from 'node:crypto';
import { ADMIN_GROUP } from '@anliu/engine-protocol';
import type { IdentityService } from '@anliu/engine-protocol';

const FIRST_USER = 'admin';
const PASSWORD_BYTES = 18;

export interface FirstUser {
  readonly id: string;
  /** Said once and kept nowhere but as a hash. */
  readonly password: string;
}

/** An engine that asks for names and has no user could be used by nobody: it gets an administrator. Undefined when it has users. */
export async function createFirstUser(identity: IdentityService): Promise<FirstUser | undefined> {
  if ((await identity.countUsers({})) > 0) return undefined;
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  await identity.createUser({ id: FIRST_USER, firstName: 'Engine', lastName: 'Administrator', email: null }, password);
  if ((await identity.countGroups({ id: ADMIN_GROUP })) === 0)
    await identity.createGroup({ id: ADMIN_GROUP, name: 'Administrators', type: 'SYSTEM' });
  await identity.addGroupMember(ADMIN_GROUP, FIRST_USER);
  return { id: FIRST_USER, password };
}
