import type { FormError } from '../compiled.js';
import { MAX_DATA_DEPTH, MAX_DATA_VALUES } from '../limits.js';
import { fillTemplate, FORM_ERROR_TEXTS } from '../messages.js';

/**
 * What is wrong with a submission as a whole, before any of it is understood; costs no more than the limits allow, whatever was sent.
 */
export function boundsError(data: unknown): FormError | undefined {
  let values = 0;
  const exceeds = (value: unknown, depth: number): 'DATA_TOO_DEEP' | 'DATA_TOO_LARGE' | undefined => {
    if (++values > MAX_DATA_VALUES) return 'DATA_TOO_LARGE';
    if (typeof value !== 'object' || value === null) return undefined;
    if (depth === MAX_DATA_DEPTH) return 'DATA_TOO_DEEP';
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      const problem = exceeds(Reflect.get(value, key), depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
  const code = exceeds(data, 0);
  if (code === undefined) return undefined;
  const params = { max: code === 'DATA_TOO_DEEP' ? MAX_DATA_DEPTH : MAX_DATA_VALUES };
  return { path: '', code, message: fillTemplate(FORM_ERROR_TEXTS[code]?.[0] ?? code, params), params };
}
