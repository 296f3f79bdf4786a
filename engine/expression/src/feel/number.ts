import { Decimal as DecimalBase } from 'decimal.js';

/**
 * FEEL's decimals: 34 significant digits, rounded half-even, with the exponents of IEEE 754 decimal128
 * (DMN 1.5, 10.3.2.3.1).
 */
const Decimal = DecimalBase.clone({ precision: 34, rounding: DecimalBase.ROUND_HALF_EVEN, maxE: 6144, minE: -6176 });
type Decimal = DecimalBase;

export const ROUNDING = {
  up: DecimalBase.ROUND_UP,
  down: DecimalBase.ROUND_DOWN,
  ceiling: DecimalBase.ROUND_CEIL,
  floor: DecimalBase.ROUND_FLOOR,
  halfUp: DecimalBase.ROUND_HALF_UP,
  halfDown: DecimalBase.ROUND_HALF_DOWN,
  halfEven: DecimalBase.ROUND_HALF_EVEN,
} as const;
export type Rounding = (typeof ROUNDING)[keyof typeof ROUNDING];

/**
 * A number of FEEL. Invariant: a whole number within ±(2^53 − 1) is a `number`, everything else is a decimal, so that
 * counting is fast and equal numbers have equal representations. Made by the functions of this file only.
 */
export type FeelNumber = number | Decimal;

/** For `value instanceof FeelNumber`. */
export const FeelNumber = {
  [Symbol.hasInstance]: (value: unknown): value is FeelNumber => isNumber(value),
};

export function isNumber(value: unknown): value is FeelNumber {
  return typeof value === 'number' || value instanceof Decimal;
}

/** Brings a decimal into its only representation; null when it is no finite number (overflow, 1/0). */
function normal(value: Decimal): FeelNumber | null {
  if (!value.isFinite()) return null;
  if (value.isInteger() && value.e < 16) {
    const whole = value.toNumber();
    if (Number.isSafeInteger(whole)) return whole + 0;
  }
  return value.precision() > 34 ? value.toSignificantDigits(34) : value;
}

/** From a literal: digits with an optional fraction and exponent. Null when the text is none or out of range. */
export function parseNumber(text: string): FeelNumber | null {
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,6})?$/.test(text)) return null;
  if (/^-?\d{1,15}$/.test(text)) return Number(text) + 0;
  return normal(new Decimal(text));
}

/** From a JavaScript number or bigint; null when it is not finite. A double means its shortest decimal text. */
export function numberOf(value: number | bigint): FeelNumber | null {
  if (typeof value === 'bigint') return normal(new Decimal(value.toString()));
  if (Number.isSafeInteger(value)) return value + 0;
  return Number.isFinite(value) ? normal(new Decimal(value)) : null;
}

/** A whole number beyond ±(2^53 − 1) that fits 64 bits as a bigint; everything else as the nearest double. */
export function toPlainNumber(value: FeelNumber): number | bigint {
  if (typeof value === 'number' || !value.isInteger() || value.e > 18) return toDouble(value);
  const exact = BigInt(value.toFixed());
  return BigInt.asIntN(64, exact) === exact ? exact : value.toNumber();
}

/** The nearest double. */
export function toDouble(value: FeelNumber): number {
  return typeof value === 'number' ? value : value.toNumber();
}

/** Plain notation without exponent, as FEEL's `string()` writes a number. */
export function numberToString(value: FeelNumber): string {
  return typeof value === 'number' ? String(value) : value.toFixed();
}

const dec = (value: FeelNumber): Decimal => (typeof value === 'number' ? new Decimal(value) : value);

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum + 0;
  }
  return normal(dec(a).plus(dec(b)));
}

export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference + 0;
  }
  return normal(dec(a).minus(dec(b)));
}

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return normal(dec(a).times(dec(b)));
}

/** Null when the divisor is zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') {
    const quotient = a / b;
    if (Number.isSafeInteger(quotient) && quotient * b === a) return quotient + 0;
  }
  return normal(dec(a).div(dec(b)));
}

/** Null when the result is no real number or out of range. */
export function power(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  return normal(dec(a).pow(dec(b)));
}

export function negate(a: FeelNumber): FeelNumber {
  return typeof a === 'number' ? 0 - a : a.negated();
}

export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  return dec(a).cmp(dec(b));
}

export function equalNumbers(a: FeelNumber, b: FeelNumber): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a.eq(b);
}

/** Rounds to `scale` digits after the point; a negative scale rounds to tens, hundreds … */
export function roundTo(value: FeelNumber, scale: number, rounding: Rounding): FeelNumber | null {
  if (typeof value === 'number' ? scale >= 0 : value.decimalPlaces() <= scale) return value;
  const shift = new Decimal(10).pow(-scale);
  return normal(dec(value).div(shift).toDecimalPlaces(0, rounding).times(shift));
}

/** The whole part, toward zero, as a JavaScript number; NaN-free because FEEL numbers are finite. */
export function truncate(value: FeelNumber): number {
  return typeof value === 'number' ? value : value.trunc().toNumber();
}

export function isWhole(value: FeelNumber): boolean {
  return typeof value === 'number' || value.isInteger();
}

/** `a - b * floor(a / b)`; null when the divisor is zero. */
export function modulo(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') return a - b * Math.floor(a / b) + 0;
  const [dividend, divisor] = [dec(a), dec(b)];
  const rest = dividend.mod(divisor);
  return normal(rest.isZero() || rest.isNegative() === divisor.isNegative() ? rest : rest.plus(divisor));
}

export const absolute = (value: FeelNumber): FeelNumber => (typeof value === 'number' ? Math.abs(value) : value.abs());
export const squareRoot = (value: FeelNumber): FeelNumber | null => normal(dec(value).sqrt());
export const naturalLogarithm = (value: FeelNumber): FeelNumber | null => normal(dec(value).ln());
export const exponential = (value: FeelNumber): FeelNumber | null => normal(dec(value).exp());
