import { compareValues } from '../equality.js';
import type { FeelEvaluation } from '../evaluation.js';
import type { Node } from '../syntax/ast.js';
import { FeelRange, type FeelValue } from '../values.js';
import { negate, isNumber } from '../number.js';
import { parseDate, parseDateTime, parseTime } from '../temporal/date-time.js';
import { parseDuration } from '../temporal/duration.js';

/** How the parser is reached: the functions are part of what the parser's program needs, so it is handed in. */
let parseTree: (source: string) => Node | undefined = () => undefined;

export function useParser(parser: typeof parseTree): void {
  parseTree = parser;
}

/** The range a text writes with literal endpoints (DMN 1.5, 10.3.4.1); null when it is none. */
export function parseRange(text: string, _evaluation: FeelEvaluation): FeelRange | null {
  const tree = parseTree(text);
  if (tree?.kind !== 'range') return null;
  const [start, end] = [literal(tree.start), literal(tree.end)];
  if (start === undefined || end === undefined || (start === null && end === null)) return null;
  const ordered = start === null || end === null ? -1 : compareValues(start, end);
  if (ordered === null || ordered > 0) return null;
  return new FeelRange(start, end, tree.startIncluded, tree.endIncluded);
}

const PARSERS: Readonly<Record<string, (text: string) => FeelValue>> = {
  date: parseDate,
  'date and time': parseDateTime,
  time: parseTime,
  duration: parseDuration,
};

function literal(node: Node): FeelValue | undefined {
  if (node.kind === 'literal') return typeof node.value === 'boolean' ? undefined : node.value;
  if (node.kind === 'negation') {
    const value = literal(node.operand);
    return value !== undefined && isNumber(value) ? negate(value) : undefined;
  }
  if (node.kind === 'at-literal') {
    const { text } = node;
    return parseDate(text) ?? parseDateTime(text) ?? parseTime(text) ?? parseDuration(text) ?? undefined;
  }
  if (node.kind !== 'call' || node.callee.kind !== 'name' || !Object.hasOwn(PARSERS, node.callee.name))
    return undefined;
  const argument = node.args.kind === 'positional' && node.args.values.length === 1 ? node.args.values[0] : undefined;
  if (argument?.kind !== 'literal' || typeof argument.value !== 'string') return undefined;
  return PARSERS[node.callee.name]?.(argument.value) ?? undefined;
}
