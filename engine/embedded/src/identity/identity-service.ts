import {
  ALL_PERMISSIONS,
  BadUserRequestError,
  InvalidRequestError,
  NotFoundError,
  ProcessEngineError,
} from '@anliu/engine-protocol';
import type { IdentityService, TenantMember, UserProfileDto } from '@anliu/engine-protocol';
import type { Columns, EntityKind, RowOf, User } from '@anliu/engine-kernel';
import { asUser } from '../authentication.js';
import { onGroup, onMembership, onTenant, onTenantMembership, onUser } from '../operation-log/identity.js';
import type { UserOperation } from '../operation-log/operation.js';
import { GROUPS, TENANTS, USERS } from '../queries/select/identity.js';
import { countRows, readableRow, selectRows } from '../queries/sql/select.js';
import type { Selection } from '../queries/sql/select.js';
import type { Core } from '../runtime-core.js';
import { checkedRules, policyRules } from './password-policy.js';
import { MAX_PASSWORD_LENGTH, hashPassword, verifyPassword } from './passwords.js';

/** Failed attempts after which only an administrator unlocks a user. */
const MAX_LOGIN_ATTEMPTS = 10;
/** Milliseconds the first failed attempt locks; each further one doubles it. */
const FIRST_LOCK_MS = 3_000;
const MAX_LOCK_MS = 60_000;

const profileOf = ({ id, firstName, lastName, email }: User): UserProfileDto => ({ id, firstName, lastName, email });

export interface IdentityOptions {
  /** `on`: passwords must fulfil the policy. */
  readonly passwordPolicy: 'on' | 'off';
  /** Stored authorizations bind callers. */
  readonly isAuthorizing: boolean;
}

