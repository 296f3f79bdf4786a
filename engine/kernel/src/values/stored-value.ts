import { InvalidRequestError, normalValueInfo, parseJson, writeJson } from '@anliu/engine-protocol';
import type { VariableTypeName, VariableValueDto } from '@anliu/engine-protocol';
import type { Variable } from '../tables/entities.js';
import { longOf, sameLong, storedLong } from './longs.js';

/** The stored form of a variable's value: the value columns of a variable row. */
export type StoredValue = Pick<Variable, 'type' | 'textValue' | 'numberValue' | 'bytesValue' | 'valueInfo'>;

const EMPTY = { textValue: null, numberValue: null, bytesValue: null, valueInfo: null };
const INTEGER_MAX = 2 ** 31 - 1;
const NUMERIC = new Map<string, { readonly min: number; readonly max: number; readonly java: string }>([
  ['short', { min: -(2 ** 15), max: 2 ** 15 - 1, java: 'Short' }],
  ['integer', { min: -(2 ** 31), max: INTEGER_MAX, java: 'Integer' }],
]);
const TEXT_TYPES = new Set(['string', 'json', 'xml', 'object']);

/** `Integer` and `integer` both name the type; stored in lower case. */
const canonical = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
/** The name REST shows. */
export const shownType = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);

const cannotConvert = (value: unknown, type: string, java: string): InvalidRequestError =>
  new InvalidRequestError(`Cannot convert value '${String(value)}' of type '${shownType(type)}' to java type ${java}`);

/** A number JUEL treats as a Java long (whole-number literals, sums) becomes Long; variables keep their declared type. */
export function storedFromValue(value: unknown): StoredValue {
  if (value === null || value === undefined) return { ...EMPTY, type: 'null' };
  switch (typeof value) {
    case 'string':
      return { ...EMPTY, type: 'string', textValue: value };
    case 'boolean':
      return { ...EMPTY, type: 'boolean', numberValue: value ? 1 : 0 };
    case 'bigint':
      return { ...EMPTY, type: 'long', ...storedLong(value) };
    case 'number':
      if (!Number.isSafeInteger(value)) return { ...EMPTY, type: 'double', numberValue: value };
      return { ...EMPTY, type: Math.abs(value) > INTEGER_MAX ? 'long' : 'integer', numberValue: value };
    default:
  }
  if (value instanceof Date) return { ...EMPTY, type: 'date', numberValue: value.getTime() };
  if (value instanceof Uint8Array) return { ...EMPTY, type: 'bytes', bytesValue: value };
  const objectTypeName = Array.isArray(value) ? 'java.util.ArrayList' : 'java.util.LinkedHashMap';
  return {
    ...EMPTY,
    type: 'object',
    textValue: writeJson(value),
    valueInfo: { objectTypeName, serializationDataFormat: 'application/json' },
  };
}

/** @returns undefined for what is no whole number of 64 bits, or no longer exact. */
function exactLong(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  const isWhole = typeof value === 'bigint' || (typeof value === 'string' && /^-?\d{1,19}$/.test(value));
  const exact = isWhole ? BigInt(value) : undefined;
  return exact !== undefined && BigInt.asIntN(64, exact) === exact ? exact : undefined;
}

function storedNumber(type: string, value: unknown): StoredValue {
  const range = NUMERIC.get(type);
  const java = `java.lang.${range?.java ?? shownType(type)}`;
  if (type === 'long') {
    const exact = exactLong(value);
    if (exact === undefined) throw cannotConvert(value, type, java);
    return { ...EMPTY, type, ...storedLong(exact) };
  }
  const isText = typeof value === 'string' && value.trim() !== '';
  const number = isText || typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw cannotConvert(value, type, java);
  if (type !== 'double' && !Number.isInteger(number)) throw cannotConvert(value, type, java);
  if (range && (number < range.min || number > range.max)) throw cannotConvert(value, type, java);
  return { ...EMPTY, type, numberValue: number };
}

