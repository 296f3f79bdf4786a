import { Budget } from '../budget.js';
import { isPlainObject } from '../data.js';
import { ExpressionLimitError } from '../errors.js';
import { DEFAULT_TIME_ZONE, MAX_DATA_NODES, MAX_DEPTH } from '../limits.js';
import { isNumber, numberOf, toPlainNumber } from './number.js';
import { FeelDate, FeelDateTime, FeelTime, parseDate } from './temporal/date-time.js';
import { FeelDaysDuration, FeelYearsDuration } from './temporal/duration.js';
import { offsetAt, offsetOfWall } from './temporal/zone.js';
import { FeelContext, FeelFunction, FeelRange, isList, type FeelValue } from './values.js';

export interface FromDataOptions {
  /** IANA zone in which a Date is told. */
  readonly timeZone?: string;
  /** Texts `YYYY-MM-DD` are dates. */
  readonly isoDates?: boolean;
  /**
   * As Camunda's FEEL sees the Java values of variables: a Date is the local date and time of the zone (it compares with
   * literals without a zone only), bytes are something without properties.
   */
  readonly camunda?: boolean;
}

/**
 * Plain data as a FEEL value: a deep copy of its own data properties. A Date becomes a date and time in the zone; FEEL
 * values stay; functions, symbols and instances of other classes become null, whatever they pretend to be.
 * @throws ExpressionLimitError (data size, depth: also for cyclic values)
 */
export function fromData(value: unknown, options: FromDataOptions = {}): FeelValue {
  const zone = options.timeZone ?? DEFAULT_TIME_ZONE;
  let nodes = 0;
  const convert = (item: unknown, depth: number): FeelValue => {
    if (++nodes > MAX_DATA_NODES) throw new ExpressionLimitError('data-size', MAX_DATA_NODES);
    if (depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    switch (typeof item) {
      case 'string':
        return options.isoDates && item.length === 10 ? (parseDate(item) ?? item) : item;
      case 'boolean':
        return item;
      case 'number':
      case 'bigint':
        return numberOf(item);
      case 'object':
        return item === null ? null : object(item, depth);
      default:
        return null;
    }
  };
  const object = (item: object, depth: number): FeelValue => {
    if (Array.isArray(item)) return item.map((element) => convert(element, depth + 1));
    if (item instanceof Date) return dateTimeOf(item, zone, options.camunda ? {} : { zone });
    if (options.camunda && item instanceof Uint8Array) return FeelContext.of([]);
    if (item instanceof Map) {
      const entries = [...(item as Map<unknown, unknown>)].filter(([key]) => typeof key === 'string');
      return FeelContext.of(entries.map(([key, entry]) => [key as string, convert(entry, depth + 1)] as const));
    }
    if (isFeelObject(item)) return item;
    if (!isPlainObject(item)) return null;
    const entries = new Map<string, FeelValue>();
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(item))) {
      if ('value' in descriptor) entries.set(key, convert(descriptor.value, depth + 1));
    }
    return new FeelContext(entries);
  };
  return convert(value, 0);
}

function dateTimeOf(date: Date, zone: string, shown: { zone?: string }): FeelDateTime | null {
  const millis = date.getTime();
  if (Number.isNaN(millis)) return null;
  const seconds = Math.floor(millis / 1000);
  return FeelDateTime.ofWallSeconds(seconds + offsetAt(zone, seconds), (millis - seconds * 1000) * 1_000_000, shown);
}

type FeelObject = Extract<FeelValue, object>;

function isFeelObject(item: object): item is FeelObject {
  return (
    isTemporal(item) ||
    isNumber(item) ||
    item instanceof FeelContext ||
    item instanceof FeelRange ||
    item instanceof FeelFunction
  );
}

function isTemporal(item: object): item is FeelDate | FeelTime | FeelDateTime | FeelDaysDuration | FeelYearsDuration {
  return (
    item instanceof FeelDate ||
    item instanceof FeelTime ||
    item instanceof FeelDateTime ||
    item instanceof FeelDaysDuration ||
    item instanceof FeelYearsDuration
  );
}

/**
 * A FEEL value as plain data: whole numbers of 64 bits exactly (as bigint beyond ±(2^53 − 1)), other numbers as doubles (null beyond their range), dates, times, durations and local date and times as ISO text, a placed
 * date and time as Date, a range as its four properties, a context as an object without prototype. Functions become null.
 * A value that holds the same part many times is small in FEEL and may be endless as data: without a budget of the
 * evaluation the steps of one apply, whatever time they take.
 * With a zone, local date and times are the Date of that zone.
 * @throws ExpressionLimitError (steps, string length, depth)
 */
export function toData(value: FeelValue, budget = new Budget({ maxMilliseconds: Infinity }), zone?: string): unknown {
  const convert = (item: FeelValue, depth: number): unknown => {
    budget.spend();
    if (depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    if (item === null || typeof item === 'boolean' || typeof item === 'number') return item;
    if (typeof item === 'string') return budget.text(item);
    if (isNumber(item)) {
      const number = toPlainNumber(item);
      return typeof number === 'bigint' || Number.isFinite(number) ? number : null;
    }
    if (isList(item)) return item.map((element) => convert(element, depth + 1));
    if (item instanceof FeelContext) return record(item.entries(), depth);
    if (item instanceof FeelDateTime) return instantOf(item, zone) ?? item.toString();
    if (item instanceof FeelFunction) return null;
    if (!(item instanceof FeelRange)) return item.toString();
    const range: [string, FeelValue][] = [
      ['start', item.start],
      ['end', item.end],
      ['start included', item.startIncluded],
      ['end included', item.endIncluded],
    ];
    return record(range, depth);
  };
  const record = (entries: Iterable<readonly [string, FeelValue]>, depth: number): Record<string, unknown> => {
    const result = Object.create(null) as Record<string, unknown>;
    for (const [key, entry] of entries) result[key] = convert(entry, depth + 1);
    return result;
  };
  return convert(value, 0);
}

function instantOf(value: FeelDateTime, zone: string | undefined): Date | undefined {
  const offset = value.offsetSeconds ?? (zone === undefined ? undefined : offsetOfWall(zone, value.wallSeconds));
  if (offset === undefined) return undefined;
  const date = new Date((value.wallSeconds - offset) * 1000 + Math.floor(value.time.nanosecond / 1_000_000));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
