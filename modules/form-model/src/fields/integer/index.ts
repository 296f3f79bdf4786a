import { numberKind, type NumberFieldOf } from '../shared/numbers.js';

export type IntegerField = NumberFieldOf<'integer'>;
export const integer = numberKind('integer', {
  expected: ['整数', 'a whole number'],
  isShape: (value) => Number.isSafeInteger(value),
  computed: 0,
});
