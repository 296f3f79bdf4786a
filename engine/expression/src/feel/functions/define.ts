import type { FeelEvaluation } from '../evaluation.js';
import { parseFeelType } from '../syntax/type-parser.js';
import { ANY, tryCoerce, typeName } from '../types.js';
import { isList, type FeelArguments, type FeelFunction, type FeelType, type FeelValue } from '../values.js';
import { DefinedFunction } from './function.js';

interface Parameter {
  readonly name: string;
  readonly type: FeelType;
  /** May be left out. */
  readonly optional: boolean;
  /** Null is a value like any other. */
  readonly nullable: boolean;
  /** Takes every value from here on. */
  readonly variadic: boolean;
}

type Implementation = (args: readonly FeelValue[], evaluation: FeelEvaluation) => FeelValue;

interface Overload {
  readonly parameters: readonly Parameter[];
  readonly run: Implementation;
}

/** A function of the language, under the name its signature begins with. */
export interface Definition {
  readonly name: string;
  readonly overload: Overload;
}

/**
 * A function by its signature: `substring(string: string, start position: number, length?: number)`. A parameter may be
 * left out (`?`), may be null (type ending in `?`; always for Any), or take the rest (`...`). Arguments of other types
 * make the result null; a list of one stands for its element.
 */
export function define<A extends readonly FeelValue[]>(
  signature: string,
  run: (args: A, evaluation: FeelEvaluation) => FeelValue,
): Definition {
  const open = signature.indexOf('(');
  const inside = signature.slice(open + 1, -1);
  const parameters = inside === '' ? [] : inside.split(', ').map(parameterOf);
  return { name: signature.slice(0, open), overload: { parameters, run: run as unknown as Implementation } };
}

function parameterOf(text: string): Parameter {
  const variadic = text.startsWith('...');
  const [label = '', typeText = 'Any'] = text.replace(/^\.\.\./, '').split(': ');
  const nullable = typeText.endsWith('?');
  const type = parseFeelType(typeText.replace(/\?$/, '')) ?? ANY;
  const optional = label.endsWith('?');
  return { name: label.replace(/\?$/, ''), type, optional, variadic, nullable: nullable || type === ANY };
}

/** Gathers overloads of one name into functions. */
export function collect(definitions: readonly Definition[]): ReadonlyMap<string, FeelFunction> {
  const overloads = new Map<string, Overload[]>();
  for (const { name, overload } of definitions) overloads.set(name, [...(overloads.get(name) ?? []), overload]);
  return new Map([...overloads].map(([name, list]) => [name, functionOf(name, list)]));
}

function functionOf(name: string, overloads: readonly Overload[]): FeelFunction {
  const first = overloads[0] as Overload;
  let chosen: { overload: Overload; values: readonly FeelValue[] };
  return new DefinedFunction(
    name,
    first.parameters.map((parameter) => ({ name: parameter.name, type: parameter.type })),
    (_bound, evaluation) => {
      const { overload, values } = chosen;
      return overload.run(values, evaluation) ?? null;
    },
    {
      native: true,
      binder: (args) => {
        const reasons: string[] = [];
        for (const overload of overloads) {
          const bound = bind(overload.parameters, args);
          if (typeof bound !== 'string') {
            chosen = { overload, values: bound };
            return bound;
          }
          reasons.push(bound);
        }
        return reasons[reasons.length - 1] ?? 'no such function';
      },
    },
  );
}

function bind(parameters: readonly Parameter[], args: FeelArguments): readonly FeelValue[] | string {
  const last = parameters[parameters.length - 1];
  let given: readonly (FeelValue | undefined)[];
  if ('named' in args) {
    const unknown = args.named.find(([name]) => !parameters.some((parameter) => parameter.name === name));
    if (unknown) return `there is no parameter '${unknown[0]}'`;
    const byName = new Map(args.named);
    given = parameters.map(({ name, variadic }) => {
      const value = byName.get(name);
      return variadic && value !== undefined && !isList(value) ? [value] : value;
    });
  } else if (last?.variadic) {
    const fixed = parameters.length - 1;
    const rest = args.positional.slice(fixed);
    // one list stands for its elements
    const [only] = rest;
    const spread = fixed === 0 && rest.length === 1 && only !== undefined && isList(only) && last.type.kind !== 'list';
    given = [...args.positional.slice(0, fixed), rest.length === 0 ? undefined : spread ? only : rest];
  } else {
    if (args.positional.length > parameters.length) return `takes ${parameters.length} arguments`;
    given = parameters.map((_, index) => args.positional[index]);
  }
  const values: FeelValue[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const value = given[index];
    if (value === undefined && !parameter.optional) return `argument '${parameter.name}' is missing`;
    const fitted = fit(value ?? null, parameter, value === undefined);
    if (fitted === undefined) return `argument '${parameter.name}' is no ${typeName(parameter.type)}`;
    values.push(fitted);
  }
  return values;
}

function fit(value: FeelValue, parameter: Parameter, missing: boolean): FeelValue | undefined {
  if (value === null) return missing || parameter.nullable ? null : undefined;
  if (!parameter.variadic) return tryCoerce(value, parameter.type);
  if (!isList(value)) return undefined;
  const values: FeelValue[] = [];
  for (const element of value) {
    const fitted = element === null && !parameter.nullable ? undefined : tryCoerce(element, parameter.type);
    if (fitted === undefined) return undefined;
    values.push(fitted);
  }
  return values;
}
