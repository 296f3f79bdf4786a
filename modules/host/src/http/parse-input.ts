import type { FieldError } from '@anliu/contract';
import { invalid } from '@anliu/kit';
import type { z } from 'zod';
import { unknownFields } from './unknown-fields.js';

const SOURCES = { params: '地址', query: '查询条件', body: '提交内容' } as const;

/** What the schema accepts of an input. @throws AppError 400 with one entry per refused or unknown field */
export function parseInput(schema: z.ZodType | undefined, value: unknown, source: keyof typeof SOURCES): unknown {
  if (!schema) {
    const surplus = source === 'body' && value !== null && typeof value === 'object' ? Object.keys(value) : [];
    if (surplus.length) throw refuse(source, surplus.map(unknown));
    return source === 'body' ? undefined : {};
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw refuse(
      source,
      parsed.error.issues.flatMap((issue): FieldError[] =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => unknown([...issue.path, key].join('.')))
          : [{ path: issue.path.join('.'), code: issue.code, message: wording(issue) }],
      ),
    );
  }
  if (source === 'body') {
    const surplus = unknownFields(value, parsed.data);
    if (surplus.length) throw refuse(source, surplus.map(unknown));
  }
  return parsed.data;
}

const refuse = (source: keyof typeof SOURCES, fields: FieldError[]): Error => {
  const first = fields[0];
  return invalid(
    `${SOURCES[source]}有误：${first?.path ? `“${first.path}”` : ''}${first?.message ?? '格式不正确'}。`,
    fields,
  );
};

const unknown = (path: string): FieldError => ({ path, code: 'unknown_field', message: '不是允许提交的字段' });

type Issue = z.core.$ZodIssue;

/** zod's own words are for developers; a sentence a module wrote itself (it is Chinese) is kept. */
function wording(issue: Issue): string {
  if (/[\u4e00-\u9fff]/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && !('received' in issue) ? '缺少或类型不正确' : '类型不正确';
    case 'too_small':
      return issue.origin === 'string' ? `至少 ${String(issue.minimum)} 个字符` : `不能小于 ${String(issue.minimum)}`;
    case 'too_big':
      return issue.origin === 'string' ? `最多 ${String(issue.maximum)} 个字符` : `不能大于 ${String(issue.maximum)}`;
    case 'invalid_value':
      return '不在允许的取值之内';
    default:
      return '格式不正确';
  }
}
