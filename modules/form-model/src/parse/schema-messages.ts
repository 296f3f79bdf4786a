import type { z } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否（true/false）',
  array: '列表',
  object: '对象',
  record: '对象',
};

/** Chinese sentence for a problem of shape. */
export function schemaMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? '缺少这一项，请补充'
        : `应为${TYPES[String(issue.expected)] ?? String(issue.expected)}`;
    case 'unrecognized_keys':
      return `不认识的属性：${(issue.keys as string[]).join('、')}，请删除或改正拼写`;
    case 'invalid_union':
      return '字段类型不认识，请使用文档所列的类型';
    case 'invalid_value':
      return `取值应为：${(issue.values as unknown[]).map(String).join('、')}`;
    case 'too_big':
      return `超出上限 ${String(issue.maximum)}`;
    case 'too_small':
      return `低于下限 ${String(issue.minimum)}`;
    case 'invalid_format':
      return '格式不对';
    default:
      return '内容不符合要求';
  }
}
