import { FeelContext } from '@anliu/engine-expression';
import type { FeelType, FeelValue, NameScope } from '@anliu/engine-expression';

/** A name with its value, and its type where the model states one. */
export type Binding = readonly [name: string, value: FeelValue, type?: FeelType | undefined];

/**
 * The names an expression sees, innermost first, and what is known of the names inside them. Immutable but for `define`,
 * which boxed contexts use as they grow.
 */
export class Scope implements NameScope {
  readonly #values = new Map<string, FeelValue>();
  readonly #types = new Map<string, FeelType>();
  readonly #parent: Names | undefined;

  constructor(bindings: Iterable<Binding> = [], parent?: Names) {
    for (const [name, value, type] of bindings) this.define(name, value, type);
    this.#parent = parent;
  }

  get(name: string): FeelValue | undefined {
    return this.#values.has(name) ? this.#values.get(name) : this.#parent?.get(name);
  }

  has(name: string): boolean {
    return this.#values.has(name) || (this.#parent?.has(name) ?? false);
  }

  *names(): Iterable<string> {
    yield* this.#values.keys();
    if (this.#parent) yield* this.#parent.names();
  }

  child(name: string): NameScope | undefined {
    if (!this.#values.has(name)) return this.#parent?.child?.(name);
    return namesOfType(this.#types.get(name)) ?? namesOfValue(this.#values.get(name) ?? null);
  }

  define(name: string, value: FeelValue, type?: FeelType): void {
    this.#values.set(name, value);
    if (type) this.#types.set(name, type);
  }
}

/** Something names can be looked up in: a scope, or the variables of a process. */
export interface Names extends NameScope {
  get(name: string): FeelValue | undefined;
  has(name: string): boolean;
}

function namesOfType(type: FeelType | undefined): NameScope | undefined {
  switch (type?.kind) {
    case 'constrained':
      return namesOfType(type.base);
    case 'list':
      return namesOfType(type.element);
    case 'context': {
      const { entries } = type;
      return entries ? { names: () => entries.keys(), child: (name) => namesOfType(entries.get(name)) } : undefined;
    }
    default:
      return undefined;
  }
}

function namesOfValue(value: FeelValue): NameScope | undefined {
  if (value instanceof FeelContext) {
    return { names: () => value.keys(), child: (name) => namesOfValue(value.get(name) ?? null) };
  }
  return Array.isArray(value) && value.length > 0 ? namesOfValue((value as readonly FeelValue[])[0]!) : undefined;
}
