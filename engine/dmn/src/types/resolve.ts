import { createFeelEvaluation, parseFeelType } from '@anliu/engine-expression';
import type { FeelEvaluation, FeelType, FeelValue, TypeResolver } from '@anliu/engine-expression';
import type { Programs } from '../evaluate/programs.js';
import { Scope } from '../evaluate/scope.js';
import type { DecisionModel, ItemDefinition, LiteralExpression } from '../model.js';
import { normalise } from '../parse/expression.js';

export const ANY: FeelType = { kind: 'simple', name: 'Any' };

/** Names that XML Schema and Camunda use for FEEL's types. */
const ALIASES: Readonly<Record<string, string>> = {
  integer: 'number',
  long: 'number',
  double: 'number',
};

/** The types of a set of models: item definitions by namespace and name, resolved once. */
export class Types {
  readonly #models: ReadonlyMap<string, DecisionModel>;
  readonly #programs: Programs;
  readonly #known = new Map<string, FeelType | undefined>();
  readonly #restrictions = new WeakMap<FeelType, LiteralExpression>();

  constructor(models: ReadonlyMap<string, DecisionModel>, programs: Programs) {
    this.#models = models;
    this.#programs = programs;
  }

  /** The type a model calls by this name; undefined when nobody defines it. No name means any value. */
  resolve(typeRef: string | undefined, namespace: string): FeelType | undefined {
    if (typeRef === undefined) return ANY;
    const key = `${namespace} ${typeRef}`;
    if (this.#known.has(key)) return this.#known.get(key);
    this.#known.set(key, ANY); // what a type that contains itself contains
    const type = this.#resolve(normalise(typeRef), namespace);
    this.#known.set(key, type);
    return type;
  }

  /** The item definitions of a model, for expressions that name them: `instance of` knows no allowed values. */
  resolver(namespace: string): TypeResolver {
    return (name) => {
      const type = this.#defined(name, namespace);
      return type && withoutRestrictions(type);
    };
  }

  /** The unary tests that restrict a type, if any do. */
  restriction(type: FeelType): LiteralExpression | undefined {
    return this.#restrictions.get(type);
  }

  #resolve(name: string, namespace: string): FeelType | undefined {
    const defined = this.#defined(name, namespace);
    if (defined) return defined;
    const plain = name.replace(/^[\w-]+:/, ''); // DMN 1.1: feel:number
    try {
      return parseFeelType(ALIASES[plain] ?? plain, (inner) => this.#defined(inner, namespace));
    } catch {
      return undefined;
    }
  }

  #defined(name: string, namespace: string): FeelType | undefined {
    const model = this.#models.get(namespace);
    const own = model?.itemDefinitions.find((item) => item.name === name);
    if (own) return this.#remembered(own, namespace);
    for (const { name: prefix, namespace: other } of model?.imports ?? []) {
      const inner = prefix === '' ? name : name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : undefined;
      if (inner === undefined) continue;
      const found = this.#models.get(other)?.itemDefinitions.find((item) => item.name === inner);
      if (found) return this.#remembered(found, other);
    }
    return undefined;
  }

  #remembered(item: ItemDefinition, namespace: string): FeelType {
    const key = `${namespace} item ${item.name}`;
    const known = this.#known.get(key);
    if (known) return known;
    this.#known.set(key, ANY);
    const type = this.#define(item, namespace);
    this.#known.set(key, type);
    return type;
  }

  /** The allowed values of a collection are those of its items; a constraint is about the value as a whole. */
  #define(item: ItemDefinition, namespace: string): FeelType {
    const content = this.#restrict(this.#content(item, namespace), item.allowedValues);
    const whole: FeelType = item.isCollection ? { kind: 'list', element: content } : content;
    return this.#restrict(whole, item.typeConstraint);
  }

  #restrict(base: FeelType, tests: LiteralExpression | undefined): FeelType {
    if (!tests) return base;
    const allows = (value: FeelValue, evaluation?: FeelEvaluation): boolean =>
      this.#programs
        .feel(tests, 'unary-tests', new Scope())
        .evaluate(new Scope([['?', value]]), evaluation ?? createFeelEvaluation()) === true;
    const type: FeelType = { kind: 'constrained', base, allows };
    this.#restrictions.set(type, tests);
    return type;
  }

  #content(item: ItemDefinition, namespace: string): FeelType {
    if (item.components.length > 0) {
      const entries = item.components.map((one): [string, FeelType] => [one.name, this.#define(one, namespace)]);
      return { kind: 'context', entries: new Map(entries) };
    }
    if (item.functionItem) {
      const { parameters, outputTypeRef } = item.functionItem;
      return {
        kind: 'function',
        parameters: parameters.map(({ typeRef }) => this.resolve(typeRef, namespace) ?? ANY),
        returns: this.resolve(outputTypeRef, namespace) ?? ANY,
      };
    }
    return this.resolve(item.typeRef, namespace) ?? ANY;
  }
}

function withoutRestrictions(type: FeelType): FeelType {
  switch (type.kind) {
    case 'constrained':
      return withoutRestrictions(type.base);
    case 'list':
      return { ...type, element: withoutRestrictions(type.element) };
    case 'context': {
      const entries =
        type.entries && [...type.entries].map(([name, entry]) => [name, withoutRestrictions(entry)] as const);
      return { ...type, entries: entries && new Map(entries) };
    }
    default:
      return type;
  }
}
