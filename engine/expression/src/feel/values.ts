import type { FeelEvaluation } from './evaluation.js';
import type { FeelNumber } from './number.js';
import type { FeelDate, FeelDateTime, FeelTime } from './temporal/date-time.js';
import type { FeelDaysDuration, FeelYearsDuration } from './temporal/duration.js';

/** Every value FEEL computes with (DMN 1.5, 10.3.2). All are immutable. */
export type FeelValue =
  | null
  | boolean
  | string
  | FeelNumber
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDaysDuration
  | FeelYearsDuration
  | readonly FeelValue[]
  | FeelContext
  | FeelRange
  | FeelFunction;

/** A context: entries in order, reached by name through a map, so that no name is special. */
export class FeelContext {
  static readonly EMPTY = new FeelContext(new Map());
  readonly #entries: ReadonlyMap<string, FeelValue>;

  /** Takes ownership of the map: the caller must not change it afterwards. */
  constructor(entries: ReadonlyMap<string, FeelValue>) {
    this.#entries = entries;
  }

  static of(entries: Iterable<readonly [string, FeelValue]>): FeelContext {
    return new FeelContext(new Map(entries));
  }

  get size(): number {
    return this.#entries.size;
  }

  get(name: string): FeelValue | undefined {
    return this.#entries.get(name);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  entries(): IterableIterator<[string, FeelValue]> {
    return this.#entries.entries();
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  /** A copy with one entry set; an entry that exists keeps its place. */
  with(name: string, value: FeelValue): FeelContext {
    return new FeelContext(new Map(this.#entries).set(name, value));
  }
}

export type SimpleTypeName =
  | 'Any'
  | 'Null'
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'years and months duration'
  | 'days and time duration';

/** The types of FEEL (DMN 1.5, 10.3.2.9). `allowed` is the constraint of an item definition. */
export type FeelType =
  | { readonly kind: 'simple'; readonly name: SimpleTypeName }
  | { readonly kind: 'list'; readonly element: FeelType }
  | { readonly kind: 'range'; readonly element: FeelType }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, FeelType> | null }
  | { readonly kind: 'function'; readonly parameters: readonly FeelType[] | null; readonly returns: FeelType }
  | {
      readonly kind: 'constrained';
      readonly base: FeelType;
      readonly allows: (value: FeelValue, evaluation?: FeelEvaluation) => boolean;
    };

export type RangeOperator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/**
 * A range. A null endpoint is unbounded. `operator` is set for the form of a unary test, `(< 10)`, which equals no
 * interval even when both hold the same values.
 */
export class FeelRange {
  readonly start: FeelValue;
  readonly end: FeelValue;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
  readonly operator: RangeOperator | undefined;

  constructor(
    start: FeelValue,
    end: FeelValue,
    startIncluded: boolean,
    endIncluded: boolean,
    operator?: RangeOperator,
  ) {
    this.start = start;
    this.end = end;
    this.startIncluded = startIncluded;
    this.endIncluded = endIncluded;
    this.operator = operator;
  }

  static ofOperator(operator: RangeOperator, value: FeelValue): FeelRange {
    const upper = operator === '<' || operator === '<=';
    const lower = operator === '>' || operator === '>=';
    const included = operator === '<=' || operator === '>=' || operator === '=';
    return new FeelRange(upper ? null : value, lower ? null : value, included && !upper, included && !lower, operator);
  }
}

export interface FeelParameter {
  readonly name: string;
  readonly type?: FeelType;
}

/** What a call hands over: values in order, or by name. */
export type FeelArguments =
  { readonly positional: readonly FeelValue[] } | { readonly named: readonly (readonly [string, FeelValue])[] };

/** A function as a value; `functions/function.ts` says how one is called. */
export abstract class FeelFunction {
  abstract readonly name: string | undefined;
  abstract readonly parameters: readonly FeelParameter[];
  abstract readonly returns: FeelType | undefined;

  /** Calls with positional or named arguments. Arguments that do not fit yield null and a warning. */
  abstract apply(args: FeelArguments, evaluation: FeelEvaluation): FeelValue;

  /** Calls with values in the order of the parameters; types are checked, a value that does not conform yields null. */
  call(args: readonly FeelValue[], evaluation: FeelEvaluation): FeelValue {
    return this.apply({ positional: args }, evaluation);
  }

  /** Calls with arguments by name. */
  callNamed(args: FeelContext, evaluation: FeelEvaluation): FeelValue {
    return this.apply({ named: [...args.entries()] }, evaluation);
  }
}

export const isList = (value: FeelValue): value is readonly FeelValue[] => Array.isArray(value);
