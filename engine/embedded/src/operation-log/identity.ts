import type { TenantMember } from '@anliu/engine-protocol';
import type { Authorization } from '@anliu/engine-kernel';
import { changed, given } from './operation.js';
import type { UserOperation } from './operation.js';

const admin = (entityType: string, operationType: string, values: Readonly<Record<string, string>>): UserOperation => ({
  operationType,
  entityType,
  category: 'Admin',
  changes: given(values),
  ...('tenantId' in values ? { tenantId: values['tenantId'] ?? null } : {}),
});

export const onUser = (operationType: string, userId: string): UserOperation =>
  admin('User', operationType, { userId });
export const onGroup = (operationType: string, groupId: string): UserOperation =>
  admin('Group', operationType, { groupId });
export const onTenant = (operationType: string, tenantId: string): UserOperation =>
  admin('Tenant', operationType, { tenantId });
export const onMembership = (operationType: string, userId: string, groupId: string): UserOperation =>
  admin('Group membership', operationType, { userId, groupId });
export const onTenantMembership = (operationType: string, tenantId: string, member: TenantMember): UserOperation =>
  admin('TenantMembership', operationType, { ...member, tenantId });

type Permitted = Pick<Authorization, 'type' | 'resourceType' | 'resourceId' | 'userId' | 'groupId' | 'permissions'>;

const permissionsOf = (row: Permitted): string => (row.permissions as string[] | null)?.join(',') || 'NONE';

/** With `before` what changed is told with its old value. */
export function onAuthorization(operationType: string, row: Permitted, before?: Permitted): UserOperation {
  const change = (property: string, of: (row: Permitted) => unknown) =>
    changed(property, before ? of(before) : null, of(row));
  const holder = (property: 'userId' | 'groupId') =>
    row[property] === null && (before?.[property] ?? null) === null ? [] : [change(property, (one) => one[property])];
  return {
    operationType,
    entityType: 'Authorization',
    category: 'Admin',
    changes: [
      change('permissions', permissionsOf),
      change('type', ({ type }) => type),
      change('resource', ({ resourceType }) => resourceType),
      change('resourceId', ({ resourceId }) => resourceId),
      ...holder('userId'),
      ...holder('groupId'),
    ],
  };
}
