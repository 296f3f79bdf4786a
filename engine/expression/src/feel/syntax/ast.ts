import type { FeelNumber } from '../number.js';
import type { FeelType } from '../values.js';
import type { RangeOperator } from '../values.js';

/** Position of a node: the offset in UTF-16 units where it starts. */
interface At {
  readonly at: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type ComparisonOperator = RangeOperator;

export interface Iterator {
  readonly name: string;
  readonly from: Node;
  /** The upper end of `from..to`. */
  readonly to: Node | undefined;
}

export interface ParameterNode {
  readonly name: string;
  readonly type: FeelType | undefined;
}

export type Node = At &
  (
    | { readonly kind: 'literal'; readonly value: null | boolean | string | FeelNumber }
    | { readonly kind: 'at-literal'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'input' }
    | { readonly kind: 'list'; readonly elements: readonly Node[] }
    | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly value: Node }[] }
    | {
        readonly kind: 'range';
        readonly start: Node;
        readonly end: Node;
        readonly startIncluded: boolean;
        readonly endIncluded: boolean;
      }
    | { readonly kind: 'operator-range'; readonly operator: RangeOperator; readonly operand: Node }
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'negation'; readonly operand: Node }
    | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'logical'; readonly operator: 'and' | 'or'; readonly left: Node; readonly right: Node }
    | { readonly kind: 'between'; readonly value: Node; readonly low: Node; readonly high: Node }
    | { readonly kind: 'in'; readonly value: Node; readonly tests: readonly Node[] }
    | { readonly kind: 'instance-of'; readonly value: Node; readonly type: FeelType | undefined; readonly text: string }
    | { readonly kind: 'path'; readonly of: Node; readonly name: string }
    | { readonly kind: 'filter'; readonly of: Node; readonly by: Node }
    | { readonly kind: 'call'; readonly callee: Node; readonly args: CallArguments }
    | { readonly kind: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
    | { readonly kind: 'for'; readonly iterators: readonly Iterator[]; readonly body: Node }
    | {
        readonly kind: 'quantified';
        readonly quantifier: 'some' | 'every';
        readonly iterators: readonly Iterator[];
        readonly body: Node;
      }
    | {
        readonly kind: 'function';
        readonly parameters: readonly ParameterNode[];
        readonly body: Node;
        readonly external: boolean;
      }
    /** Unary tests: `-`, positive tests, or `not(…)` of them. */
    | { readonly kind: 'tests'; readonly tests: readonly Node[]; readonly negated: boolean }
    | { readonly kind: 'any-input' }
  );

export type CallArguments =
  | { readonly kind: 'positional'; readonly values: readonly Node[] }
  | { readonly kind: 'named'; readonly values: readonly { readonly name: string; readonly value: Node }[] };

export type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;
