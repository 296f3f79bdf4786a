import type { Variable } from '../tables/entities.js';

type LongColumns = Pick<Variable, 'textValue' | 'numberValue'>;

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

/** The columns of a Long: a number where a double is exact, beside it the digits where it is not. */
export function storedLong(value: bigint): LongColumns {
  const number = Number(value);
  return { numberValue: number, textValue: Number.isSafeInteger(number) ? null : String(value) };
}

/**
 * A Long as expressions and clients see it: a number, or a bigint beyond ±(2^53 − 1). Rows of an older engine may hold
 * such a Long only as a double: what that double says is what is left of it.
 */
export function longOf({ textValue, numberValue }: LongColumns): number | bigint | null {
  if (numberValue === null || Number.isSafeInteger(numberValue)) return numberValue;
  if (textValue !== null) return BigInt(textValue);
  if (!Number.isInteger(numberValue)) return numberValue;
  const exact = BigInt(numberValue);
  return exact > MAX ? MAX : exact < MIN ? MIN : exact;
}

export const sameLong = (a: LongColumns, b: LongColumns): boolean => longOf(a) === longOf(b);
