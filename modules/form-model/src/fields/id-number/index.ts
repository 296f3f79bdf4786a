import { isDate } from '../../values/date.js';
import type { FieldCommon } from '../common.js';
import { problem, type FieldKind } from '../kind.js';
import { definitionOf } from '../shared/schema.js';
import { isText } from '../shared/shapes.js';
import { textFromExpression } from '../shared/texts.js';
import { Sentence } from '@anliu/sentences';

/** Citizen identity number: 18 characters with a check character, GB 11643-1999. */
export interface IdNumberField extends FieldCommon {
  type: 'id-number';
}

const LENGTH = 18;
/** GB 11643-1999 §4: weight of each of the first 17 digits, and the check character by remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** The check character that belongs to the first 17 digits (ISO 7064, MOD 11-2). */
export function checkCharacterOf(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % CHECK_CHARACTERS.length);
}

const EIGHTEEN = new Sentence('form.idNumber', [
  '18 位数字，最后一位可以是 X',
  '18 digits, the last of which may be X',
]);

export const idNumber: FieldKind<IdNumberField> = {
  schema: definitionOf('id-number'),
  expected: ['18 位身份证号', 'an identity number of 18 characters'],
  isShape: isText,
  check(_, value: string, { today }) {
    const number = value.trim().toUpperCase();
    if (!/^[1-9]\d{16}[\dX]$/.test(number)) return [problem('PATTERN', { expected: EIGHTEEN })];
    const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
    if (!isDate(born) || born > today) return [problem('ID_NUMBER_BIRTH', { born })];
    if (checkCharacterOf(number) !== number.at(-1)) return [problem('ID_NUMBER_CHECK')];
    return [];
  },
  sample: () => '11010519491231002X',
  fromExpression: textFromExpression,
  missing: 'REQUIRED',
  longest: () => LENGTH,
  errors: {
    ID_NUMBER_BIRTH: [
      '“{title}”中的出生日期 {born} 不存在或在今天以后，请核对第 7 至 14 位。',
      'The date of birth {born} in “{title}” does not exist or is in the future; check digits 7 to 14.',
    ],
    ID_NUMBER_CHECK: [
      '“{title}”的最后一位与前 17 位不符，请核对是否输错。',
      'The last character of “{title}” does not fit the first 17 digits; check for a typing mistake.',
    ],
  },
};
