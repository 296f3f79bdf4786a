import {
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelFunction,
  FeelRange,
  FeelTime,
  parseDate,
  parseDateTime,
} from 'feelin';
import type { Budget } from '../budget.js';
import { isPlainObject } from '../data.js';
import { ExpressionLimitError } from '../errors.js';
import { MAX_DATA_NODES, MAX_DEPTH } from '../limits.js';
import { localIso } from '../zone.js';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A scope value as FEEL data: a deep copy of its own data properties. A Date becomes a date and time in the zone;
 * functions, symbols and instances of classes become null. With `isoDates`, text that is a calendar day becomes a date.
 * @throws ExpressionLimitError (data size, depth: also for cyclic values)
 */
export function toFeelData(value: unknown, zone: string, isoDates = false): unknown {
  let nodes = 0;
  const copy = (item: unknown, depth: number): unknown => {
    if (++nodes > MAX_DATA_NODES) throw new ExpressionLimitError('data-size', MAX_DATA_NODES);
    if (depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    if (item === null || item === undefined) return null;
    if (typeof item === 'string') return isoDates && ISO_DATE.test(item) ? (parseDate(item) ?? item) : item;
    if (typeof item === 'boolean') return item;
    if (typeof item === 'number') return Number.isFinite(item) ? item : null;
    if (typeof item === 'bigint') return Number(item);
    if (typeof item !== 'object') return null;
    if (item instanceof Date) return Number.isNaN(item.getTime()) ? null : feelDateTime(item, zone);
    if (isTemporal(item)) return item;
    if (Array.isArray(item)) return item.map((element: unknown) => copy(element, depth + 1));
    if (item instanceof Map)
      return record(
        [...item].filter(([key]) => typeof key === 'string'),
        depth,
      );
    if (!isPlainObject(item)) return null;
    const descriptors = Object.entries(Object.getOwnPropertyDescriptors(item));
    return record(
      descriptors.flatMap(([key, descriptor]) => ('value' in descriptor ? [[key, descriptor.value as unknown]] : [])),
      depth,
    );
  };
  const record = (entries: readonly (readonly unknown[])[], depth: number): Record<string, unknown> =>
    Object.fromEntries(entries.map(([key, entry]) => [key as string, copy(entry, depth + 1)]));
  return copy(value, 0);
}

/** The instant as FEEL's date and time on the wall of the zone. */
export function feelDateTime(date: Date, zone: string): FeelDateTime | null {
  return parseDateTime(`${localIso(date, zone)}@${zone}`) ?? null;
}

/**
 * A FEEL result as plain data: date, time, duration and zoneless date and time as ISO text, a zoned date and time as
 * Date, a range as its four properties, a context without prototype. Functions and non-finite numbers become null.
 */
export function fromFeelData(value: unknown, budget: Budget): unknown {
  const copy = (item: unknown, depth: number): unknown => {
    budget.spend();
    if (depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    if (typeof item === 'string') return budget.text(item);
    if (typeof item === 'boolean') return item;
    if (typeof item === 'number') return Number.isFinite(item) ? item : null;
    if (typeof item !== 'object' || item === null || item instanceof FeelFunction) return null;
    if (item instanceof FeelDateTime) return item.zone === null ? item.toString() : instantOf(item);
    if (isTemporal(item)) return item.toString();
    if (Array.isArray(item)) return item.map((element: unknown) => copy(element, depth + 1));
    const result = Object.create(null) as Record<string, unknown>;
    for (const [key, entry] of Object.entries(item)) result[key] = copy(entry, depth + 1);
    return result;
  };
  return copy(value, 0);
}

function instantOf(value: FeelDateTime): Date {
  return new Date(value.unwrap().toZonedDateTime(value.zone ?? 'UTC').epochMilliseconds);
}

function isTemporal(value: object): value is FeelDate | FeelTime | FeelDateTime | FeelDuration {
  return (
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof FeelDateTime ||
    value instanceof FeelDuration
  );
}

/**
 * Sizes of values as trees, remembered per value so that shared parts are counted without being walked again.
 * A value that would unfold to more than `MAX_DATA_NODES` is refused before anything unfolds it.
 */
export class Sizes {
  readonly #known = new WeakMap<object, number>();
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Charges a value and returns it. */
  charge<T>(value: T): T {
    this.#size(value, 0);
    return value;
  }

  #size(value: unknown, depth: number): number {
    if (typeof value === 'string') {
      this.#budget.text(value);
      this.#budget.spend(value.length >> 6);
      return 1 + (value.length >> 4);
    }
    if (typeof value !== 'object' || value === null || value instanceof FeelRange || value instanceof FeelFunction) {
      this.#budget.spend();
      return 1;
    }
    if (depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    const known = this.#known.get(value);
    if (known !== undefined) {
      this.#budget.spend(1 + (Array.isArray(value) ? value.length >> 4 : 0));
      return known;
    }
    let size = 1;
    this.#budget.spend();
    if (Array.isArray(value) || isPlainObject(value)) {
      for (const child of Object.values(value)) {
        size += typeof child === 'object' || typeof child === 'string' ? this.#size(child, depth + 1) : 1;
        if (size > MAX_DATA_NODES) throw new ExpressionLimitError('data-size', MAX_DATA_NODES);
      }
      this.#budget.spend(Object.keys(value).length >> 2);
    }
    this.#known.set(value, size);
    return size;
  }
}
