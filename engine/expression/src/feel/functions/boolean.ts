import { typeOf } from '../types.js';
import type { FeelValue } from '../values.js';
import { define, type Definition } from './define.js';

export const BOOLEAN: readonly Definition[] = [
  define<[FeelValue]>('not(negand: Any)', ([value], evaluation) =>
    typeof value === 'boolean' ? !value : evaluation.warn('INVALID_TYPE', `not takes a boolean, got ${typeOf(value)}`),
  ),
];
