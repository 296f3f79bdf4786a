import { parseJson, writeJson } from '@anliu/engine-protocol';
import { JuelFailure } from './failure.js';
import { ownValue } from '../data.js';

/** A JSON value seen through Spin's methods (`S(x).prop("a").value()`); results unwrap to the data itself. */
export class SpinNode {
  readonly data: unknown;

  constructor(data: unknown) {
    this.data = data ?? null;
  }

  toString(): string {
    return writeJson(this.data) ?? 'null';
  }
}

/** Wraps data, or parses a JSON text as `S()` and `JSON()` do. */
export function spin(value: unknown): SpinNode {
  if (value instanceof SpinNode) return value;
  if (typeof value !== 'string') return new SpinNode(value);
  try {
    return new SpinNode(parseJson(value));
  } catch {
    throw new JuelFailure('other', 'SPIN/JACKSON-JSON-01005 Unable to parse input into JSON node');
  }
}

/** Calls a Spin method; undefined when there is none of this name. */
export function callSpin(node: SpinNode, name: string, args: readonly unknown[]): unknown {
  const data = node.data;
  switch (name) {
    case 'prop':
      return new SpinNode(property(data, args[0]));
    case 'hasProp':
      return isObject(data) && Object.hasOwn(data, String(args[0]));
    case 'elements':
      if (!Array.isArray(data)) throw new JuelFailure('other', 'SPIN/JACKSON-JSON-01003 node is not an array');
      return data.map((element) => new SpinNode(element));
    case 'fieldNames':
      return isObject(data) ? Object.keys(data) : [];
    case 'value':
      return isObject(data) || Array.isArray(data) ? typed(data, 'value', false) : data;
    case 'stringValue':
      return typed(data, 'a string', typeof data === 'string');
    case 'numberValue':
      return typed(data, 'a number', isNumber(data));
    case 'boolValue':
      return typed(data, 'a boolean', typeof data === 'boolean');
    case 'isNull':
      return data === null;
    case 'isArray':
      return Array.isArray(data);
    case 'isObject':
      return isObject(data);
    case 'isString':
      return typeof data === 'string';
    case 'isNumber':
      return isNumber(data);
    case 'isBoolean':
      return typeof data === 'boolean';
    case 'isValue':
      return !isObject(data) && !Array.isArray(data);
    case 'toString':
      return node.toString();
    case 'unwrap':
      return data;
    default:
      return undefined;
  }
}

export const SPIN_METHODS: ReadonlySet<string> = new Set([
  'prop',
  'hasProp',
  'elements',
  'fieldNames',
  'value',
  'stringValue',
  'numberValue',
  'boolValue',
  'unwrap',
]);

function property(data: unknown, key: unknown): unknown {
  const name = String(key);
  if (!isObject(data) || !Object.hasOwn(data, name)) {
    throw new JuelFailure('other', `SPIN/JACKSON-JSON-01004 Unable to find property '${name}'`);
  }
  return ownValue(data, name);
}

function typed(data: unknown, wanted: string, matches: boolean): unknown {
  if (!matches) throw new JuelFailure('other', `SPIN/JACKSON-JSON-01003 node is not ${wanted}`);
  return data;
}

const isNumber = (data: unknown): boolean => typeof data === 'number' || typeof data === 'bigint';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
