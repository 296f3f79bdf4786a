import type { BinaryOperator } from './ast.js';
import { asLong, isNumeric, javaClass, toNumber, toText } from './coerce.js';
import { JuelDateTime } from './date-time.js';
import { JuelFailure } from './failure.js';
import { SpinNode } from './spin.js';
import { isSpinXml } from './spin-xml.js';

type Comparison = '<' | '<=' | '>' | '>=';

/**
 * Arithmetic by JUEL's rules: null is 0, `/` is never an integer division, everything else of whole numbers is Java's
 * `long` arithmetic, which overflows silently. A number that is no safe integer is a double.
 */
export function arithmetic(operator: BinaryOperator, left: unknown, right: unknown): number | bigint {
  const a = toNumber(left);
  const b = toNumber(right);
  if (operator === '/') return left == null && right == null ? 0 : Number(a) / Number(b);
  if (operator === '%' && isWhole(a) && isWhole(b) && Number(b) === 0) {
    throw new JuelFailure('other', '/ by zero');
  }
  if (isWhole(a) && isWhole(b)) {
    const fast = typeof a === 'number' && typeof b === 'number' ? plain(operator, a, b) : Number.NaN;
    if (Number.isSafeInteger(fast)) return fast;
    return asLong(BigInt.asIntN(64, exact(operator, BigInt(a), BigInt(b))));
  }
  return plain(operator, Number(a), Number(b));
}

export function negate(value: unknown): number | bigint {
  const number = toNumber(value);
  if (typeof number === 'bigint') return asLong(BigInt.asIntN(64, -number));
  return number === 0 ? 0 : -number;
}

/** `==` by JUEL's rules: null equals only null, then numbers, booleans and strings decide the type in that order. */
export function equal(first: unknown, second: unknown): boolean {
  const left = unwrap(first);
  const right = unwrap(second);
  if (left === right) return true;
  if (left === null || left === undefined || right === null || right === undefined) {
    return (left ?? null) === (right ?? null);
  }
  if (isNumeric(left) || isNumeric(right)) return order(toNumber(left), toNumber(right)) === 0;
  if (typeof left === 'boolean' || typeof right === 'boolean') return asBoolean(left) === asBoolean(right);
  if (typeof left === 'string' || typeof right === 'string') return toText(left) === toText(right);
  const [a, b] = [instant(left), instant(right)];
  return a !== undefined && a === b;
}

export function compare(operator: Comparison, first: unknown, second: unknown): boolean {
  const left = unwrap(first);
  const right = unwrap(second);
  const orEqual = operator === '<=' || operator === '>=';
  if (left === right || (left == null && right == null)) return orEqual;
  if (left === null || left === undefined || right === null || right === undefined) return false;
  const found = orderOf(left, right);
  if (found === undefined) {
    throw new JuelFailure(
      'other',
      `Cannot compare values of type class ${javaClass(left)} and class ${javaClass(right)}`,
    );
  }
  if (operator === '<') return found < 0;
  if (operator === '<=') return found <= 0;
  return operator === '>' ? found > 0 : found >= 0;
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map || value instanceof Set) return value.size === 0;
  if (value instanceof SpinNode) return isEmpty(value.data);
  if (value instanceof Date || value instanceof JuelDateTime || isSpinXml(value)) return false;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Longs compare exactly; when one is a double, both are. */
function order(left: number | bigint, right: number | bigint): number {
  const [a, b] = isWhole(left) && isWhole(right) ? [left, right] : [Number(left), Number(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How two values order, by JUEL's rules; undefined when they cannot be compared. */
export function orderOf(left: unknown, right: unknown): number | undefined {
  if (isNumeric(left) || isNumeric(right)) {
    return order(toNumber(left), toNumber(right));
  }
  if (typeof left === 'string' || typeof right === 'string') {
    const [a, b] = [toText(left), toText(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const [a, b] = [instant(left), instant(right)];
  return a === undefined || b === undefined ? undefined : a - b;
}

function instant(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  return value instanceof JuelDateTime ? value.millis : undefined;
}

function unwrap(value: unknown): unknown {
  return value instanceof SpinNode ? value.data : value;
}

function asBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new JuelFailure('other', `Cannot coerce from class ${javaClass(value)} to class java.lang.Boolean`);
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

function plain(operator: BinaryOperator, a: number, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  return operator === '*' ? a * b : a % b;
}

function exact(operator: BinaryOperator, a: bigint, b: bigint): bigint {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  return operator === '*' ? a * b : a % b;
}
