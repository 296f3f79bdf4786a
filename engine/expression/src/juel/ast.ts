export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

type UnaryOperator = '-' | '!' | 'empty';

export type Node =
  | { readonly type: 'literal'; readonly value: unknown; readonly decimal?: boolean }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'property'; readonly target: Node; readonly key: Node }
  | { readonly type: 'method'; readonly target: Node; readonly name: string; readonly args: readonly Node[] }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Node[]; readonly offset: number }
  | { readonly type: 'unary'; readonly operator: UnaryOperator; readonly operand: Node }
  | { readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly type: 'choice'; readonly test: Node; readonly yes: Node; readonly no: Node };

/** A whole text: literal pieces and expressions in order. */
export type Part = { readonly type: 'text'; readonly text: string } | { readonly type: 'eval'; readonly node: Node };
