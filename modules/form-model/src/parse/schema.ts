import { z } from 'zod';
import {
  MAX_CHECKS,
  MAX_COLUMNS,
  MAX_EXPRESSION_LENGTH,
  MAX_FIELDS,
  MAX_FIELDS_PER_ROW,
  MAX_FILES,
  MAX_HELP_LENGTH,
  MAX_ITEMS,
  MAX_NAME_LENGTH,
  MAX_OPTIONS,
  MAX_PATTERN_LENGTH,
  MAX_RULES,
  MAX_SECTIONS,
  MAX_TABLE_ROWS,
  MAX_TEXT_LENGTH,
  MAX_TITLE_LENGTH,
  MAX_VIEWS,
} from '../limits.js';

/** The shape of a definition; what its parts say of each other is checked in `references.ts`. Unknown keys are refused. */

const title = z.string().trim().min(1).max(MAX_TITLE_LENGTH);
const note = z.string().max(MAX_HELP_LENGTH);
const name = z.string().min(1).max(MAX_NAME_LENGTH);
const id = z.string().min(1).max(MAX_NAME_LENGTH);
const feel = z.string().trim().min(1).max(MAX_EXPRESSION_LENGTH);
const target = z
  .string()
  .min(1)
  .max(2 * MAX_NAME_LENGTH + 3);
const count = (max: number) => z.int().min(0).max(max);

const common = {
  name,
  title,
  required: z.boolean().optional(),
  help: note.optional(),
  placeholder: note.optional(),
  sensitive: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  locked: z.strictObject({ basis: z.string().trim().min(1).max(MAX_HELP_LENGTH) }).optional(),
};

const text = (type: 'text' | 'textarea') =>
  z.strictObject({
    ...common,
    type: z.literal(type),
    default: z.string().max(MAX_TEXT_LENGTH).optional(),
    minLength: count(MAX_TEXT_LENGTH).optional(),
    maxLength: count(MAX_TEXT_LENGTH).min(1).optional(),
    pattern: z.string().min(1).max(MAX_PATTERN_LENGTH).optional(),
    patternTitle: title.optional(),
    lines: z.int().min(1).max(30).optional(),
  });

const number = (type: 'integer' | 'number' | 'money') =>
  z.strictObject({
    ...common,
    type: z.literal(type),
    default: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    precision: z.int().min(0).max(6).optional(),
    unit: z.string().max(20).optional(),
  });

const dateBound = z.string().max(40);
const date = (type: 'date' | 'datetime') =>
  z.strictObject({
    ...common,
    type: z.literal(type),
    default: dateBound.optional(),
    min: dateBound.optional(),
    max: dateBound.optional(),
  });

const boolean = z.strictObject({
  ...common,
  type: z.literal('boolean'),
  default: z.boolean().optional(),
  trueTitle: title.optional(),
  falseTitle: title.optional(),
});

const option = z.strictObject({ code: z.string().min(1).max(40), name: title, parent: z.string().max(40).optional() });
const code = (type: 'code' | 'codes') =>
  z.strictObject({
    ...common,
    type: z.literal(type),
    code: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]*$/)
      .max(MAX_NAME_LENGTH)
      .optional(),
    options: z.array(option).min(1).max(MAX_OPTIONS).optional(),
    default: z.union([z.string(), z.array(z.string())]).optional(),
    parentField: id.optional(),
    onField: id.optional(),
    appearance: z.enum(['select', 'radio', 'checkbox']).optional(),
    maxItems: count(MAX_ITEMS).min(1).optional(),
  });

const person = (type: 'person' | 'persons') =>
  z.strictObject({
    ...common,
    type: z.literal(type),
    posts: z.array(z.string().min(1)).optional(),
    minItems: count(MAX_ITEMS).optional(),
    maxItems: count(MAX_ITEMS).min(1).optional(),
    default: z.literal('me').optional(),
  });

