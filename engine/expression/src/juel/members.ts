import { writeJson } from '@anliu/engine-protocol';
import type { Budget } from '../budget.js';
import { isPlainObject, ownValue } from '../data.js';
import { asLong, javaClass } from './coerce.js';
import { callDateTime, dateTimeProperty, JuelDateTime } from './date-time.js';
import { JuelFailure } from './failure.js';
import { equal, orderOf } from './operators.js';
import { callSpin, SPIN_METHODS, SpinNode } from './spin.js';
import { callSpinXml, isSpinXml } from './spin-xml.js';
import { callString } from './string-methods.js';

/** The objects of this scope whose own functions may be called (`execution`, `task` …). */
export type Capabilities = ReadonlySet<object>;

/** `target.name` or `target[name]`. A null target yields null, a missing map key or list index yields null. */
export function readProperty(target: unknown, key: unknown, capabilities: Capabilities): unknown {
  if (target === null || target === undefined || key === null || key === undefined) return null;
  if (typeof target === 'object' && capabilities.has(target)) return readCapability(target, String(key));
  if (Array.isArray(target)) {
    const index = typeof key === 'bigint' ? Number(key) : typeof key === 'string' ? Number(key) : key;
    if (typeof index === 'number' && Number.isInteger(index)) return ownValue(target, String(index)) ?? null;
    throw missing(key, target);
  }
  if (target instanceof Map) return (target.get(key) as unknown) ?? null;
  if (target instanceof SpinNode) return readProperty(target.data, key, capabilities);
  if (target instanceof JuelDateTime) {
    const value = dateTimeProperty(target, String(key));
    if (value !== undefined) return value;
    throw missing(key, target);
  }
  if (target instanceof Date && key === 'time') return target.getTime();
  if (isPlainObject(target)) return ownValue(target, String(key)) ?? null;
  throw missing(key, target);
}

/** `target.name(args)` for the methods on the white list. */
export function callMethod(
  target: unknown,
  name: string,
  args: readonly unknown[],
  capabilities: Capabilities,
  budget: Budget,
): unknown {
  budget.spend();
  if (target === null || target === undefined) {
    throw new JuelFailure('property', `Target unreachable, base expression '${name}' resolved to null`);
  }
  const result = dispatch(target, name, args, capabilities, budget);
  if (result !== undefined) return result;
  throw new JuelFailure('method', `Cannot find method '${name}' in 'class ${javaClass(target)}'`);
}

function dispatch(
  target: unknown,
  name: string,
  args: readonly unknown[],
  capabilities: Capabilities,
  budget: Budget,
): unknown {
  if (typeof target === 'object' && target !== null && capabilities.has(target))
    return callCapability(target, name, args);
  if (typeof target === 'string') return callString(target, name, args, budget);
  if (target instanceof SpinNode) return callSpin(target, name, args);
  if (isSpinXml(target)) return callSpinXml(target, name, args);
  if (target instanceof JuelDateTime) return callDateTime(target, name, args);
  if (target instanceof Date) return callDate(target, name, args);
  if (Array.isArray(target)) return callList(target, name, args, budget);
  if (isPlainObject(target)) return callMap(target, name, args, budget);
  if (typeof target === 'number' || typeof target === 'bigint') return callNumber(target, name, args);
  if (typeof target === 'boolean') return commonMethod(target, name, args);
  return undefined;
}

function missing(key: unknown, target: unknown): JuelFailure {
  return new JuelFailure('property', `Could not find property ${String(key)} in class ${javaClass(target)}`);
}

/** Bean style: an own value, else an own getter function `getName()` / `isName()`. */
function readCapability(target: object, name: string): unknown {
  const value = ownValue(target, name);
  if (value !== undefined && typeof value !== 'function') return value;
  const suffix = name.charAt(0).toUpperCase() + name.slice(1);
  for (const getter of [`get${suffix}`, `is${suffix}`]) {
    const method = ownValue(target, getter);
    if (typeof method === 'function') return (method.call(target) as unknown) ?? null;
  }
  if (Object.hasOwn(target, name) && value === undefined) return null;
  throw new JuelFailure('property', `Could not find property ${name} in class org.camunda.bpm.engine.delegate.${name}`);
}

