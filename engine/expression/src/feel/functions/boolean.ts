import type { FeelValue } from '../values.js';
import { define, type Definition } from './define.js';

export const BOOLEAN: readonly Definition[] = [
  define<[FeelValue]>('not(negand: Any)', ([value]) => (typeof value === 'boolean' ? !value : null)),
];
