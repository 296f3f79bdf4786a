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
});