function callCapability(target: object, name: string, args: readonly unknown[]): unknown {
  const method = ownValue(target, name);
  if (typeof method === 'function') return (method.apply(target, [...args]) as unknown) ?? null;
  const getter = /^(?:get|is)([A-Z].*)$/.exec(name)?.[1];
  if (!getter || args.length > 0) return undefined;
  const property = getter.charAt(0).toLowerCase() + getter.slice(1);
  if (!Object.hasOwn(target, property)) return undefined;
  const value = ownValue(target, property);
  return typeof value === 'function' ? undefined : (value ?? null);
}

function callList(list: readonly unknown[], name: string, args: readonly unknown[], budget: Budget): unknown {
  budget.spend(1 + (list.length >> 2));
  switch (name) {
    case 'size':
      return list.length;
    case 'isEmpty':
      return list.length === 0;
    case 'contains':
      return list.some((element) => equalQuietly(element, args[0]));
    case 'indexOf':
      return list.findIndex((element) => equalQuietly(element, args[0]));
    case 'get': {
      const index = Number(args[0]);
      if (!Number.isInteger(index) || index < 0 || index >= list.length) {
        throw new JuelFailure('other', `Index ${String(args[0])} out of bounds for length ${list.length}`);
      }
      return ownValue(list, String(index)) ?? null;
    }
    case 'containsAll':
      return Array.isArray(args[0]) && args[0].every((wanted) => list.some((element) => equalQuietly(element, wanted)));
    default:
      return SPIN_METHODS.has(name) ? callSpin(new SpinNode(list), name, args) : commonMethod(list, name, args);
  }
}

function callMap(map: Record<string, unknown>, name: string, args: readonly unknown[], budget: Budget): unknown {
  switch (name) {
    case 'get':
      return ownValue(map, String(args[0])) ?? null;
    case 'getOrDefault':
      return Object.hasOwn(map, String(args[0])) ? (ownValue(map, String(args[0])) ?? null) : (args[1] ?? null);
    case 'containsKey':
      return Object.hasOwn(map, String(args[0]));
    case 'containsValue':
      budget.spend(Object.keys(map).length);
      return Object.keys(map).some((key) => equalQuietly(ownValue(map, key), args[0]));
    case 'size':
      return Object.keys(map).length;
    case 'isEmpty':
      return Object.keys(map).length === 0;
    case 'keySet':
      return Object.keys(map);
    case 'values':
      return Object.keys(map).map((key) => ownValue(map, key));
    default:
      return SPIN_METHODS.has(name) ? callSpin(new SpinNode(map), name, args) : commonMethod(map, name, args);
  }
}

function callDate(date: Date, name: string, args: readonly unknown[]): unknown {
  const other = args[0] instanceof Date ? args[0].getTime() : args[0] instanceof JuelDateTime ? args[0].millis : NaN;
  if (name === 'getTime') return date.getTime();
  if (name === 'before') return date.getTime() < other;
  if (name === 'after') return date.getTime() > other;
  return name === 'toString' ? date.toISOString() : commonMethod(date, name, args);
}

function callNumber(number: number | bigint, name: string, args: readonly unknown[]): unknown {
  if (name === 'intValue') return javaInt(number);
  if (name === 'longValue') return typeof number === 'bigint' ? number : javaLong(number);
  if (name === 'doubleValue') return Number(number);
  if (name === 'compareTo') return orderOf(number, args[0]);
  return commonMethod(number, name, args);
}

/** Java keeps the low 32 bits of a long, and the nearest int of a double. */
const javaInt = (number: number | bigint): number =>
  Number.isSafeInteger(number) || typeof number === 'bigint'
    ? Number(BigInt.asIntN(32, BigInt(number)))
    : Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(number)));

/** Java takes the nearest long of a double. */
const javaLong = (number: number): number | bigint => {
  if (Math.abs(number) < 2 ** 63) return asLong(BigInt(Math.trunc(number)));
  return number > 0 ? 2n ** 63n - 1n : -(2n ** 63n);
};

function commonMethod(target: unknown, name: string, args: readonly unknown[]): unknown {
  if (name === 'equals' && args.length === 1) return equalQuietly(target, args[0]);
  if (name !== 'toString' || args.length > 0) return undefined;
  return typeof target === 'object' ? writeJson(target) : String(target);
}

/** Java's equals: never coerces, never fails. */
function equalQuietly(left: unknown, right: unknown): boolean {
  if (typeof left !== typeof right) return false;
  return equal(left, right);
}
