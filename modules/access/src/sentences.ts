import { catalogue } from '@anliu/sentences';

export const say = catalogue('access', {
  nameMissing: ['请填写姓名', 'Fill in the name'],
  nameInvisible: [
    '姓名中有看不见的字符，请删除后重新输入',
    'The name has characters that cannot be seen. Delete them and type it again',
  ],
  nameTooLong: ['姓名最多 50 个字', 'A name has at most 50 characters'],
  loginFormat: [
    '登录名须为 3–32 位小写字母、数字、点、横线，以字母开头',
    'A login has 3 to 32 small letters, digits, dots and hyphens, and begins with a letter',
  ],
  certificateTooLong: ['执法证号最多 50 个字', 'A certificate number has at most 50 characters'],
  phoneFormat: ['手机号须为 11 位数字', 'A mobile number has 11 digits'],
  postsTooMany: ['一人最多 {max} 个岗位', 'A person has at most {max} posts'],
  reasonMissing: ['请说明理由', 'Give a reason'],
  permissionAccounts: ['查看账号', 'See accounts'],
  permissionManageAccounts: [
    '新建、停用账号，重置口令，解除锁定',
    'Create and disable accounts, reset passwords, unlock',
  ],
  permissionGrant: ['授予岗位', 'Give posts'],
  permissionConfirm: ['复核授权与涉及管理员的事项', 'Confirm grants and what touches administrators'],
  permissionPolicies: ['查看岗位权限', 'See what posts may do'],
  permissionManagePolicies: ['调整岗位权限', 'Change what posts may do'],
  policyUnavailable: ['权限数据暂不可用，请稍后再试。', 'Permissions cannot be read just now. Try again later.'],
  notPermitted: [
    '当前岗位没有“{permission}”的权限。如工作需要，请联系安全管理员授权或切换岗位。',
    'Your present post may not do this: {permission}. If you need it, ask the security administrator, or change your post.',
  ],
});
