import {
  FeelDate,
  FeelDateTime,
  feelToString,
  isFeelNumber,
  parseFeel,
  parseFeelNumber,
  toPlainNumber,
} from '@anliu/engine-expression';
import type { FeelEvaluation, FeelValue } from '@anliu/engine-expression';
import { Scope } from '../evaluate/scope.js';

/** Turns a value into one of a type, or undefined when that is not possible. */
type Conversion = (value: FeelValue, evaluation: FeelEvaluation) => FeelValue | undefined;

/**
 * Camunda's own types of clauses, which convert where DMN's only check: numbers and booleans may be given as text, text
 * may be given as anything.
 */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  string: (value) => (typeof value === 'string' ? value : feelToString(value)),
  boolean: (value) =>
    typeof value === 'boolean' ? value : typeof value === 'string' ? BOOLEANS.get(value.toLowerCase()) : undefined,
  integer: whole,
  long: whole,
  double: numeric,
  date: (value, evaluation) => {
    if (value instanceof FeelDate || value instanceof FeelDateTime) return value;
    if (typeof value !== 'string') return undefined;
    return DATE_AND_TIME.evaluate(new Scope([['value', value]]), evaluation) ?? undefined;
  },
};

const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
]);

const DATE_AND_TIME = parseFeel('date and time(value)', { kind: 'expression', names: new Scope([['value', null]]) });

function numeric(value: FeelValue): FeelValue | undefined {
  if (isFeelNumber(value)) return value;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)) return undefined;
  return parseFeelNumber(value.trim().replace('+', '')) ?? undefined;
}

function whole(value: FeelValue): FeelValue | undefined {
  const number = numeric(value);
  if (!isFeelNumber(number)) return undefined;
  const plain = toPlainNumber(number);
  return typeof plain === 'bigint' || Number.isSafeInteger(plain) ? number : undefined;
}

/** Whether Camunda knows a type; values of others pass unchanged. */
const isCamundaType = (typeRef: string): boolean => Object.hasOwn(CONVERSIONS, typeRef);

/** A value as one of Camunda's types. */
export function convert(value: FeelValue, typeRef: string, evaluation: FeelEvaluation): FeelValue | undefined {
  if (value === null || !isCamundaType(typeRef)) return value;
  return CONVERSIONS[typeRef]!(value, evaluation);
}
