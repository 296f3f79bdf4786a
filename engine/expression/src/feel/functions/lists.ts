import { ExpressionLimitError } from '../../errors.js';
import { MAX_DATA_NODES, MAX_DEPTH } from '../../limits.js';
import { compareValues, feelEquals } from '../equality.js';
import type { FeelEvaluation } from '../evaluation.js';
import { truncate, type FeelNumber } from '../number.js';
import { isList, type FeelFunction, type FeelValue } from '../values.js';
import { define, type Definition } from './define.js';
import { feelFunction } from './function.js';

type List = readonly FeelValue[];

/** Charges a list that is about to be made. */
function made(length: number, { budget }: FeelEvaluation): void {
  if (length > MAX_DATA_NODES) throw new ExpressionLimitError('list-length', MAX_DATA_NODES);
  budget.spend(1 + length);
}

/** The index of a position counted from 1, or from the end when negative; undefined outside the list. */
function indexOf(position: FeelNumber, length: number): number | undefined {
  const at = truncate(position);
  if (at === 0 || Math.abs(at) > length) return undefined;
  return at > 0 ? at - 1 : length + at;
}

const outside = (name: string, evaluation: FeelEvaluation): null =>
  evaluation.warn('INVALID_VALUE', `${name}: the position is outside the list`);

function contains(list: List, value: FeelValue, evaluation: FeelEvaluation): boolean {
  return list.some((element) => feelEquals(element, value, evaluation) === true);
}

/** Each value once, in order of its first appearance. Numbers and texts are told apart without comparing each with each. */
function distinct(list: List, evaluation: FeelEvaluation): List {
  const simple = new Set<FeelValue>();
  const others: FeelValue[] = [];
  const result: FeelValue[] = [];
  evaluation.budget.spend(1 + list.length);
  for (const value of list) {
    if (value === null || typeof value !== 'object') {
      if (simple.has(value)) continue;
      simple.add(value);
    } else {
      if (contains(others, value, evaluation)) continue;
      others.push(value);
    }
    result.push(value);
  }
  return result;
}

function flatten(list: List, evaluation: FeelEvaluation): List {
  const result: FeelValue[] = [];
  const visit = (values: List, depth: number): void => {
    if (depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
    for (const value of values) {
      evaluation.budget.spend();
      if (isList(value)) visit(value, depth + 1);
      else result.push(value);
    }
  };
  visit(list, 0);
  return result;
}

function joined(lists: readonly List[], evaluation: FeelEvaluation): List {
  made(
    lists.reduce((sum, list) => sum + list.length, 0),
    evaluation,
  );
  return lists.flat(1);
}

/** Merge sort: a precedes b unless b is said to come before it; never more than n log n calls, whatever is answered. */
function sorted(list: List, precedes: FeelFunction, evaluation: FeelEvaluation): List | null {
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const left = sorted(list.slice(0, middle), precedes, evaluation);
  const right = sorted(list.slice(middle), precedes, evaluation);
  if (!left || !right) return null;
  const result: FeelValue[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    const [a, b] = [left[l] ?? null, right[r] ?? null];
    evaluation.budget.spend(2);
    const before = precedes.call([b, a], evaluation);
    if (typeof before !== 'boolean') return evaluation.warn('INVALID_TYPE', 'sort: precedes is no boolean');
    if (before) r++;
    else l++;
    result.push(before ? b : a);
  }
  return [...result, ...left.slice(l), ...right.slice(r)];
}

/** DMN 1.5, 10.3.4.4 and 10.3.4.8. */
export const LISTS: readonly Definition[] = [
  define<[List]>('count(list: list)', ([list]) => list.length),
  define<[List, FeelValue]>('list contains(list: list, element: Any)', ([list, element], evaluation) =>
    contains(list, element, evaluation),
  ),
  define<[List, FeelNumber, FeelNumber | null]>(
    'sublist(list: list, start position: number, length?: number?)',
    ([list, start, length], evaluation) => {
      const from = indexOf(start, list.length);
      const count = length === null ? list.length : truncate(length);
      if (from === undefined || count < 0 || (length !== null && from + count > list.length)) {
        return outside('sublist', evaluation);
      }
      made(Math.min(count, list.length), evaluation);
      return list.slice(from, from + count);
    },
  ),
  define<[List, List]>('append(list: list, ...item: Any)', ([list, items], evaluation) =>
    joined([list, items], evaluation),
  ),
  define<[readonly List[]]>('concatenate(...list: list)', ([lists], evaluation) => joined(lists, evaluation)),
  define<[List, FeelNumber, FeelValue]>(
    'insert before(list: list, position: number, newItem: Any)',
    ([list, position, item], evaluation) => {
      const at = indexOf(position, list.length);
      if (at === undefined) return outside('insert before', evaluation);
      made(list.length + 1, evaluation);
      return [...list.slice(0, at), item, ...list.slice(at)];
    },
  ),
  define<[List, FeelNumber]>('remove(list: list, position: number)', ([list, position], evaluation) => {
    const at = indexOf(position, list.length);
    if (at === undefined) return outside('remove', evaluation);
    made(list.length, evaluation);
    return list.filter((_, index) => index !== at);
  }),
  define<[List, FeelNumber, FeelValue]>(
    'list replace(list: list, position: number, newItem: Any)',
    ([list, position, item], evaluation) => {
      const at = indexOf(position, list.length);
      if (at === undefined) return outside('list replace', evaluation);
      made(list.length, evaluation);
      return list.map((element, index) => (index === at ? item : element));
    },
  ),
  define<[List, FeelFunction, FeelValue]>(
    'list replace(list: list, match: function, newItem: Any)',
    ([list, match, item], evaluation) => {
      made(list.length, evaluation);
      const result: FeelValue[] = [];
      for (const element of list) {
        const matched = match.call([element, item], evaluation);
        if (typeof matched !== 'boolean') return evaluation.warn('INVALID_TYPE', 'list replace: match is no boolean');
        result.push(matched ? item : element);
      }
      return result;
    },
  ),
  define<[List]>('reverse(list: list)', ([list], evaluation) => {
    made(list.length, evaluation);
    return [...list].reverse();
  }),
  define<[List, FeelValue]>('index of(list: list, match: Any)', ([list, match], evaluation) => {
    const found: FeelNumber[] = [];
    list.forEach((element, index) => {
      if (feelEquals(element, match, evaluation) === true) found.push(index + 1);
    });
    return found;
  }),
  define<[readonly List[]]>('union(...list: list)', ([lists], evaluation) =>
    distinct(joined(lists, evaluation), evaluation),
  ),
  define<[List]>('distinct values(list: list)', ([list], evaluation) => distinct(list, evaluation)),
  define<[List]>('duplicate values(list: list)', ([list], evaluation) =>
    distinct(
      list.filter((value, index) => contains(list.slice(0, index), value, evaluation)),
      evaluation,
    ),
  ),
  define<[List]>('flatten(list: list)', ([list], evaluation) => flatten(list, evaluation)),
  define<[List, FeelFunction | null]>('sort(list: list, precedes?: function?)', ([list, precedes], evaluation) =>
    sorted(list, precedes ?? ASCENDING, evaluation),
  ),
];

const ASCENDING = feelFunction(['a', 'b'], (a = null, b = null) => {
  const order = compareValues(a, b);
  return order === null ? null : order < 0;
});
