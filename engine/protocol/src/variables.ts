import { parseJson, writeJson } from './exact-json.js';

/** Type names as they leave the engine; on the way in the first letter may be lower case. */
export type VariableTypeName =
  | 'Null'
  | 'Boolean'
  | 'Short'
  | 'Integer'
  | 'Long'
  | 'Double'
  | 'String'
  | 'Date'
  | 'Bytes'
  | 'File'
  | 'Object'
  | 'Json'
  | 'Xml';

/** Everything a typed value carries beside the value. */
export interface ValueInfo {
  /** Visible until the next wait state, never persisted nor in history. */
  readonly transient?: boolean;
  readonly objectTypeName?: string;
  readonly serializationDataFormat?: string;
  readonly filename?: string;
  readonly mimeType?: string;
  readonly encoding?: string;
  readonly [key: string]: unknown;
}

/**
 * A Camunda typed value. `Json`, `Xml` and serialised `Object` values are strings; `Date` is a DateTimeString; `File` and
 * `Bytes` are base64 on the way in, `File` is null on the way out (bytes come from the data methods). A `Long` beyond
 * ±(2^53 − 1) is a bigint on the way out; on the way in a bigint, a safe integer or a text of digits. Without `type` the
 * type is inferred from the JavaScript value.
 */
export interface VariableValueDto {
  readonly value?: unknown;
  readonly type?: string | null;
  readonly valueInfo?: ValueInfo | null;
}

export type VariableMap = Readonly<Record<string, VariableValueDto>>;

/** Raw content of a File, Bytes or serialised variable, for download. */
export interface VariableData {
  readonly bytes: Uint8Array;
  readonly mimetype: string;
  readonly filename: string | null;
  readonly encoding: string | null;
}

/** Changes and removals of variables in one step. */
export interface VariableModifications {
  readonly modifications?: VariableMap;
  readonly deletions?: readonly string[];
}

const INTEGER_MAX = 2 ** 31 - 1;

/**
 * Wraps a plain JavaScript value as a typed value: exact whole numbers become Integer or Long, other numbers Double,
 * objects and arrays Json.
 */
export function typedValue(value: unknown): VariableValueDto {
  if (value === null || value === undefined) return { type: 'Null', value: null };
  if (typeof value === 'boolean') return { type: 'Boolean', value };
  if (typeof value === 'string') return { type: 'String', value };
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) return { type: 'Double', value };
    return { type: Math.abs(value) > INTEGER_MAX ? 'Long' : 'Integer', value };
  }
  if (typeof value === 'bigint') return { type: 'Long', value };
  return { type: 'Json', value: writeJson(value) };
}

/** Wraps every property of a plain object; see {@link typedValue}. */
export function typedValues(values: Readonly<Record<string, unknown>>): VariableMap {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typedValue(value)]));
}

/** The plain JavaScript value of a typed value: Json and JSON-serialised Objects are parsed, everything else as is. */
export function plainValue(variable: VariableValueDto): unknown {
  const { type, value } = variable;
  const isJson = type === 'Json' || type === 'json' || (type === 'Object' && typeof value === 'string');
  if (!isJson || typeof value !== 'string') return value ?? null;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}
