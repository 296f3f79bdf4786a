import { z } from 'zod';
import { booleanFromExpression } from '../boolean/index.js';
import type { FieldCommon } from '../common.js';
import { dateFromExpression } from '../date/index.js';
import type { FieldKind } from '../kind.js';
import { numberFromExpression } from '../shared/numbers.js';
import { definitionOf, precision, unit } from '../shared/schema.js';
import { textFromExpression } from '../shared/texts.js';

/** Value by `compute`. */
export interface ComputedField extends FieldCommon {
  type: 'computed';
  result: 'text' | 'integer' | 'number' | 'money' | 'date' | 'boolean';
  precision?: number;
  unit?: string;
}

const FROM: Record<ComputedField['result'], (field: ComputedField, value: unknown) => unknown> = {
  text: textFromExpression,
  integer: (field, value) => numberFromExpression(value, field.precision ?? 0),
  number: (field, value) => numberFromExpression(value, field.precision),
  money: (field, value) => numberFromExpression(value, field.precision ?? 2),
  date: dateFromExpression,
  boolean: booleanFromExpression,
};

export const computed: FieldKind<ComputedField> = {
  schema: definitionOf('computed', {
    result: z.enum(['text', 'integer', 'number', 'money', 'date', 'boolean']),
    precision: precision.optional(),
    unit: unit.optional(),
  }),
  expected: ['计算值', 'a computed value'],
  isShape: () => true,
  sample: ({ result }) =>
    result === 'text' ? '文字' : result === 'date' ? '2026-01-05' : result === 'boolean' ? true : 1,
  fromExpression: (field, value) => FROM[field.result](field, value),
  missing: 'REQUIRED',
  isSystem: true,
};
