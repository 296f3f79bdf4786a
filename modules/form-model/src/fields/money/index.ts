import { numberKind, type NumberFieldOf } from '../shared/numbers.js';
import { isNumber } from '../shared/shapes.js';

/** In yuan with two decimals unless `unit` and `precision` say otherwise. */
export type MoneyField = NumberFieldOf<'money'>;
export const money = numberKind('money', { expected: ['金额', 'an amount'], isShape: isNumber, typed: 2, computed: 2 });