const file = (type: 'photo' | 'file') =>
  z.strictObject({
    ...common,
    type: z.literal(type),
    accept: z
      .array(z.string().regex(/^(\.[A-Za-z0-9]+|[a-z]+\/(\*|[A-Za-z0-9.+-]+))$/))
      .min(1)
      .optional(),
    minItems: count(MAX_FILES).optional(),
    maxItems: count(MAX_FILES).min(1).optional(),
    maxBytes: z.int().min(1).optional(),
  });

const simple = <T extends string>(type: T) => z.strictObject({ ...common, type: z.literal(type) });

const columns = [
  text('text'),
  text('textarea'),
  number('integer'),
  number('number'),
  number('money'),
  date('date'),
  date('datetime'),
  boolean,
  code('code'),
  code('codes'),
  person('person'),
  person('persons'),
  simple('enterprise'),
  simple('region').extend({ default: z.string().optional(), within: z.string().optional() }),
  file('photo'),
  file('file'),
  simple('signature'),
  simple('geo'),
  simple('document-number'),
  simple('computed').extend({
    result: z.enum(['text', 'integer', 'number', 'money', 'date', 'boolean']),
    precision: z.int().min(0).max(6).optional(),
    unit: z.string().max(20).optional(),
  }),
] as const;

const column = z.discriminatedUnion('type', columns);
const sized = <T extends z.ZodType>(value: T, max: number, what: string) =>
  z.record(z.string(), value).refine((record) => Object.keys(record).length <= max, `最多 ${max} 个${what}`);

const table = z.strictObject({
  ...common,
  type: z.literal('table'),
  columns: sized(column, MAX_COLUMNS, '列').refine((record) => Object.keys(record).length > 0, '至少需要一列'),
  minRows: count(MAX_TABLE_ROWS).optional(),
  maxRows: count(MAX_TABLE_ROWS).min(1).optional(),
  addTitle: title.optional(),
  titleColumn: id.optional(),
});

const field = z.discriminatedUnion('type', [...columns, table]);
const targets = z.array(target).min(1).max(MAX_FIELDS);

export const formSchema = z.strictObject({
  id: z
    .string()
    .regex(/^form\.[A-Za-z][A-Za-z0-9._-]*$/)
    .max(MAX_NAME_LENGTH),
  version: z.int().min(1).max(999_999_999),
  title,
  description: note.optional(),
  fields: sized(field, MAX_FIELDS, '字段').refine((record) => Object.keys(record).length > 0, '至少需要一个字段'),
  layout: z
    .array(
      z.strictObject({
        section: title,
        help: note.optional(),
        rows: z.array(z.array(id).min(1).max(MAX_FIELDS_PER_ROW)).max(MAX_FIELDS),
      }),
    )
    .max(MAX_SECTIONS),
  rules: z
    .array(
      z.strictObject({
        when: feel,
        show: targets.optional(),
        hide: targets.optional(),
        require: targets.optional(),
        readonly: targets.optional(),
        set: sized(feel, MAX_FIELDS, '赋值').optional(),
        basis: note.optional(),
      }),
    )
    .max(MAX_RULES)
    .optional(),
  compute: sized(feel, MAX_FIELDS, '计算').optional(),
  checks: z
    .array(
      z.strictObject({
        when: feel.optional(),
        assert: feel,
        field: target,
        message: z.string().trim().min(1).max(MAX_HELP_LENGTH),
        code: z
          .string()
          .regex(/^[A-Z][A-Z0-9_]*$/)
          .max(40)
          .optional(),
      }),
    )
    .max(MAX_CHECKS)
    .optional(),
  views: sized(sized(z.enum(['edit', 'read', 'hidden', 'required']), 2 * MAX_FIELDS, '权限'), MAX_VIEWS, '视图').refine(
    (record) => Object.keys(record).length > 0,
    '至少需要一个视图',
  ),
});
