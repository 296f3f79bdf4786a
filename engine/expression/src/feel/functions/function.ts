import type { FeelEvaluation } from '../evaluation.js';
import { tryCoerce, typeName } from '../types.js';
import { FeelFunction, type FeelArguments, type FeelParameter, type FeelType, type FeelValue } from '../values.js';

export type FeelImplementation = (args: readonly FeelValue[], evaluation: FeelEvaluation) => FeelValue;

/** Puts arguments in the order of parameters; a text says why they do not fit. */
export type ArgumentBinder = (args: FeelArguments) => readonly FeelValue[] | string;

/**
 * A function: a closure of the language, a built-in one, or one given from outside (business knowledge models,
 * decision services).
 */
export class DefinedFunction extends FeelFunction {
  override readonly name: string | undefined;
  override readonly parameters: readonly FeelParameter[];
  override readonly returns: FeelType | undefined;
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
    super();
    this.name = name;
    this.parameters = parameters;
    this.returns = options.returns;
    this.#implementation = implementation;
    this.#binder = options.binder;
    this.#native = options.native === true;
  }

  override apply(args: FeelArguments, evaluation: FeelEvaluation): FeelValue {
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

/** A function given from outside; `implementation` gets the values in the order of the parameters. */
export function feelFunction(
  parameters: readonly (FeelParameter | string)[],
  implementation: (...args: readonly FeelValue[]) => FeelValue,
  options: { readonly name?: string; readonly returns?: FeelType } = {},
): FeelFunction {
  const declared = parameters.map((parameter) => (typeof parameter === 'string' ? { name: parameter } : parameter));
  return new DefinedFunction(options.name, declared, (args) => implementation(...args), { returns: options.returns });
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
