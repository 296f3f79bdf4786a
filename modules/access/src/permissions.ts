import type { PermissionDeclaration } from '@anliu/kit';

export const PERMISSIONS = [
  { id: 'accounts.read', title: '查看账号' },
  { id: 'accounts.manage', title: '新建、停用账号，重置口令，解除锁定' },
  { id: 'accounts.grant', title: '授予岗位' },
  { id: 'grants.confirm', title: '复核授权与涉及管理员的事项' },
  { id: 'policies.read', title: '查看岗位权限' },
  { id: 'policies.manage', title: '调整岗位权限' },
] as const satisfies readonly PermissionDeclaration[];
