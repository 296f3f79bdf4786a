import mongoose from 'mongoose';
import { elementTable, expression } from './catalog.js';
import type { CollectionInfo } from './collection-info.js';
import { holds, word } from './members.js';
import { dateFits, dateText, keyOf, objectIdText } from './codec.js';
import { isRecord, KIND, kindOf, type Document } from './values.js';

const { ObjectId } = mongoose.mongo.BSON;

/**
 * The part of a filter that SQL can answer. Its rows always include every matching document; when `exact` is true they are
 * the matching documents, otherwise each has to be checked against the filter again.
 */
export interface Plan {
  readonly where: string;
  readonly params: readonly (string | number)[];
  readonly exact: boolean;
  /** What the membership indexes answer of it, in FTS5's language. */
  readonly members?: string;
}

const EVERYTHING: Plan = { where: '1', params: [], exact: true };
const UNKNOWN: Plan = { where: '1', params: [], exact: false };
const NOTHING: Plan = { where: '0', params: [], exact: true };

/** A single value as `json_extract` shows it; undefined for what SQL cannot compare. */
export function sqlKey(value: unknown): string | number | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return dateFits(value) ? dateText(value) : undefined;
  if (value instanceof ObjectId) return objectIdText(value);
  return undefined;
}

/** SQLite reads a decimal fraction with an error in the last place, so fractions are compared within a small interval. */
const isExactNumber = (value: unknown): boolean => typeof value !== 'number' || Number.isSafeInteger(value);
const slack = (value: number): number => Math.abs(value) * 1e-12;

interface Column {
  readonly kinds: number;
  /** One comparison with the column, e.g. `is('= ?')`; for paths with arrays: of any element. */
  readonly is: (comparison: string) => string;
  readonly expression: string | undefined;
}

function column(info: CollectionInfo, path: string): Column | undefined {
  const kinds = info.kinds.get(path);
  if (kinds === undefined) return undefined;
  if (kinds & KIND.array) {
    const table = elementTable(info.name, path);
    return { kinds, is: (comparison) => `n IN (SELECT n FROM ${table} WHERE k ${comparison})`, expression: undefined };
  }
  // Where there are membership indexes the whole-number _id is the row's own number.
  const sql = path === '_id' && info.members.length ? 'n' : expression(path);
  return { kinds, is: (comparison) => `${sql} ${comparison}`, expression: sql };
}

/** No value of another kind has ever been there, so SQL's comparison is the filter's comparison. */
const only = (kinds: number, kind: number, allowed: number = KIND.null): boolean => (kinds & ~(kind | allowed)) === 0;

function equals(column: Column, value: unknown): Plan {
  if (value === null || value === undefined) {
    return column.expression ? { where: `${column.expression} IS NULL`, params: [], exact: true } : UNKNOWN;
  }
  const key = sqlKey(value);
  if (key === undefined) return UNKNOWN;
  if (typeof key === 'number' && !isExactNumber(value)) {
    return { where: column.is('BETWEEN ? AND ?'), params: [key - slack(key), key + slack(key)], exact: false };
  }
  return { where: column.is('= ?'), params: [key], exact: only(column.kinds, kindOf(value), KIND.null | KIND.array) };
}

function oneOf(column: Column, values: unknown): Plan {
  if (!Array.isArray(values)) return UNKNOWN;
  if (values.length === 0) return NOTHING;
  let kinds = 0;
  let withNull = false;
  const keys: (string | number)[] = [];
  for (const value of values as unknown[]) {
    if (value === null || value === undefined) {
      if (!column.expression) return UNKNOWN;
      withNull = true;
      continue;
    }
    const key = sqlKey(value);
    if (key === undefined || !isExactNumber(value) || (typeof key === 'number' && !Number.isFinite(key)))
      return UNKNOWN;
    keys.push(key);
    kinds |= kindOf(value);
  }
  const list = { where: column.is('IN (SELECT value FROM json_each(?))'), params: [JSON.stringify(keys)] };
  const single = (kinds & (kinds - 1)) === 0;
  return {
    where: withNull ? `(${list.where} OR ${column.expression} IS NULL)` : list.where,
    params: list.params,
    exact: single && only(column.kinds, kinds, KIND.null | KIND.array),
  };
}

function range(column: Column, operator: string, value: unknown): Plan {
  const key = sqlKey(value);
  if (key === undefined || typeof value === 'boolean') return UNKNOWN;
  if (typeof key === 'number' && !isExactNumber(value)) {
    const widened = operator.startsWith('>') ? key - slack(key) : key + slack(key);
    return { where: column.is(`${operator.startsWith('>') ? '>=' : '<='} ?`), params: [widened], exact: false };
  }
  return {
    where: column.is(`${operator} ?`),
    params: [key],
    exact: only(column.kinds, kindOf(value), KIND.null | KIND.array),
  };
}

const META = /[.*+?^${}()|[\]\\]/;

/** `/^literal…/` as an interval of texts. */
function prefix(column: Column, source: string, flags: string): Plan {
  if (!source.startsWith('^') || source.includes('|') || flags !== '') return UNKNOWN;
  let text = '';
  let index = 1;
  while (index < source.length) {
    let character = source[index]!;
    let length = 1;
    if (character === '\\' && index + 1 < source.length && /[^a-zA-Z0-9]/.test(source[index + 1]!)) {
      character = source[index + 1]!;
      length = 2;
    } else if (META.test(character)) break;
    // A quantifier makes the character before it optional.
    const next = source[index + length];
    if (next !== undefined && '*?{+'.includes(next)) break;
    text += character;
    index += length;
  }
  if (!text || !text.isWellFormed()) return UNKNOWN;
  const exact = index === source.length && only(column.kinds, KIND.string, KIND.null | KIND.array);
  return { where: column.is('BETWEEN ? AND ?'), params: [text, text + LAST], exact };
}

