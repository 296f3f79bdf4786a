import { ExpressionLimitError } from '../../errors.js';
import { MAX_RANGE_LENGTH } from '../../limits.js';
import { isNumber, toDouble, truncate } from '../number.js';
import { rangeContains } from '../equality.js';
import type { Iterator, NodeOf } from '../syntax/ast.js';
import { mentions } from '../syntax/mentions.js';
import { FeelDate } from '../temporal/date-time.js';
import { typeOf } from '../types.js';
import { FeelContext, FeelRange, isList, type FeelValue } from '../values.js';
import { declare, type Code, type Context, type Frame, type Place, type Run } from './code.js';

type Domain = (frame: Frame | null, run: Run) => readonly FeelValue[] | null;

/** Each iterator sees those before it; the body sees them all. */
function compileIterators(
  iterators: readonly Iterator[],
  context: Context,
  place: Place | null,
): { domains: readonly Domain[]; inner: Place | null } {
  let inner = place;
  const domains = iterators.map(({ name, from, to }) => {
    const domain = compileDomain(context.compile(from, inner), to && context.compile(to, inner), from.at);
    inner = declare(name, inner);
    return domain;
  });
  return { domains, inner };
}

function compileDomain(from: Code, to: Code | undefined, at: number): Domain {
  return (frame, run) => {
    const start = from(frame, run);
    if (to) return between(start, to(frame, run), run, at, true);
    if (start === null) return null;
    if (!(start instanceof FeelRange)) return isList(start) ? start : [start];
    const list = between(start.start, start.end, run, at, false);
    return list?.filter((value) => rangeContains(start, value) === true) ?? null;
  };
}

/** Whole numbers and dates from one to another, downwards too where the language allows it. */
function between(start: FeelValue, end: FeelValue, run: Run, at: number, down: boolean): readonly FeelValue[] | null {
  const [from, to] = [step(start), step(end)];
  if (from === null || to === null || typeOf(start) !== typeOf(end) || (to < from && !down)) {
    return run.evaluation.warn('INVALID_TYPE', `no iteration from ${typeOf(start)} to ${typeOf(end)}`, at);
  }
  const length = Math.abs(to - from) + 1;
  if (length > MAX_RANGE_LENGTH) throw new ExpressionLimitError('range-length', MAX_RANGE_LENGTH);
  run.evaluation.budget.spend(length);
  const direction = to < from ? -1 : 1;
  const make = start instanceof FeelDate ? (days: number) => FeelDate.ofEpochDays(days) : (value: number) => value;
  return Array.from({ length }, (_, index) => make(from + index * direction));
}

function step(value: FeelValue): number | null {
  if (value instanceof FeelDate) return value.epochDays;
  return isNumber(value) && Number.isSafeInteger(toDouble(value)) ? toDouble(value) : null;
}

/** Runs `visit` for every combination, the last iterator fastest; stops when it answers false. Null: no domain. */
function combinations(
  domains: readonly Domain[],
  frame: Frame | null,
  run: Run,
  visit: (frame: Frame | null) => boolean,
): boolean | null {
  const walk = (index: number, outer: Frame | null): boolean | null => {
    const domain = domains[index];
    if (!domain) return visit(outer);
    const values = domain(outer, run);
    if (values === null) return null;
    run.evaluation.budget.spend(1);
    for (const value of values) {
      const more = walk(index + 1, { value, outer });
      if (more !== true) return more;
    }
    return true;
  };
  return walk(0, frame);
}

export function compileFor(node: NodeOf<'for'>, context: Context, place: Place | null): Code {
  const { domains, inner } = compileIterators(node.iterators, context, place);
  const { code: body, cost } = context.measure(() => context.compile(node.body, declare('partial', inner)));
  const usesPartial = mentions(node.body, 'partial');
  return (frame, run) => {
    const results: FeelValue[] = [];
    const done = combinations(domains, frame, run, (outer) => {
      run.evaluation.budget.spend(1 + cost + (usesPartial ? results.length >> 3 : 0));
      results.push(body({ value: usesPartial ? [...results] : null, outer }, run));
      return true;
    });
    return done === null ? null : results;
  };
}

export function compileQuantified(node: NodeOf<'quantified'>, context: Context, place: Place | null): Code {
  const { domains, inner } = compileIterators(node.iterators, context, place);
  const { code: body, cost } = context.measure(() => context.compile(node.body, inner));
  const decisive = node.quantifier === 'some';
  return (frame, run) => {
    let unknown = false;
    let found = false;
    const done = combinations(domains, frame, run, (outer) => {
      run.evaluation.budget.spend(1 + cost);
      const result = body(outer, run);
      if (typeof result !== 'boolean') {
        unknown = true;
        if (result !== null)
          run.evaluation.warn('INVALID_TYPE', `satisfies takes booleans, got ${typeOf(result)}`, node.at);
      }
      found = result === decisive;
      return !found;
    });
    if (found) return decisive;
    return done === null || unknown ? null : !decisive;
  };
}

/** `list[…]`: by position when the filter is a number, else the elements for which it is true. */
export function compileFilter(node: NodeOf<'filter'>, context: Context, place: Place | null): Code {
  const of = context.compile(node.of, place);
  const inner: Place = { kind: 'element', name: 'item', outer: place };
  const { code: by, cost } = context.measure(() => context.compile(node.by, inner));
  const constant = node.by.kind === 'literal' || node.by.kind === 'negation';
  return (frame, run) => {
    const value = of(frame, run);
    if (value === null) return null;
    const list = isList(value) ? value : [value];
    const { evaluation } = run;
    evaluation.budget.spend(1 + cost);
    const first = by({ value: list[0] ?? (constant ? null : FeelContext.EMPTY), outer: frame }, run);
    if (isNumber(first)) {
      const index = truncate(first);
      const found = index === 0 ? undefined : list[index > 0 ? index - 1 : list.length + index];
      if (found !== undefined) return found;
      return evaluation.warn('INVALID_VALUE', `no element ${index} in a list of ${list.length}`, node.at);
    }
    if (list.length > 0 && first !== null && typeof first !== 'boolean') {
      return evaluation.warn('INVALID_TYPE', `a filter is a number or a boolean, not ${typeOf(first)}`, node.at);
    }
    return list.filter((element, index) => {
      evaluation.budget.spend(1 + cost);
      return (index === 0 ? first : by({ value: element, outer: frame }, run)) === true;
    });
  };
}