function storedDate(value: unknown): StoredValue {
  const text = typeof value === 'string' ? value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : value;
  const ms = text instanceof Date ? text.getTime() : typeof text === 'string' ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw cannotConvert(value, 'date', 'java.util.Date');
  return { ...EMPTY, type: 'date', numberValue: ms };
}

function storedBytes(type: string, value: unknown, valueInfo: unknown): StoredValue {
  if (value instanceof Uint8Array) return { ...EMPTY, type, bytesValue: value, valueInfo };
  if (typeof value !== 'string') throw new InvalidRequestError(`Provided value is not of type ${shownType(type)}`);
  const binary = atob(value.replace(/\s+/g, ''));
  return { ...EMPTY, type, bytesValue: Uint8Array.from(binary, (c) => c.charCodeAt(0)), valueInfo };
}

/**
 * Turns a typed value from outside into its stored form, with Camunda's coercions.
 * @throws InvalidRequestError when the type is unknown or the value does not fit it
 */
export function storedFromDto(dto: VariableValueDto): StoredValue {
  if (dto.type === undefined || dto.type === null || dto.type === '') return storedFromValue(dto.value);
  const type = canonical(dto.type);
  const { transient: _, ...kept } = normalValueInfo(shownType(type) as VariableTypeName, dto.valueInfo);
  const valueInfo = Object.keys(kept).length > 0 ? kept : null;
  const { value } = dto;
  if (type === 'null') return { ...EMPTY, type: 'null' };
  if (value === null || value === undefined) return { ...EMPTY, type, valueInfo };
  if (type === 'boolean') {
    if (value === true || value === false) return { ...EMPTY, type, numberValue: value ? 1 : 0 };
    if (value === 'true' || value === 'false') return { ...EMPTY, type, numberValue: value === 'true' ? 1 : 0 };
    throw cannotConvert(value, type, 'java.lang.Boolean');
  }
  if (type === 'string') {
    return { ...EMPTY, type, textValue: typeof value === 'string' ? value : String(value as number) };
  }
  if (TEXT_TYPES.has(type)) {
    if (typeof value !== 'string') {
      throw new InvalidRequestError(
        `Must provide 'null' or String value for value of SerializableValue type '${shownType(type)}'.`,
      );
    }
    return { ...EMPTY, type, textValue: value, valueInfo };
  }
  if (type === 'date') return storedDate(value);
  if (type === 'bytes' || type === 'file') return storedBytes(type, value, valueInfo);
  if (type === 'long' || type === 'double' || type === 'number' || NUMERIC.has(type)) {
    return storedNumber(type === 'number' ? 'double' : type, value);
  }
  throw new InvalidRequestError(`Unsupported value type '${shownType(type)}'`);
}

const parsed = new WeakMap<object, unknown>();

/** The value an expression sees. Json and JSON-serialised objects are parsed once per stored row. */
export function valueOf(stored: StoredValue): unknown {
  switch (stored.type) {
    case 'boolean':
      return stored.numberValue === null ? null : stored.numberValue === 1;
    case 'short':
    case 'integer':
    case 'double':
      return stored.numberValue;
    case 'long':
      return longOf(stored);
    case 'date':
      return stored.numberValue === null ? null : new Date(stored.numberValue);
    case 'json':
    case 'object': {
      if (stored.textValue === null) return null;
      if (!parsed.has(stored)) {
        let value: unknown = stored.textValue;
        try {
          value = parseJson(stored.textValue);
        } catch {
          // Not JSON (another serialisation): the text itself is the value.
        }
        parsed.set(stored, value);
      }
      return parsed.get(stored);
    }
    case 'bytes':
    case 'file':
      return stored.bytesValue;
    default:
      return stored.textValue;
  }
}

/** Equal stored values need no write and no condition check. */
export const sameValue = (a: StoredValue, b: StoredValue): boolean =>
  a.type === b.type &&
  (a.type === 'long' ? sameLong(a, b) : a.textValue === b.textValue && a.numberValue === b.numberValue) &&
  a.bytesValue === b.bytesValue;
