import { z } from 'zod';
import type { FieldCommon } from '../common.js';
import type { FieldKind } from '../kind.js';
import { definitionOf, title } from '../shared/schema.js';

export interface BooleanField extends FieldCommon {
  type: 'boolean';
  default?: boolean;
  trueTitle?: string;
  falseTitle?: string;
}

const isAnswer = (value: unknown): value is boolean => typeof value === 'boolean';
export const booleanFromExpression = (_: unknown, value: unknown): boolean | null => (isAnswer(value) ? value : null);

export const boolean: FieldKind<BooleanField> = {
  schema: definitionOf('boolean', {
    default: z.boolean().optional(),
    trueTitle: title.optional(),
    falseTitle: title.optional(),
  }),
  expected: ['是或否', 'yes or no'],
  isShape: isAnswer,
  initial: (field) => field.default,
  sample: () => true,
  fromExpression: booleanFromExpression,
  missing: 'REQUIRED_CHOICE',
};
