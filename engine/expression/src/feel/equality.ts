import type { FeelEvaluation } from './evaluation.js';
import { compareNumbers, equalNumbers, isNumber } from './number.js';
import { FeelDate, FeelDateTime, FeelTime } from './temporal/date-time.js';
import { FeelDaysDuration, FeelYearsDuration } from './temporal/duration.js';
import { FeelContext, FeelFunction, FeelRange, isList, type FeelValue } from './values.js';

/**
 * `a = b` (DMN 1.5, 10.3.2.13, table 53): null when the two are of different types. Null equals null alone.
 * Times are told apart by milliseconds, as the standard's conformance tests have it.
 */
export function feelEquals(a: FeelValue, b: FeelValue, evaluation?: FeelEvaluation): boolean | null {
  evaluation?.budget.spend();
  if (a === null || b === null) return a === b;
  if (isNumber(a)) return isNumber(b) ? equalNumbers(a, b) : null;
  if (typeof a !== 'object') return typeof a === typeof b ? a === b : null;
  if (isList(a)) return isList(b) ? equalLists(a, b, evaluation) : null;
  if (typeof b !== 'object' || isNumber(b) || isList(b)) return null;
  if (a instanceof FeelContext) return b instanceof FeelContext ? equalContexts(a, b, evaluation) : null;
  if (a instanceof FeelRange) return b instanceof FeelRange ? equalRanges(a, b, evaluation) : null;
  if (a instanceof FeelFunction) return b instanceof FeelFunction ? a === b : null;
  const order = compareValues(a, b);
  return order === null ? null : order === 0;
}

function equalLists(a: readonly FeelValue[], b: readonly FeelValue[], evaluation?: FeelEvaluation): boolean | null {
  if (a.length !== b.length) return false;
  return a.every((element, index) => feelEquals(element, b[index] ?? null, evaluation) === true);
}

function equalContexts(a: FeelContext, b: FeelContext, evaluation?: FeelEvaluation): boolean {
  if (a.size !== b.size) return false;
  for (const [name, value] of a.entries()) {
    const other = b.get(name);
    if (other === undefined || feelEquals(value, other, evaluation) !== true) return false;
  }
  return true;
}

function equalRanges(a: FeelRange, b: FeelRange, evaluation?: FeelEvaluation): boolean {
  return (
    a.operator === b.operator &&
    a.startIncluded === b.startIncluded &&
    a.endIncluded === b.endIncluded &&
    feelEquals(a.start, b.start, evaluation) === true &&
    feelEquals(a.end, b.end, evaluation) === true
  );
}

/** Negative, zero or positive as `a` comes before, with or after `b`; null when the two cannot be ordered. */
export function compareValues(a: FeelValue, b: FeelValue): number | null {
  if (a === null || b === null) return null;
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : null;
  if (a instanceof FeelDate) return b instanceof FeelDate ? a.epochDays - b.epochDays : null;
  if (a instanceof FeelDateTime) {
    if (b instanceof FeelDateTime) return compareInstants(a, b);
    return null;
  }
  if (a instanceof FeelTime) return b instanceof FeelTime ? compareTimes(a, b) : null;
  if (a instanceof FeelDaysDuration) {
    if (!(b instanceof FeelDaysDuration)) return null;
    return a.nanoseconds < b.nanoseconds ? -1 : a.nanoseconds > b.nanoseconds ? 1 : 0;
  }
  if (a instanceof FeelYearsDuration) return b instanceof FeelYearsDuration ? a.months - b.months : null;
  return null;
}

/** By code points: a character outside the basic plane comes after every one inside it. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x === y) continue;
    const [highX, highY] = [x >= 0xd800 && x <= 0xdfff, y >= 0xd800 && y <= 0xdfff];
    return highX === highY ? x - y : highX ? 1 : -1;
  }
  return a.length - b.length;
}

const millisecond = (nanosecond: number): number => Math.floor(nanosecond / 1_000_000);

function compareInstants(a: FeelDateTime, b: FeelDateTime): number | null {
  const [offsetA, offsetB] = [a.offsetSeconds, b.offsetSeconds];
  if ((offsetA === undefined) !== (offsetB === undefined)) return null;
  const seconds = a.wallSeconds - (offsetA ?? 0) - (b.wallSeconds - (offsetB ?? 0));
  return seconds || millisecond(a.time.nanosecond) - millisecond(b.time.nanosecond);
}

function compareTimes(a: FeelTime, b: FeelTime): number | null {
  const [offsetA, offsetB] = [a.offsetSeconds, b.offsetSeconds];
  if ((offsetA === undefined) !== (offsetB === undefined)) return null;
  const seconds = a.secondOfDay - (offsetA ?? 0) - (b.secondOfDay - (offsetB ?? 0));
  return seconds || millisecond(a.nanosecond) - millisecond(b.nanosecond);
}

/** Whether a value lies in a range; null when it cannot be compared with an endpoint. */
export function rangeContains(range: FeelRange, value: FeelValue): boolean | null {
  if (range.operator === '!=' || range.operator === '=') {
    const equal = feelEquals(range.start, value);
    return equal === null ? null : equal === (range.operator === '=');
  }
  if (value === null) return null;
  if (range.operator === undefined && (range.start === null || range.end === null)) return null;
  if (range.start !== null) {
    const order = compareValues(value, range.start);
    if (order === null) return null;
    if (order < 0 || (order === 0 && !range.startIncluded)) return false;
  }
  if (range.end !== null) {
    const order = compareValues(value, range.end);
    if (order === null) return null;
    if (order > 0 || (order === 0 && !range.endIncluded)) return false;
  }
  return range.start !== null || range.end !== null ? true : null;
}