export function identityService(core: Core, options: IdentityOptions): IdentityService {
  const { db, rows, processor, newId, now, grants } = core;
  const hasPolicy = options.passwordPolicy === 'on';
  /** Changes and takes note of the operation, when there is one to be noted. */
  const write = <R>(change: () => R, operation?: () => UserOperation): Promise<R> =>
    processor.executeSql((log) => {
      const result = change();
      if (operation) log(operation);
      return result;
    });

  const existing = <K extends EntityKind>(kind: K, what: string, id: string) => {
    const row = rows.get(kind, id);
    if (row) return row;
    throw new NotFoundError(`${what} with id ${id} does not exist`);
  };
  const readable = <Q extends object, S extends string, C extends Columns>(
    what: string,
    selection: Selection<Q, S, C>,
    id: string,
  ): RowOf<C> => {
    const row = readableRow(db, selection, id);
    if (row) return row;
    throw new NotFoundError(`${what} with id ${id} does not exist`);
  };
  const fresh = (kind: 'user' | 'group' | 'tenant', id: string): void => {
    if (id === '') throw new InvalidRequestError(`The id of a ${kind} must not be empty`);
    if (rows.get(kind, id)) throw new ProcessEngineError(`The ${kind} already exists: ${id}`);
  };
  /** What a membership names must exist; Camunda reports that as the engine's failure, not as 404. */
  const present = (kind: 'user' | 'group' | 'tenant', id: string): void => {
    if (!rows.get(kind, id)) throw new ProcessEngineError(`No ${kind} found with id '${id}'.: ${kind} is null`);
  };
  const hashed = async (password: string, profile: Partial<UserProfileDto>): Promise<string> => {
    if (password === '' || password.length > MAX_PASSWORD_LENGTH)
      throw new InvalidRequestError(`A password has 1 to ${MAX_PASSWORD_LENGTH} characters`);
    if (hasPolicy && !checkedRules(password, profile).every(({ valid }) => valid))
      throw new BadUserRequestError('Password does not match policy');
    return hashPassword(password);
  };
  const removeWhere = (kind: 'membership' | 'tenantMembership', condition: string, ...values: string[]): void => {
    for (const { id } of rows.where(kind, condition, ...values)) rows.remove(kind, id);
  };
  const removeAuthorizations = (column: 'user_id' | 'group_id', id: string): void => {
    for (const row of rows.where('authorization', `${column} = ?`, id)) rows.remove('authorization', row.id);
  };
  const memberColumn = (member: TenantMember): ['user_id' | 'group_id', string] =>
    'userId' in member ? ['user_id', member.userId] : ['group_id', member.groupId];

  return {
    runAs: (userId, run) => asUser(userId, options.isAuthorizing, run),
    listUsers: async (query = {}) => selectRows(db, USERS, query).map(profileOf),
    countUsers: async (query = {}) => countRows(db, USERS, query),
    getUser: async (id) => profileOf(readable('User', USERS, id)),
    async createUser(profile, password) {
      const passwordHash = password === null ? null : await hashed(password, profile);
      await write(
        () => {
          fresh('user', profile.id);
          rows.put('user', { ...profile, passwordHash, picture: null, attempts: 0, lockExpirationTime: null });
          grants?.give({ userId: profile.id }, 'User', profile.id, [ALL_PERMISSIONS]);
        },
        () => onUser('Create', profile.id),
      );
    },
    updateUser: (id, { firstName, lastName, email }) =>
      write(
        () => rows.put('user', { ...existing('user', 'User', id), firstName, lastName, email }),
        () => onUser('Update', id),
      ),
    async setPassword(id, password) {
      const passwordHash = await hashed(password, profileOf(existing('user', 'User', id)));
      await write(
        () => rows.put('user', { ...existing('user', 'User', id), passwordHash }),
        () => onUser('Update', id),
      );
    },
    deleteUser: (id) =>
      write(
        () => {
          rows.remove('user', id);
          removeWhere('membership', 'user_id = ?', id);
          removeWhere('tenantMembership', 'user_id = ?', id);
          removeAuthorizations('user_id', id);
          grants?.forget('User', id);
        },
        () => onUser('Delete', id),
      ),
    async checkPassword(id, password) {
      const user = rows.get('user', id);
      const isLocked =
        user !== undefined &&
        (user.attempts >= MAX_LOGIN_ATTEMPTS || (user.lockExpirationTime !== null && user.lockExpirationTime > now()));
      const isRight = await verifyPassword(password.slice(0, MAX_PASSWORD_LENGTH), user?.passwordHash ?? null);
      if (!user || isLocked) return false;
      if (isRight && user.attempts === 0) return true;
      await write(() => {
        const row = rows.get('user', id);
        if (!row) return;
        const attempts = isRight ? 0 : row.attempts + 1;
        const lock = Math.min(FIRST_LOCK_MS * 2 ** (attempts - 1), MAX_LOCK_MS);
        rows.put('user', { ...row, attempts, lockExpirationTime: isRight ? null : now() + lock });
      });
      return isRight;
    },
    unlockUser: (id) =>
      write(
        () => rows.put('user', { ...existing('user', 'User', id), attempts: 0, lockExpirationTime: null }),
        () => onUser('Unlock', id),
      ),

    listGroups: async (query = {}) => selectRows(db, GROUPS, query),
    countGroups: async (query = {}) => countRows(db, GROUPS, query),
    getGroup: async (id) => readable('Group', GROUPS, id),
    createGroup: (group) =>
      write(
        () => {
          fresh('group', group.id);
          rows.put('group', group);
          grants?.give({ groupId: group.id }, 'Group', group.id, ['READ']);
        },
        () => onGroup('Create', group.id),
      ),
    updateGroup: (id, group) =>
      write(
        () => rows.put('group', { ...existing('group', 'Group', id), ...group }),
        () => onGroup('Update', id),
      ),
    deleteGroup: (id) =>
      write(
        () => {
          rows.remove('group', id);
          removeWhere('membership', 'group_id = ?', id);
          removeWhere('tenantMembership', 'group_id = ?', id);
          removeAuthorizations('group_id', id);
          grants?.forget('Group', id);
        },
        () => onGroup('Delete', id),
      ),
    addGroupMember: (groupId, userId) =>
      write(
        () => {
          present('group', groupId);
          present('user', userId);
          if (rows.where('membership', 'group_id = ? AND user_id = ?', groupId, userId).length > 0)
            throw new ProcessEngineError(`User '${userId}' is a member of group '${groupId}' already`);
          rows.put('membership', { id: newId(), groupId, userId });
        },
        () => onMembership('Create', userId, groupId),
      ),
    removeGroupMember: (groupId, userId) =>
      write(
        () => removeWhere('membership', 'group_id = ? AND user_id = ?', groupId, userId),
        () => onMembership('Delete', userId, groupId),
      ),

    listTenants: async (query = {}) => selectRows(db, TENANTS, query),
    countTenants: async (query = {}) => countRows(db, TENANTS, query),
    getTenant: async (id) => readable('Tenant', TENANTS, id),
    createTenant: (tenant) =>
      write(
        () => {
          fresh('tenant', tenant.id);
          rows.put('tenant', tenant);
        },
        () => onTenant('Create', tenant.id),
      ),
    updateTenant: (id, name) =>
      write(
        () => rows.put('tenant', { ...existing('tenant', 'Tenant', id), name }),
        () => onTenant('Update', id),
      ),
    deleteTenant: (id) =>
      write(
        () => {
          rows.remove('tenant', id);
          removeWhere('tenantMembership', 'tenant_id = ?', id);
          grants?.forget('Tenant', id);
        },
        () => onTenant('Delete', id),
      ),
    addTenantMember: (tenantId, member) =>
      write(
        () => {
          const [column, id] = memberColumn(member);
          present('tenant', tenantId);
          present(column === 'user_id' ? 'user' : 'group', id);
          if (rows.where('tenantMembership', `tenant_id = ? AND ${column} = ?`, tenantId, id).length > 0)
            throw new ProcessEngineError(`'${id}' is a member of tenant '${tenantId}' already`);
          rows.put('tenantMembership', { id: newId(), tenantId, userId: null, groupId: null, ...member });
          grants?.give(member, 'Tenant', tenantId, ['READ']);
        },
        () => onTenantMembership('Create', tenantId, member),
      ),
    removeTenantMember: (tenantId, member) =>
      write(
        () => {
          const [column, id] = memberColumn(member);
          removeWhere('tenantMembership', `tenant_id = ? AND ${column} = ?`, tenantId, id);
        },
        () => onTenantMembership('Delete', tenantId, member),
      ),

    passwordPolicy: () => (hasPolicy ? policyRules() : null),
    checkPasswordPolicy: (password, profile = {}) => (hasPolicy ? checkedRules(password, profile) : null),
  };
}
