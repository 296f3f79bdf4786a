import type { PermissionDeclaration } from '@anliu/kit';
import { say } from './sentences.js';

export const PERMISSIONS = [
  { id: 'enterprises.read', title: say.permissionRead },
  { id: 'enterprises.import', title: say.permissionImport },
] as const satisfies readonly PermissionDeclaration[];
