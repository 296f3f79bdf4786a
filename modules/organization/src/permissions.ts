import type { PermissionDeclaration } from '@anliu/kit';

export const PERMISSIONS = [
  { id: 'directory.read', title: '查看本范围内的人员与机构' },
  { id: 'units.manage', title: '新建、调整、撤销机构' },
] as const satisfies readonly PermissionDeclaration[];
