import { numberKind, type NumberFieldOf } from '../shared/numbers.js';
import { isNumber } from '../shared/shapes.js';

export type DecimalField = NumberFieldOf<'number'>;
export const number = numberKind('number', { expected: ['数字', 'a number'], isShape: isNumber });
