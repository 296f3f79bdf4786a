import { blob, int, json, maybeText, maybeTextIndexed, maybeTime, table, text, textIndexed } from './columns.js';

/** Users, groups, tenants and permissions; the kernel itself reads none of them. */

export const USER = table('id_user', {
  id: text,
  firstName: maybeText,
  lastName: maybeText,
  email: maybeTextIndexed,
  /** `scrypt$…`; null: nobody can log in as this user. */
  passwordHash: maybeText,
  picture: blob,
  /** Failed attempts since the last success. */
  attempts: int,
  lockExpirationTime: maybeTime,
});

export const GROUP = table('id_group', { id: text, name: maybeText, type: maybeText });

export const TENANT = table('id_tenant', { id: text, name: maybeText });

export const MEMBERSHIP = table('id_membership', { id: text, userId: textIndexed, groupId: textIndexed }, [
  ['groupId', 'userId'],
]);

/** A user or a group of a tenant. */
export const TENANT_MEMBERSHIP = table('id_tenant_membership', {
  id: text,
  tenantId: textIndexed,
  userId: maybeTextIndexed,
  groupId: maybeTextIndexed,
});

export const AUTHORIZATION = table(
  'id_authorization',
  {
    id: text,
    /** 0 global, 1 grant, 2 revoke. */
    type: int,
    userId: maybeTextIndexed,
    groupId: maybeTextIndexed,
    resourceType: int,
    resourceId: text,
    /** Names, as a list. */
    permissions: json,
    removalTime: maybeTime,
    rootProcessInstanceId: maybeText,
  },
  [['resourceType', 'resourceId']],
);

export const IDENTITY_TABLES = {
  user: USER,
  group: GROUP,
  tenant: TENANT,
  membership: MEMBERSHIP,
  tenantMembership: TENANT_MEMBERSHIP,
  authorization: AUTHORIZATION,
} as const;
