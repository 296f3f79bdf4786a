import { parseExpression, parseUnaryTests } from 'feelin';
import { ExpressionLimitError, ExpressionSyntaxError } from '../errors.js';
import { MAX_DEPTH } from '../limits.js';

/** Names of the guards the rewritten source calls. No source may contain this prefix. */
export const GUARD_PREFIX = '__guard';
export const GUARDS = {
  /** charges a value that has just been made */
  value: `${GUARD_PREFIX}v`,
  /** charges every element of a list or range that is about to be walked */
  each: `${GUARD_PREFIX}e`,
  /** makes the list of `a..b`, bounded */
  range: `${GUARD_PREFIX}r`,
  /** a copy of `partial`, which the interpreter extends in place */
  copy: `${GUARD_PREFIX}c`,
} as const;

export interface Rewritten {
  readonly text: string;
  readonly identifiers: readonly string[];
}

interface Piece {
  readonly at: number;
  readonly order: number;
  readonly text: string;
}

const MAX_UNGUARDED_COMPARISONS = 16;

type SyntaxNode = ReturnType<typeof parseExpression>['topNode'];

const LITERALS = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null', 'DateTimeLiteral', 'AtLiteral']);

/**
 * The interpreter cannot be interrupted, so the source is rewritten before it runs: wherever work or data can
 * multiply — iteration, filters, function bodies, calls, paths, context entries — a call to a guard is put around.
 * @throws ExpressionSyntaxError with the position of the first error; ExpressionLimitError (depth)
 */
export function rewriteFeel(
  source: string,
  kind: 'expression' | 'unary-tests',
  context: Record<string, unknown>,
): Rewritten {
  if (source.includes(GUARD_PREFIX)) {
    throw new ExpressionSyntaxError(`'${GUARD_PREFIX}' is a reserved name`, source, source.indexOf(GUARD_PREFIX));
  }
  refuseDeepNesting(source);
  const parse = kind === 'expression' ? parseExpression : parseUnaryTests;
  const tree = parse(source, context, undefined);
  const walk = new Walk(source);
  walk.visit(tree.topNode);
  return { text: walk.result(), identifiers: [...walk.identifiers] };
}

/** The parser itself is slow on deep nesting, so brackets, signs and keywords that nest are counted before it runs. */
function refuseDeepNesting(source: string): void {
  let depth = 0;
  let prefixes = 0;
  for (const [token] of source.matchAll(
    /"(?:[^"\\]|\\[^])*"?|\/\*[^]*?(?:\*\/|$)|\/\/.*|[([{]|[)\]}]|-|\b(?:if|for|some|every|function)\b/g,
  )) {
    if (/^["/]/.test(token)) continue;
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token)) depth--;
    else prefixes++;
    if (depth > MAX_DEPTH || prefixes > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
  }
}

class Walk {
  readonly identifiers = new Set<string>();
  readonly #source: string;
  readonly #pieces: Piece[] = [];
  #order = 0;

  /** Each comparison of large lists is cheap; hundreds of them are not. */
  readonly #guardComparisons: boolean;

  constructor(source: string) {
    this.#source = source;
    this.#guardComparisons = (source.match(/[=<>]|\bin\b|\bbetween\b/g)?.length ?? 0) > MAX_UNGUARDED_COMPARISONS;
  }

  visit(node: SyntaxNode, depth = 0): void {
    if (depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    if (node.type.isError) throw this.#syntaxError(node);
    const guard = this.#guardFor(node);
    if (guard) this.#insert(node.from, `${guard}(`);
    if (node.name === 'NumericLiteral') this.#exponent(node);
    if (node.name === 'VariableName') this.identifiers.add(this.#text(node).replace(/\s+/g, ' '));
    for (let child = node.firstChild; child; child = child.nextSibling) this.visit(child, depth + 1);
    if (guard) this.#insert(node.to, ')');
    if (node.name === 'IterationContext') this.#closeIteration(node);
  }

  result(): string {
    const pieces = [...this.#pieces].sort((a, b) => a.at - b.at || a.order - b.order);
    let text = '';
    let at = 0;
    for (const piece of pieces) {
      text += this.#source.slice(at, piece.at) + piece.text;
      at = piece.at;
    }
    return text + this.#source.slice(at);
  }

  #insert(at: number, text: string): void {
    this.#pieces.push({ at, text, order: this.#order++ });
  }

  #guardFor(node: SyntaxNode): string | undefined {
    const parent = node.parent;
    if (node.name === 'IterationContext') {
      return rangeOperator(node) ? GUARDS.range : GUARDS.each;
    }
    if (node.name === 'VariableName' && this.#text(node) === 'partial') return GUARDS.copy;
    if (!parent || LITERALS.has(node.name) || isToken(node)) return undefined;
    if (
      parent.name === 'FilterExpression' &&
      parent.firstChild?.from === node.from &&
      parent.firstChild.to === node.to
    ) {
      return GUARDS.each;
    }
    if (node.name === 'FunctionInvocation' || node.name === 'PathExpression') return GUARDS.value;
    if (parent.name === 'PositionalParameters') return GUARDS.value;
    if (this.#guardComparisons && parent.name === 'Comparison' && isFirst(node, parent)) return GUARDS.value;
    const isLast = parent.lastChild?.from === node.from && parent.lastChild.to === node.to;
    const isBody = ['ForExpression', 'QuantifiedExpression', 'FunctionBody', 'ContextEntry', 'NamedParameter'];
    return isLast && isBody.includes(parent.name) ? GUARDS.value : undefined;
  }

  /** `a..b` inside an iteration becomes two arguments: a comma, and the dots in a comment so that nothing moves. */
  #closeIteration(node: SyntaxNode): void {
    const dots = rangeOperator(node);
    if (!dots) return;
    this.#insert(dots.from, ',/*');
    this.#insert(dots.to, '*/');
  }

  /** The interpreter reads `1e3` as 1, so an exponent is written out as a product. */
  #exponent(node: SyntaxNode): void {
    const exponent = /[eE]/.exec(this.#text(node));
    if (!exponent) return;
    const at = node.from + exponent.index;
    const sign = this.#source[at + 1] === '+' ? 2 : 1;
    this.#insert(node.from, '(');
    this.#insert(at, ' * 10 ** (/*');
    this.#insert(at + sign, '*/');
    this.#insert(node.to, '))');
  }

  #text(node: SyntaxNode): string {
    return this.#source.slice(node.from, node.to);
  }

  #syntaxError(node: SyntaxNode): ExpressionSyntaxError {
    const near = this.#source.slice(node.from, node.from + 20);
    const where = near ? `near '${near}'` : 'at the end';
    return new ExpressionSyntaxError(
      `Error parsing FEEL '${this.#source}': unexpected input ${where}`,
      this.#source,
      node.from,
    );
  }
}

function isFirst(node: SyntaxNode, parent: SyntaxNode): boolean {
  return parent.firstChild?.from === node.from && parent.firstChild.to === node.to;
}

function rangeOperator(node: SyntaxNode): SyntaxNode | undefined {
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name === '..') return child;
  return undefined;
}

function isToken(node: SyntaxNode): boolean {
  return node.firstChild === null && node.name !== '?';
}
