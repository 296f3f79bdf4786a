import type { FeelEvaluation } from './evaluation.js';
import type { FeelNumber } from './number.js';
import type { FeelDate, FeelDateTime, FeelTime } from './temporal/date-time.js';
import type { FeelDaysDuration, FeelYearsDuration } from './temporal/duration.js';
import { tryCoerce, typeName, type FeelType } from './types.js';

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

export type FeelImplementation = (args: readonly FeelValue[], evaluation: FeelEvaluation) => FeelValue;

/** What a call hands over: values in order, or by name. */
export type FeelArguments =
  { readonly positional: readonly FeelValue[] } | { readonly named: readonly (readonly [string, FeelValue])[] };

/** Puts arguments in the order of parameters; a text says why they do not fit. */
export type ArgumentBinder = (args: FeelArguments) => readonly FeelValue[] | string;

/**
 * A function: a closure of the language, a built-in one, or one given from outside (business knowledge models,
 * decision services).
 */
export class FeelFunction {
  readonly name: string | undefined;
  readonly parameters: readonly FeelParameter[];
  readonly returns: FeelType | undefined;
  readonly #implementation: FeelImplementation;
  readonly #binder: ArgumentBinder | undefined;
  readonly #native: boolean;

  constructor(
    name: string | undefined,
    parameters: readonly FeelParameter[],
    implementation: FeelImplementation,
    options: {
      readonly returns?: FeelType | undefined;
      readonly binder?: ArgumentBinder;
      /** Built into the language: checks its own arguments and does not nest. */
      readonly native?: boolean;
    } = {},
  ) {
    this.name = name;
    this.parameters = parameters;
    this.returns = options.returns;
    this.#implementation = implementation;
    this.#binder = options.binder;
    this.#native = options.native === true;
  }

  /** A function given from outside; `implementation` gets the values in the order of the parameters. */
  static of(
    parameters: readonly (FeelParameter | string)[],
    implementation: (...args: readonly FeelValue[]) => FeelValue,
    options: { readonly name?: string; readonly returns?: FeelType } = {},
  ): FeelFunction {
    const declared = parameters.map((parameter) => (typeof parameter === 'string' ? { name: parameter } : parameter));
    return new FeelFunction(options.name, declared, (args) => implementation(...args), { returns: options.returns });
  }

  /** Calls with values in the order of the parameters; types are checked, a value that does not conform yields null. */
  call(args: readonly FeelValue[], evaluation: FeelEvaluation): FeelValue {
    return this.apply({ positional: args }, evaluation);
  }

  /** Calls with arguments by name. */
  callNamed(args: FeelContext, evaluation: FeelEvaluation): FeelValue {
    return this.apply({ named: [...args.entries()] }, evaluation);
  }

  /** Calls with positional or named arguments. Arguments that do not fit yield null and a warning. */
  apply(args: FeelArguments, evaluation: FeelEvaluation): FeelValue {
    const bound = (this.#binder ?? ((given) => bindDeclared(this.parameters, given)))(args);
    if (typeof bound === 'string') {
      return evaluation.warn('INVALID_ARGUMENTS', `${this.name ?? 'function'}: ${bound}`);
    }
    if (this.#native) return this.#implementation(bound, evaluation);
    const values: FeelValue[] = [];
    for (const [index, { name, type }] of this.parameters.entries()) {
      const value = bound[index] ?? null;
      const coerced = type ? tryCoerce(value, type, evaluation) : value;
      if (coerced === undefined) {
        return evaluation.warn('INVALID_TYPE', `argument '${name}' is no ${typeName(type as FeelType)}`);
      }
      values.push(coerced);
    }
    return evaluation.calling(() => this.#implementation(values, evaluation));
  }
}

function bindDeclared(parameters: readonly FeelParameter[], args: FeelArguments): readonly FeelValue[] | string {
  if ('positional' in args) {
    const { length } = args.positional;
    return length === parameters.length ? args.positional : `takes ${parameters.length} arguments, got ${length}`;
  }
  const unknown = args.named.find(([name]) => !parameters.some((parameter) => parameter.name === name));
  if (unknown) return `has no parameter '${unknown[0]}'`;
  const missing = parameters.find(({ name }) => !args.named.some((given) => given[0] === name));
  if (missing) return `parameter '${missing.name}' is missing`;
  return parameters.map(({ name }) => args.named.find((given) => given[0] === name)?.[1] ?? null);
}

export const isList = (value: FeelValue): value is readonly FeelValue[] => Array.isArray(value);
