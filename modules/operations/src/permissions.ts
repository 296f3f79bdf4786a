import type { PermissionDeclaration } from '@anliu/kit';

export const PERMISSIONS = [
  { id: 'operations.read', title: '查看运行情况' },
  { id: 'operations.manage', title: '处理运行故障：重试、转移环节、更正变量、备份、工作程序' },
  { id: 'operations.confirm', title: '复核环节转移与变量更正' },
] as const satisfies readonly PermissionDeclaration[];
