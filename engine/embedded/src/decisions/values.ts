import {
  createFeelEvaluation,
  expressionLimits,
  isFeelNumber,
  parseFeel,
  toData,
  toPlainNumber,
  type FeelValue,
} from '@anliu/engine-expression';
import { storedFromDto, storedFromValue, type StoredValue } from '@anliu/engine-kernel';

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'long', 'double']);

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
  const data = toData(value);
  return storedFromValue(typeRef === 'date' && typeof data === 'string' ? (instantOf(data) ?? data) : data);
}

const IN_ZONE = parseFeel('date and time(text)', { names: ['text'] });

/** A day, or a date and time without zone, as the engine's zone tells it. */
function instantOf(text: string): Date | undefined {
  const local = text.includes('T') ? text : `${text}T00:00:00`;
  const zoned = `${local}@${expressionLimits.DEFAULT_TIME_ZONE}`;
  const instant = toData(IN_ZONE.evaluate({ get: () => zoned }, createFeelEvaluation()));
  return instant instanceof Date ? instant : undefined;
}
