import type { PermissionDeclaration } from '@anliu/kit';
import { say } from './sentences.js';

export const PERMISSIONS: readonly PermissionDeclaration[] = [
  { id: 'operations.read', title: say.permissionRead },
  { id: 'operations.manage', title: say.permissionManage },
  { id: 'operations.confirm', title: say.permissionConfirm },
];
