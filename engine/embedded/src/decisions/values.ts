import { isFeelNumber, toData, toDouble, type FeelValue } from '@anliu/engine-expression';
import { storedFromValue, type StoredValue } from '@anliu/engine-kernel';

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'long', 'double']);

/**
 * A value of a decision as a process variable. A clause's type names the variable's type; numbers without one are Long
 * when whole and Double otherwise, as those of Camunda's FEEL engine are.
 */
export function storedOf(value: FeelValue, typeRef: string | undefined): StoredValue {
  if (isFeelNumber(value)) {
    const number = toDouble(value);
    if (typeRef !== undefined && NUMERIC.has(typeRef)) return { ...storedFromValue(number), type: typeRef };
    return { ...storedFromValue(number), type: Number.isInteger(number) ? 'long' : 'double' };
  }
  const data = toData(value);
  if (typeRef === 'date' && typeof data === 'string') {
    const instant = Date.parse(data);
    if (!Number.isNaN(instant)) return storedFromValue(new Date(instant));
  }
  return storedFromValue(data);
}
