import type { PermissionDeclaration } from '@anliu/kit';
import { say } from './sentences.js';

export const CASE_PERMISSIONS: readonly PermissionDeclaration[] = [
  { id: 'cases.read', title: say.permissionRead },
  { id: 'cases.start', title: say.permissionStart },
];
