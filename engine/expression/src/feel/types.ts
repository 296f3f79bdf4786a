import type { FeelEvaluation } from './evaluation.js';
import { isNumber } from './number.js';
import { FeelDate, FeelDateTime, FeelTime } from './temporal/date-time.js';
import { FeelDaysDuration, FeelYearsDuration } from './temporal/duration.js';
import {
  FeelContext,
  FeelFunction,
  FeelRange,
  isList,
  type FeelType,
  type FeelValue,
  type SimpleTypeName,
} from './values.js';

/** Item definitions and other names of types. */
export type TypeResolver = (name: string) => FeelType | undefined;

export const ANY: FeelType = { kind: 'simple', name: 'Any' };

const ALIASES: Readonly<Record<string, FeelType>> = Object.fromEntries(
  (
    [
      'Any',
      'Null',
      'number',
      'string',
      'boolean',
      'date',
      'time',
      'date and time',
      'years and months duration',
      'days and time duration',
    ] as const
  )
    .map((name): [string, FeelType] => [name, { kind: 'simple', name }])
    .concat([
      ['Any', ANY],
      ['any', ANY],
      ['null', { kind: 'simple', name: 'Null' }],
      ['date time', { kind: 'simple', name: 'date and time' }],
      ['dateTime', { kind: 'simple', name: 'date and time' }],
      ['yearMonthDuration', { kind: 'simple', name: 'years and months duration' }],
      ['year month duration', { kind: 'simple', name: 'years and months duration' }],
      ['dayTimeDuration', { kind: 'simple', name: 'days and time duration' }],
      ['day time duration', { kind: 'simple', name: 'days and time duration' }],
      ['context', { kind: 'context', entries: null }],
      ['list', { kind: 'list', element: ANY }],
      ['range', { kind: 'range', element: ANY }],
      ['function', { kind: 'function', parameters: null, returns: ANY }],
    ]),
);

/** A type by the name the language itself gives it. */
export function namedType(name: string): FeelType | undefined {
  return Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
}

/** Whether a value is of a type; null is of every type but `Any` and other types do not contain it for `instance of`. */
export function conforms(value: FeelValue, type: FeelType, evaluation?: FeelEvaluation): boolean {
  evaluation?.budget.spend();
  if (value === null) return true;
  switch (type.kind) {
    case 'simple':
      return isSimple(value, type.name);
    case 'list':
      return isList(value) && value.every((element) => conforms(element, type.element, evaluation));
    case 'range':
      return value instanceof FeelRange && rangeConforms(value, type.element);
    case 'context':
      return (
        value instanceof FeelContext &&
        [...(type.entries ?? [])].every(
          ([name, entry]) => value.has(name) && conforms(value.get(name) ?? null, entry, evaluation),
        )
      );
    case 'function':
      return value instanceof FeelFunction && functionConforms(value, type);
    case 'constrained':
      return conforms(value, type.base, evaluation) && type.allows(value, evaluation);
  }
}

/** `value instance of type`: like `conforms`, but null is an instance of `Null` only. */
export function isInstance(value: FeelValue, type: FeelType, evaluation?: FeelEvaluation): boolean {
  if (value === null) return type.kind === 'simple' && type.name === 'Null';
  return conforms(value, type, evaluation);
}

function isSimple(value: FeelValue, name: SimpleTypeName): boolean {
  switch (name) {
    case 'Any':
      return true;
    case 'Null':
      return false;
    case 'number':
      return isNumber(value);
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return value instanceof FeelDate;
    case 'time':
      return value instanceof FeelTime;
    case 'date and time':
      return value instanceof FeelDateTime;
    case 'years and months duration':
      return value instanceof FeelYearsDuration;
    case 'days and time duration':
      return value instanceof FeelDaysDuration;
  }
}

function rangeConforms(range: FeelRange, element: FeelType): boolean {
  if (range.start === null && range.end === null) return element === ANY;
  return conforms(range.start, element) && conforms(range.end, element);
}

function functionConforms(value: FeelFunction, type: FeelType & { kind: 'function' }): boolean {
  if (type.parameters === null) return true;
  if (value.parameters.length !== type.parameters.length) return false;
  const wanted = type.parameters;
  return (
    value.parameters.every((parameter, index) => accepts(parameter.type ?? ANY, wanted[index] ?? ANY)) &&
    (isUnknown(value.returns) || accepts(type.returns, value.returns))
  );
}

