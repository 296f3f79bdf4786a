import type { FeelEvaluation } from '../evaluation.js';
import type { Node } from '../syntax/ast.js';
import type { TypeResolver } from '../types.js';
import type { FeelValue } from '../values.js';

/** Where names are looked up that the expression does not declare itself. */
export interface FeelScope {
  get(name: string): FeelValue | undefined;
  names?(): Iterable<string>;
}

/** The values declared around a node, innermost first. Each `Place` of the compiler has one. */
export interface Frame {
  readonly value: FeelValue;
  readonly outer: Frame | null;
}

export interface Run {
  readonly evaluation: FeelEvaluation;
  readonly scope: FeelScope;
}

/** A compiled node. */
export type Code = (frame: Frame | null, run: Run) => FeelValue;

/** What the compiler knows of a frame: a declared name, or the element a filter looks at, whose entries are names. */
export interface Place {
  readonly kind: 'name' | 'element';
  readonly name: string;
  readonly outer: Place | null;
}

/** Handed to the compiler of each kind of node. */
export interface Context {
  readonly types: TypeResolver;
  compile(node: Node, place: Place | null): Code;
  /** Work units of evaluating what `make` compiles, once. */
  measure<T>(make: () => T): { readonly code: T; readonly cost: number };
}

export const declare = (name: string, outer: Place | null): Place => ({ kind: 'name', name, outer });
