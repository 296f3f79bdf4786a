import type { PermissionDeclaration } from '@anliu/kit';

export const CASE_PERMISSIONS: readonly PermissionDeclaration[] = [
  { id: 'cases.read', title: '查看办件' },
  { id: 'cases.start', title: '发起办件' },
];