/** Follows every text that a person writes after the same beginning: four times the last code point. */
const LAST = '\u{10ffff}'.repeat(4);

const joined = (plans: readonly Plan[], joint: 'AND' | 'OR'): { members?: string } => {
  const members = plans.flatMap((plan) => plan.members ?? []);
  return members.length === 0
    ? {}
    : { members: members.length === 1 ? members[0]! : `(${members.join(` ${joint} `)})` };
};

function and(plans: readonly Plan[]): Plan {
  const used = plans.filter((plan) => plan.where !== '1');
  return {
    where: used.length ? used.map((plan) => plan.where).join(' AND ') : '1',
    params: used.flatMap((plan) => plan.params),
    exact: plans.every((plan) => plan.exact),
    ...joined(plans, 'AND'),
  };
}

/** A condition on a path of a membership index: a value, one of several, or all of several. */
function member(info: CollectionInfo, path: string, condition: unknown): Plan | undefined {
  const [operator, value] = isRecord(condition) ? (Object.entries(condition)[0] ?? []) : ['$eq', condition];
  if (isRecord(condition) && Object.keys(condition).length !== 1) return undefined;
  const values = operator === '$eq' ? [value] : operator === '$in' || operator === '$all' ? value : undefined;
  if (!Array.isArray(values)) return undefined;
  if (values.length === 0) return NOTHING;
  const words: string[] = [];
  for (const item of values as unknown[]) {
    const text = word(item);
    if (text === undefined) return undefined;
    words.push(text);
  }
  const members = holds(info.members, path, words, operator === '$all' ? 'AND' : 'OR');
  return { where: '1', params: [], exact: true, members };
}

function field(info: CollectionInfo, path: string, condition: unknown): Plan {
  const kept = info.members.includes(path) ? member(info, path, condition) : undefined;
  if (kept) return kept;
  const target = column(info, path);
  if (!target) return UNKNOWN;
  if (condition instanceof RegExp) return prefix(target, condition.source, condition.flags);
  if (!isRecord(condition)) return Array.isArray(condition) ? UNKNOWN : equals(target, condition);
  const operators = Object.keys(condition);
  if (!operators.length || !operators[0]!.startsWith('$')) return path === '_id' ? primary(condition) : UNKNOWN;
  return and(
    operators.map((operator) => {
      const value = condition[operator];
      switch (operator) {
        case '$eq':
          return isRecord(value) || Array.isArray(value) || value instanceof RegExp ? UNKNOWN : equals(target, value);
        case '$in':
          return oneOf(target, value);
        case '$gt':
          return range(target, '>', value);
        case '$gte':
          return range(target, '>=', value);
        case '$lt':
          return range(target, '<', value);
        case '$lte':
          return range(target, '<=', value);
        case '$regex':
          if (value instanceof RegExp)
            return prefix(
              target,
              value.source,
              condition.$options === undefined ? value.flags : String(condition.$options),
            );
          return typeof value === 'string' ? prefix(target, value, String(condition.$options ?? '')) : UNKNOWN;
        default:
          return UNKNOWN;
      }
    }),
  );
}

const primary = (id: Document): Plan => ({ where: '_id = ?', params: [keyOf(id)], exact: false });

/** Turns what it can of a filter (already `plain`) into SQL over the collection's table. */
export function planFilter(info: CollectionInfo, filter: Document): Plan {
  const parts = Object.entries(filter).map(([key, condition]): Plan => {
    if (key === '$and' && Array.isArray(condition))
      return and((condition as Document[]).map((part) => planFilter(info, part)));
    if (key === '$or' && Array.isArray(condition)) {
      const branches = (condition as Document[]).map((part) => planFilter(info, part));
      const onlyMembers = branches.every((branch) => branch.members !== undefined && branch.where === '1');
      if (branches.length && onlyMembers && branches.every((branch) => branch.exact))
        return { ...EVERYTHING, ...joined(branches, 'OR') };
      if (!branches.length || branches.some((branch) => branch.where === '1' || branch.members)) return UNKNOWN;
      return {
        where: `(${branches.map((branch) => `(${branch.where})`).join(' OR ')})`,
        params: branches.flatMap((branch) => branch.params),
        exact: branches.every((branch) => branch.exact),
      };
    }
    return key.startsWith('$') ? UNKNOWN : field(info, key, condition);
  });
  return parts.length ? and(parts) : EVERYTHING;
}

/** `ORDER BY` for a sort that SQL does exactly as BSON would: each path indexed, without arrays, of one kind. Else undefined. */
export function planSort(info: CollectionInfo, sort: readonly (readonly [string, 1 | -1])[]): string | undefined {
  // Rows of a collection with membership indexes stand in the order of their whole-number _id.
  const [first] = sort;
  if (info.members.length && sort.length === 1 && first?.[0] === '_id') return `n ${first[1] === 1 ? 'ASC' : 'DESC'}`;
  const terms: string[] = [];
  for (const [path, direction] of sort) {
    const kinds = info.kinds.get(path);
    if (kinds === undefined) return undefined;
    const kind = kinds & ~KIND.null;
    if (kind & (KIND.array | KIND.other) || (kind & (kind - 1)) !== 0) return undefined;
    terms.push(`${expression(path)} ${direction === 1 ? 'ASC' : 'DESC'}`);
  }
  const last = sort.at(-1);
  return last ? `${terms.join(', ')}, n ${last[1] === 1 ? 'ASC' : 'DESC'}` : undefined;
}
