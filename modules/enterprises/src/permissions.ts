import type { PermissionDeclaration } from '@anliu/kit';

export const PERMISSIONS = [
  { id: 'enterprises.read', title: '查看企业档案' },
  { id: 'enterprises.import', title: '批量导入企业档案' },
] as const satisfies readonly PermissionDeclaration[];
