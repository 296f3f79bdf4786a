import {
  expressionLimits,
  FeelDate,
  FeelDateTime,
  FeelTime,
  isFeelNumber,
  toData,
  toPlainNumber,
  type FeelValue,
} from '@anliu/engine-expression';
import { storedFromDto, storedFromValue, type StoredValue } from '@anliu/engine-kernel';

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'long', 'double']);
const MIDNIGHT = new FeelTime(0, 0, 0, 0);

/**
 * A value of a decision as a process variable. A clause's type names the variable's type; numbers without one are Long
 * when whole and Double otherwise, as those of Camunda's FEEL engine are.
 */
export function storedOf(value: FeelValue, typeRef: string | undefined): StoredValue {
  if (isFeelNumber(value)) {
    const number = toPlainNumber(value);
    if (typeRef !== undefined && NUMERIC.has(typeRef)) return storedFromDto({ type: typeRef, value: number });
    const isLong = typeof number === 'bigint' || Number.isSafeInteger(number);
    return storedFromDto({ type: isLong ? 'long' : 'double', value: number });
  }
  const placed = typeRef === 'date' && value instanceof FeelDate ? new FeelDateTime(value, MIDNIGHT) : value;
  // Camunda's decisions know local date and times; a variable holds the instant the engine's zone makes of one.
  return storedFromValue(toData(placed, undefined, expressionLimits.DEFAULT_TIME_ZONE));
}
