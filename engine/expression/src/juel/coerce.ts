import { writeJson } from '@anliu/engine-protocol';
import { JuelFailure } from './failure.js';
import { JuelDateTime } from './date-time.js';
import { SpinNode } from './spin.js';
import { isSpinXml } from './spin-xml.js';

/** The Java class Camunda would name in a message about this value. */
export function javaClass(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'java.lang.String';
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  if (typeof value === 'bigint') return 'java.lang.Long';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'java.lang.Long' : 'java.lang.Double';
  if (value instanceof Date) return 'java.util.Date';
  if (value instanceof JuelDateTime) return 'org.joda.time.DateTime';
  if (value instanceof SpinNode) return 'org.camunda.spin.impl.json.jackson.JacksonJsonNode';
  if (isSpinXml(value)) return 'org.camunda.spin.impl.xml.dom.DomXmlElement';
  if (Array.isArray(value)) return 'java.util.ArrayList';
  return 'java.util.LinkedHashMap';
}

function cannot(value: unknown, target: string): JuelFailure {
  return new JuelFailure('other', `Cannot coerce from class ${javaClass(value)} to class java.lang.${target}`);
}

export function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

export function toBoolean(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw cannot(value, 'Boolean');
}

/** A Java long: a number as long as that is exact, else a bigint. */
export function asLong(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A number of either kind; null and the empty string are 0, a string must be a number as Java writes it. */
export function toNumber(value: unknown, target = 'Long'): number | bigint {
  if (value === null || value === undefined || value === '') return 0;
  if (isNumeric(value)) return value;
  if (value instanceof SpinNode) return toNumber(value.data, target);
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) {
    const exact = BigInt(value.replace('+', ''));
    if (BigInt.asIntN(64, exact) === exact) return asLong(exact);
  } else if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) return Number(value);
  throw cannot(value, target);
}

/** Text as it appears inside a composite such as `a ${b} c`. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof JuelDateTime) return value.toString();
  if (value instanceof SpinNode || isSpinXml(value)) return value.toString();
  if (typeof value === 'object') return safeJson(value);
  throw cannot(value, 'String');
}

function safeJson(value: object): string {
  try {
    return writeJson(value) ?? '';
  } catch {
    throw cannot(value, 'String');
  }
}
