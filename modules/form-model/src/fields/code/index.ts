import type { FieldKind } from '../kind.js';
import { codeSchema, inspectCodes, type CodeFieldOf } from '../shared/choices.js';
import { isText } from '../shared/shapes.js';
import { textFromExpression } from '../shared/texts.js';

export type SingleCodeField = CodeFieldOf<'code'>;

export const code: FieldKind<SingleCodeField> = {
  schema: codeSchema('code'),
  inspect: inspectCodes,
  expected: ['一个选项', 'one choice'],
  isShape: isText,
  initial: (field) => field.default,
  sample: () => '1',
  fromExpression: textFromExpression,
  missing: 'REQUIRED_CHOICE',
};
