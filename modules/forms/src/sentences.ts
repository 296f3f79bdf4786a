import { catalogue } from '@anliu/sentences';

export const say = catalogue('forms', {
  row: ['第 {row} 行：{problem}', 'Row {row}: {problem}'],
  wrong: ['{named}。', '{named}.'],
  wrongAndMore: ['{named} 等 {count} 处。', '{named}; {count} in all.'],
  notWritable: ['有不能填写的内容：{problems}', 'Something cannot be filled in here: {problems}'],
  formWrong: ['表单有误：{problems}', 'The form is wrong: {problems}'],
  fileWrong: ['表单 {file} 有误：{problems}', 'The form {file} is wrong: {problems}'],
  at: ['{path}：{problem}', '{path}: {problem}'],
  root: ['（根）', '(root)'],
  versionTaken: [
    '表单 {form} 的第 {version} 版已经发布且内容不同，请把版本号加一后再发布。',
    'Version {version} of the form {form} is published with other content. Raise the version and publish again.',
  ],
  versionMissing: ['没有表单 {form} 的第 {version} 版。', 'There is no version {version} of the form {form}.'],
  missing: ['没有表单 {form}。', 'There is no form {form}.'],
  badKey: [
    '表单标识“{key}”写法不对，应如 form:form.hazard#review。',
    'The form key "{key}" is malformed; it is like form:form.hazard#review.',
  ],
});