/** Nothing is said about what a function returns. */
function isUnknown(type: FeelType | undefined): type is undefined {
  return type === undefined || (type.kind === 'simple' && type.name === 'Any');
}

/** Whether every value of `narrow` is one of `wide` (DMN 1.5, 10.3.2.9.1); Any on the narrow side is not checked. */
function accepts(wide: FeelType, narrow: FeelType): boolean {
  if (wide.kind === 'constrained') return accepts(wide.base, narrow);
  if (narrow.kind === 'constrained') return accepts(wide, narrow.base);
  if (wide.kind === 'simple' && wide.name === 'Any') return true;
  if (narrow.kind === 'simple') return narrow.name === 'Null' || (wide.kind === 'simple' && wide.name === narrow.name);
  if (wide.kind === 'list' && narrow.kind === 'list') return accepts(wide.element, narrow.element);
  if (wide.kind === 'range' && narrow.kind === 'range') return accepts(wide.element, narrow.element);
  if (wide.kind === 'context' && narrow.kind === 'context') {
    const given = narrow.entries;
    return [...(wide.entries ?? [])].every(([name, entry]) => {
      const other = given?.get(name);
      return other !== undefined && accepts(entry, other);
    });
  }
  if (wide.kind === 'function' && narrow.kind === 'function') {
    const [ours, theirs] = [wide.parameters, narrow.parameters];
    if (ours === null) return true;
    if (theirs === null || ours.length !== theirs.length) return false;
    return theirs.every((type, index) => accepts(type, ours[index] ?? ANY)) && accepts(wide.returns, narrow.returns);
  }
  return false;
}

/**
 * Brings a value to a type (DMN 1.5, 10.3.2.9.4): a list of one becomes its element, a single value becomes a list, a
 * date becomes its midnight in UTC. Undefined when nothing helps.
 */
export function tryCoerce(value: FeelValue, type: FeelType, evaluation?: FeelEvaluation): FeelValue | undefined {
  if (conforms(value, type, evaluation)) return value;
  const plain = type.kind === 'constrained' ? type.base : type;
  const candidates: FeelValue[] = [];
  if (plain.kind === 'list') {
    if (!isList(value)) candidates.push([value]);
  } else if (isList(value) && value.length === 1) {
    candidates.push(value[0] ?? null);
  }
  if (value instanceof FeelDate && plain.kind === 'simple' && plain.name === 'date and time') {
    candidates.push(new FeelDateTime(value, new FeelTime(0, 0, 0, 0, { offset: 0 })));
  }
  return candidates.find((candidate) => conforms(candidate, type, evaluation));
}

/** Like `tryCoerce`; null when the value does not conform. */
export function coerce(value: FeelValue, type: FeelType, evaluation?: FeelEvaluation): FeelValue {
  const coerced = tryCoerce(value, type, evaluation);
  if (coerced !== undefined) return coerced;
  evaluation?.warn('INVALID_TYPE', `a value does not conform to ${typeName(type)}`);
  return null;
}

export function typeName(type: FeelType): string {
  switch (type.kind) {
    case 'simple':
      return type.name;
    case 'list':
    case 'range':
      return `${type.kind}<${typeName(type.element)}>`;
    case 'context': {
      const entries = [...(type.entries ?? [])].map(([name, entry]) => `${name}: ${typeName(entry)}`);
      return type.entries ? `context<${entries.join(', ')}>` : 'context';
    }
    case 'function':
      return type.parameters
        ? `function<${type.parameters.map(typeName).join(', ')}> -> ${typeName(type.returns)}`
        : 'function';
    case 'constrained':
      return typeName(type.base);
  }
}

/** The name of a value's type, for messages. */
export function typeOf(value: FeelValue): string {
  if (value === null) return 'null';
  const simple = ['number', 'string', 'boolean', 'date', 'time', 'date and time'] as const;
  const durations = ['years and months duration', 'days and time duration'] as const;
  for (const name of [...simple, ...durations]) if (isSimple(value, name)) return name;
  if (isList(value)) return 'list';
  return value instanceof FeelContext ? 'context' : value instanceof FeelRange ? 'range' : 'function';
}
