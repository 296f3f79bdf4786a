import { InvalidRequestError, LimitError } from './errors.js';
import { writeJson } from './exact-json.js';
import { formatDateTime, parseDateTime } from './time.js';
import { normalValueInfo } from './value-info.js';
import type { ValueInfo, VariableMap, VariableTypeName, VariableValueDto } from './variables.js';

/** A typed value after checking: the type is spelled canonically and the value has that type's JavaScript form. */
export interface CheckedVariable {
  readonly type: VariableTypeName;
  /**
   * Boolean: boolean · Short, Integer, Double: number · Long: number, or decimal digits when beyond 2^53 · Date:
   * DateTimeString · Bytes, File: base64 text · Object, Json, Xml, String: text · Null and every empty value: null.
   */
  readonly value: string | number | boolean | null;
  readonly valueInfo: ValueInfo;
}

/** Longest variable name, as in Camunda's tables. */
export const MAX_VARIABLE_NAME_LENGTH = 255;
/** Most variables one command may carry. */
export const MAX_VARIABLES_PER_COMMAND = 2000;

const TYPE_NAMES: readonly VariableTypeName[] = [
  'Null',
  'Boolean',
  'Short',
  'Integer',
  'Long',
  'Double',
  'String',
  'Date',
  'Bytes',
  'File',
  'Object',
  'Json',
  'Xml',
];
const TYPES = new Map(TYPE_NAMES.map((name) => [name.toLowerCase(), name]));

const JAVA_TYPES: Partial<Record<VariableTypeName, string>> = {
  Boolean: 'java.lang.Boolean',
  Short: 'java.lang.Short',
  Integer: 'java.lang.Integer',
  Long: 'java.lang.Long',
  Double: 'java.lang.Double',
  String: 'java.lang.String',
  Date: 'java.util.Date',
};

const cannotConvert = (value: unknown, type: VariableTypeName): never => {
  const shown = typeof value === 'object' ? writeJson(value) : String(value);
  throw new InvalidRequestError(
    `Cannot convert value '${shown.slice(0, 200)}' of type '${type}' to java type ${JAVA_TYPES[type] ?? type}`,
  );
};

const LIMITS = { Short: 2n ** 15n, Integer: 2n ** 31n, Long: 2n ** 63n } as const;
const INTEGER_LIMIT = Number(LIMITS.Integer);

const isWithin = (value: bigint, limit: bigint): boolean => value >= -limit && value < limit;

/**
 * A whole number of the type's range. A JavaScript number beyond ±(2^53 − 1) has lost digits, so it is no Long: such
 * values arrive as bigint (from JSON read with `parseJson`) or as text.
 */
function wholeNumber(value: unknown, type: 'Short' | 'Integer' | 'Long'): number | string {
  const exact = exactWhole(value);
  if (exact === undefined || !isWithin(exact, LIMITS[type])) return cannotConvert(value, type);
  const near = Number(exact);
  return Number.isSafeInteger(near) ? near : exact.toString();
}

function exactWhole(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  const digits = typeof value === 'string' ? /^\+?(-?\d{1,19})$/.exec(value.trim())?.[1] : undefined;
  return digits === undefined ? undefined : BigInt(digits);
}

function double(value: unknown): number {
  const isText = typeof value === 'string' && value.trim() !== '';
  const number = isText || typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : cannotConvert(value, 'Double');
}

function boolean(value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return cannotConvert(value, 'Boolean');
}

function date(value: unknown): string {
  const instant =
    value instanceof Date ? value.getTime() : typeof value === 'string' ? parseDateTime(value) : undefined;
  return instant === undefined || Number.isNaN(instant) ? cannotConvert(value, 'Date') : formatDateTime(instant);
}

function serialised(value: unknown, type: 'Json' | 'Xml' | 'Object'): string {
  if (typeof value === 'string') return value;
  throw new InvalidRequestError(`Must provide 'null' or String value for value of SerializableValue type '${type}'.`);
}

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}\s*$/;

function base64(value: unknown, type: 'Bytes' | 'File'): string {
  if (typeof value === 'string' && BASE64.test(value)) return value.trim();
  throw new InvalidRequestError(`Provided value of type '${type}' is not valid Base64 encoded data.`);
}

