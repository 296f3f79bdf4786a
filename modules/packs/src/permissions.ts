import type { PermissionDeclaration } from '@anliu/kit';

export const PACK_PERMISSIONS: readonly PermissionDeclaration[] = [
  { id: 'packs.read', title: '查看模板包' },
  { id: 'packs.edit', title: '编辑模板包' },
  { id: 'packs.publish', title: '发布模板包' },
  { id: 'packs.confirm', title: '复核降低保护的发布' },
];
