import type { FeelType } from '../values.js';
import type { Node } from './ast.js';
import type { NameScope } from './names.js';
import type { ParserScopes } from './scopes.js';
import type { TokenStream } from './token-stream.js';

/** What the rules of the grammar that stand in files of their own need of the parser: the rules they refer back to. */
export interface Grammar {
  readonly tokens: TokenStream;
  readonly scopes: ParserScopes;
  readonly shapes: WeakMap<Node, NameScope>;
  expression(): Node;
  additive(): Node;
  test(): Node;
  type(): FeelType | undefined;
  key(): string;
  nameUntil(...delimiters: string[]): string;
}