function objectInfo(info: ValueInfo): ValueInfo {
  const format = info.serializationDataFormat;
  if (format === 'application/x-java-serialized-object')
    throw new InvalidRequestError(
      'Cannot set variable: the engine does not accept Java serialized objects; use serializationDataFormat application/json',
    );
  return { ...info, serializationDataFormat: format ?? 'application/json' };
}

/** Camunda's inference for a value sent without a type; objects and lists become Json-serialised Objects. */
function inferred(value: unknown, valueInfo: ValueInfo): CheckedVariable {
  if (value === null || value === undefined) return { type: 'Null', value: null, valueInfo };
  if (typeof value === 'boolean') return { type: 'Boolean', value, valueInfo };
  if (typeof value === 'string') return { type: 'String', value, valueInfo };
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) return { type: 'Double', value: double(value), valueInfo };
    const isInteger = value < INTEGER_LIMIT && value >= -INTEGER_LIMIT;
    return { type: isInteger ? 'Integer' : 'Long', value, valueInfo };
  }
  if (typeof value === 'bigint') return { type: 'Long', value: wholeNumber(value, 'Long'), valueInfo };
  if (value instanceof Date) return { type: 'Date', value: date(value), valueInfo };
  return {
    type: 'Object',
    value: writeJson(value),
    valueInfo: {
      ...valueInfo,
      objectTypeName: Array.isArray(value)
        ? 'java.util.ArrayList<java.lang.Object>'
        : 'java.util.LinkedHashMap<java.lang.String,java.lang.Object>',
      serializationDataFormat: 'application/json',
    },
  };
}

/**
 * Checks one typed value as it arrives from outside and brings it into canonical form. Type names are accepted with a
 * lower-case first letter; primitives are read from strings. Throws InvalidRequestError with Camunda's wording.
 */
export function checkVariable(input: VariableValueDto): CheckedVariable {
  const { value } = input;
  if (input.type === undefined || input.type === null || input.type === '')
    return inferred(value, normalValueInfo('Null', input.valueInfo));
  const type = TYPES.get(input.type.charAt(0).toLowerCase() + input.type.slice(1));
  if (type === undefined) throw new InvalidRequestError(`Unsupported value type '${input.type}'`);
  if (type === 'Object' && value !== null && value !== undefined && typeof value !== 'string' && !input.valueInfo)
    return inferred(value, {});
  const valueInfo = normalValueInfo(type, input.valueInfo);
  const info = type === 'Object' ? objectInfo(valueInfo) : valueInfo;
  if (value === null || value === undefined) return { type, value: null, valueInfo: info };
  switch (type) {
    case 'Null':
      return { type, value: null, valueInfo: info };
    case 'Boolean':
      return { type, value: boolean(value), valueInfo: info };
    case 'Short':
    case 'Integer':
    case 'Long':
      return { type, value: wholeNumber(value, type), valueInfo: info };
    case 'Double':
      return { type, value: double(value), valueInfo: info };
    case 'String':
      return { type, value: typeof value === 'object' ? cannotConvert(value, type) : String(value), valueInfo: info };
    case 'Date':
      return { type, value: date(value), valueInfo: info };
    case 'Bytes':
    case 'File':
      if (type === 'File' && typeof info.filename !== 'string')
        throw new InvalidRequestError("File variables need a 'filename' in valueInfo.");
      return { type, value: base64(value, type), valueInfo: info };
    case 'Json':
    case 'Xml':
    case 'Object':
      return { type, value: serialised(value, type), valueInfo: info };
  }
}

/** Checks a whole map of variables: the names, their number, and every value (see {@link checkVariable}). */
export function checkVariables(variables: VariableMap | null | undefined): Record<string, CheckedVariable> {
  const checked = Object.create(null) as Record<string, CheckedVariable>;
  const entries = Object.entries(variables ?? {});
  if (entries.length > MAX_VARIABLES_PER_COMMAND)
    throw new LimitError(
      'MAX_VARIABLES_PER_COMMAND',
      `At most ${MAX_VARIABLES_PER_COMMAND} variables can be set by one command, got ${entries.length}`,
      { status: 400 },
    );
  for (const [name, value] of entries) {
    if (name === '' || name.length > MAX_VARIABLE_NAME_LENGTH)
      throw new InvalidRequestError(
        `Variable names have 1 to ${MAX_VARIABLE_NAME_LENGTH} characters, got ${name.length}: '${name.slice(0, 60)}'`,
      );
    checked[name] = checkVariable(value ?? {});
  }
  return checked;
}
