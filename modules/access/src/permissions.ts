import type { PermissionDeclaration } from '@anliu/kit';
import { say } from './sentences.js';

export const PERMISSIONS = [
  { id: 'accounts.read', title: say.permissionAccounts },
  { id: 'accounts.manage', title: say.permissionManageAccounts },
  { id: 'accounts.grant', title: say.permissionGrant },
  { id: 'grants.confirm', title: say.permissionConfirm },
  { id: 'policies.read', title: say.permissionPolicies },
  { id: 'policies.manage', title: say.permissionManagePolicies },
] as const satisfies readonly PermissionDeclaration[];
