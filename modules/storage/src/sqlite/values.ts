import mongoose from 'mongoose';

export type Document = Record<string, unknown>;

const { ObjectId, Binary, Decimal128, Long, Double, Int32 } = mongoose.mongo.BSON;

export const isRecord = (value: unknown): value is Document => {
  if (value === null || typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/**
 * A deep copy as BSON would see it: `toBSON` applied, buffers as Binary, maps as objects, array subclasses as arrays,
 * number wrappers as numbers, `undefined` members dropped from objects and null in arrays.
 * Dates, ObjectIds, Binary, Decimal128 and regular expressions stay what they are.
 */
export function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed();
    return value;
  }
  if (value instanceof Date || value instanceof ObjectId || value instanceof RegExp || value instanceof Decimal128)
    return value;
  if (Array.isArray(value)) return Array.from(value as unknown[], (item) => (item === undefined ? null : plain(item)));
  if (Buffer.isBuffer(value) || value instanceof Uint8Array) return new Binary(value);
  if (value instanceof Binary) return value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Double || value instanceof Int32) return value.valueOf();
  const converted = value as { toBSON?: () => unknown };
  if (typeof converted.toBSON === 'function') return plain(converted.toBSON());
  if ('_bsontype' in value) return value;
  const entries = value instanceof Map ? [...(value as Map<string, unknown>).entries()] : Object.entries(value);
  const copy: Document = {};
  for (const [key, item] of entries) {
    if (item === undefined || typeof item === 'function') continue;
    if (key === '__proto__')
      Object.defineProperty(copy, key, { value: plain(item), enumerable: true, configurable: true, writable: true });
    else copy[key] = plain(item);
  }
  return copy;
}

/** The JavaScript methods `isWellFormed`/`toWellFormed` exist from Node 20; the compiler's ES2023 does not know them. */
declare global {
  interface String {
    isWellFormed(): boolean;
    toWellFormed(): string;
  }
}

/** What kinds of value a path has held; bits, so that a set of kinds is one number. */
export const KIND = {
  null: 1,
  number: 2,
  string: 4,
  boolean: 8,
  date: 16,
  objectId: 32,
  other: 64,
  array: 128,
} as const;

/** What an empty array is to an index and to sorting: less than null. */
export const EMPTY = Symbol('empty array');

export function kindOf(value: unknown): number {
  if (value === null || value === undefined || value === EMPTY) return KIND.null;
  switch (typeof value) {
    case 'number':
      return Number.isNaN(value) ? KIND.other : KIND.number;
    case 'string':
      return KIND.string;
    case 'boolean':
      return KIND.boolean;
  }
  if (value instanceof Date) return KIND.date;
  if (value instanceof ObjectId) return KIND.objectId;
  if (Array.isArray(value)) return KIND.array;
  return KIND.other;
}

/** BSON's order of types: null, numbers, strings, objects, arrays, binary, ObjectId, booleans, dates, regular expressions. */
function typeOrder(value: unknown): number {
  if (value === EMPTY) return 0;
  if (value === null || value === undefined) return 1;
  if (typeof value === 'number' || value instanceof Decimal128) return 2;
  if (typeof value === 'string') return 3;
  if (Array.isArray(value)) return 5;
  if (value instanceof Binary) return 6;
  if (value instanceof ObjectId) return 7;
  if (typeof value === 'boolean') return 8;
  if (value instanceof Date) return 9;
  if (value instanceof RegExp) return 11;
  return 4;
}

const HIGH = /[\ud800-\udfff]/;
/** UTF-8 byte order, which is MongoDB's and SQLite's; JavaScript's own order differs beyond the basic plane. */
function compareText(a: string, b: string): number {
  if (HIGH.test(a) || HIGH.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** BSON comparison order of two values. Missing counts as null. */
export function compareValues(a: unknown, b: unknown): number {
  const order = typeOrder(a) - typeOrder(b);
  if (order !== 0) return order;
  if (a === null || a === undefined || a === EMPTY) return 0;
  if (typeof a === 'string') return compareText(a, b as string);
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (a instanceof Date) return a.getTime() - (b as Date).getTime();
  if (a instanceof ObjectId) return Buffer.compare(a.id, (b as typeof a).id);
  if (a instanceof Binary) {
    const other = b as typeof a;
    return (
      a.length() - other.length() ||
      a.sub_type - other.sub_type ||
      Buffer.compare(a.value() as Buffer, other.value() as Buffer)
    );
  }
  if (a instanceof RegExp) return compareText(String(a), String(b));
  if (Array.isArray(a)) return compareLists(a, b as unknown[]);
  if (typeof a === 'number' || a instanceof Decimal128) {
    const [x, y] = [Number(a), Number(b)];
    if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1;
    if (Number.isNaN(y)) return 1;
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return compareObjects(a as Document, b as Document);
}

function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareObjects(a: Document, b: Document): number {
  const [left, right] = [Object.entries(a), Object.entries(b)];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [[keyA, valueA], [keyB, valueB]] = [left[i]!, right[i]!];
    const order = typeOrder(valueA) - typeOrder(valueB) || compareText(keyA, keyB) || compareValues(valueA, valueB);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

export const sameValue = (a: unknown, b: unknown): boolean => compareValues(a, b) === 0;

const DIGITS = /^\d+$/;

/**
 * All values a dotted path reaches, arrays on the way fanned out as MongoDB's indexes do: the elements of a final array,
 * `undefined` where nothing is, `EMPTY` for an empty array. `array` tells whether an array was met at all.
 */
export function reach(document: unknown, path: string): { values: unknown[]; array: boolean } {
  const values: unknown[] = [];
  let array = false;
  const walk = (value: unknown, segments: readonly string[], index: number): void => {
    if (index === segments.length) {
      if (!Array.isArray(value)) return void values.push(value);
      array = true;
      if (value.length === 0) values.push(EMPTY);
      else values.push(...(value as unknown[]));
      return;
    }
    if (Array.isArray(value)) {
      array = true;
      const segment = segments[index]!;
      if (DIGITS.test(segment) && Number(segment) < value.length) walk(value[Number(segment)], segments, index + 1);
      for (const item of value as unknown[]) if (isRecord(item)) walk(item, segments, index);
      if (value.length === 0) values.push(undefined);
      return;
    }
    if (!isRecord(value)) return void values.push(undefined);
    walk(Object.hasOwn(value, segments[index]!) ? value[segments[index]!] : undefined, segments, index + 1);
  };
  walk(document, path.split('.'), 0);
  return { values, array };
}
