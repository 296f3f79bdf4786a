import type { PermissionDeclaration } from '@anliu/kit';
import { say } from './sentences.js';

export const PACK_PERMISSIONS: readonly PermissionDeclaration[] = [
  { id: 'packs.read', title: say.permissionRead },
  { id: 'packs.edit', title: say.permissionEdit },
  { id: 'packs.publish', title: say.permissionPublish },
  { id: 'packs.confirm', title: say.permissionConfirm },
];
