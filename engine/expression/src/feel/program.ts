import { ExpressionLimitError, ExpressionSyntaxError } from '../errors.js';
import { MAX_DEPTH, MAX_FEEL_SOURCE_LENGTH } from '../limits.js';
import type { Code, FeelScope } from './compile/code.js';
import { compileTree } from './compile/compiler.js';
import type { FeelEvaluation } from './evaluation.js';
import { BUILTIN_NAMES } from './functions/index.js';
import { useParser } from './functions/range-text.js';
import { KnownNames, type NameScope } from './syntax/names.js';
import type { Node } from './syntax/ast.js';
import { Parser } from './syntax/parser.js';
import type { TypeResolver } from './types.js';
import type { FeelValue } from './values.js';
import { isStackOverflow } from '../native-limits.js';

export type FeelKind = 'expression' | 'unary-tests';

export interface ParseFeelOptions {
  readonly kind?: FeelKind;
  /** The names in scope: needed where they hold blanks next to keywords, or operators. */
  readonly names?: Iterable<string> | NameScope;
  /** Types by name, besides those of the language. */
  readonly types?: TypeResolver;
}

/** A parsed and compiled source. Immutable; may be evaluated any number of times, with any scope. */
export interface FeelProgram {
  readonly source: string;
  readonly kind: FeelKind;
  /** Names that come from the scope, each once, in order of appearance. */
  readonly identifiers: readonly string[];
  /**
   * Evaluates. Parts that have no value are null and told to the evaluation as warnings.
   * @throws ExpressionLimitError when the evaluation's budget is spent
   */
  evaluate(scope: FeelScope, evaluation: FeelEvaluation): FeelValue;
}

const LANGUAGE = new KnownNames(BUILTIN_NAMES);

/**
 * Parses a FEEL expression or unary tests (DMN 1.5, 10.3.1.2). With `unary-tests`, the tested value is the scope's `?`.
 * @throws ExpressionSyntaxError, ExpressionLimitError (source length, depth)
 */
export function parseFeel(source: string, options: ParseFeelOptions = {}): FeelProgram {
  if (source.length > MAX_FEEL_SOURCE_LENGTH) throw new ExpressionLimitError('source-length', MAX_FEEL_SOURCE_LENGTH);
  const kind = options.kind ?? 'expression';
  const types = options.types ?? (() => undefined);
  const { names } = options;
  const known = names === undefined ? [] : [isNameScope(names) ? KnownNames.of(names) : new KnownNames(names)];
  const parser = new Parser(source, { names: [LANGUAGE, ...known], types });
  const tree = kind === 'expression' ? parser.whole() : parser.unaryTests();
  const code = compileTree(tree, types);
  return Object.freeze({
    source,
    kind,
    identifiers: Object.freeze(freeNames(tree)),
    evaluate: (scope, evaluation) => run(code, source, scope, evaluation),
  } satisfies FeelProgram);
}

function run(code: Code, source: string, scope: FeelScope, evaluation: FeelEvaluation): FeelValue {
  const outer = evaluation.source;
  evaluation.source = source;
  try {
    return code(null, { evaluation, scope });
  } catch (error) {
    if (isStackOverflow(error)) {
      throw new ExpressionLimitError('depth', MAX_DEPTH);
    }
    throw error;
  } finally {
    evaluation.source = outer;
  }
}

function isNameScope(names: Iterable<string> | NameScope): names is NameScope {
  return !(Symbol.iterator in names) && typeof (names as NameScope).names === 'function';
}

/** Names a tree reads and does not declare. */
function freeNames(root: Node): string[] {
  const found = new Set<string>();
  const visit = (value: unknown, declared: ReadonlySet<string>): void => {
    if (Array.isArray(value)) return value.forEach((item) => visit(item, declared));
    if (typeof value !== 'object' || value === null || !('kind' in value)) return visitAll(value, declared);
    const node = value as Node;
    switch (node.kind) {
      case 'name':
        if (!declared.has(node.name)) found.add(node.name);
        return;
      case 'instance-of':
        return visit(node.value, declared);
      case 'literal':
        return;
      case 'function':
        return visit(node.body, new Set([...declared, ...node.parameters.map(({ name }) => name)]));
      case 'context': {
        const inner = new Set(declared);
        for (const { key, value: entry } of node.entries) {
          visit(entry, inner);
          inner.add(key);
        }
        return;
      }
      case 'filter':
        visit(node.of, declared);
        return visit(node.by, new Set([...declared, 'item']));
      case 'for':
      case 'quantified': {
        const inner = new Set(declared);
        for (const { name, from, to } of node.iterators) {
          visit(from, inner);
          visit(to, inner);
          inner.add(name);
        }
        return visit(node.body, node.kind === 'for' ? inner.add('partial') : inner);
      }
      default:
        return visitAll(node, declared);
    }
  };
  const visitAll = (value: unknown, declared: ReadonlySet<string>): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const child of Object.values(value)) visit(child, declared);
  };
  visit(root, new Set(['?']));
  return [...found];
}

/** For `range()`: the tree of an expression in which the language's functions are the only names. */
function parseTree(source: string): Node | undefined {
  try {
    return new Parser(source, { names: [LANGUAGE], types: () => undefined }).whole();
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return undefined;
    throw error;
  }
}

useParser(parseTree);
