import { z } from 'zod';
import { FIELD_KINDS } from '../fields/index.js';
import { id, note, sized, title } from '../fields/shared/schema.js';
import {
  MAX_CHECKS,
  MAX_EXPRESSION_LENGTH,
  MAX_FIELDS,
  MAX_FIELDS_PER_ROW,
  MAX_HELP_LENGTH,
  MAX_NAME_LENGTH,
  MAX_RULES,
  MAX_SECTIONS,
  MAX_VIEWS,
} from '../limits.js';

/** The shape of a definition; what its parts say of each other is checked in `references.ts`. Unknown keys are refused. */

const feel = z.string().trim().min(1).max(MAX_EXPRESSION_LENGTH);
const target = z
  .string()
  .min(1)
  .max(2 * MAX_NAME_LENGTH + 3);
const field = z.discriminatedUnion(
  'type',
  Object.values(FIELD_KINDS).map((kind) => kind.schema) as [z.ZodObject, ...z.ZodObject[]],
);
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
