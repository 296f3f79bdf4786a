import { MAX_ITEMS } from '../../limits.js';
import { problem, type FieldKind } from '../kind.js';
import { checkCount } from '../shared/bounds.js';
import { codeSchema, inspectCodes, type CodeFieldOf } from '../shared/choices.js';
import { isText, listOf } from '../shared/shapes.js';

export type SeveralCodesField = CodeFieldOf<'codes'>;

export const codes: FieldKind<SeveralCodesField> = {
  schema: codeSchema('codes'),
  inspect: inspectCodes,
  expected: ['若干选项', 'choices'],
  isShape: listOf(isText),
  check: (field, value: string[]) => [
    ...(new Set(value).size < value.length ? [problem('DUPLICATE')] : []),
    ...checkCount(value, undefined, field.maxItems ?? MAX_ITEMS),
  ],
  initial: (field) => field.default,
  sample: () => ['1'],
  missing: 'REQUIRED_CHOICE',
};
