import { notSupported } from '../errors.js';
import type { IndexSpec } from './collection-info.js';
import { EMPTY, reach, type Document } from './values.js';

/**
 * Membership indexes: `{ path: 1, …, _id: -1 }`, newest first by a whole-number `_id`. MongoDB keeps them as (multikey) B-trees; here all of
 * a collection's together are one FTS5 table with a column per path, whose row id is the `_id`. So any combination of "this path
 * holds that value" is answered newest first, reading no more than the page that is asked for.
 */

const NEWEST_FIRST = '_id';

export const isMembership = (spec: IndexSpec): boolean => {
  const paths = Object.keys(spec.key);
  return paths.length > 1 && paths.at(-1) === NEWEST_FIRST && spec.key[NEWEST_FIRST] === -1 && !spec.unique;
};

/** Paths of all membership indexes, in a fixed order. */
export const memberPaths = (specs: Iterable<IndexSpec>): string[] =>
  [
    ...new Set(
      [...specs].filter(isMembership).flatMap((spec) => Object.keys(spec.key).filter((path) => path !== NEWEST_FIRST)),
    ),
  ].sort();

/** The largest `_id` that is a row id of SQLite and a number of JavaScript alike. */
export const isRowId = (id: unknown): id is number => typeof id === 'number' && Number.isSafeInteger(id) && id > 0;

/** @throws code 115 when a collection with membership indexes is given a document they cannot be newest first by */
export function rowIdOf(document: Document): number {
  const id = document._id;
  if (!isRowId(id))
    throw notSupported('an _id other than a positive whole number in a collection with membership indexes');
  return id;
}

/** A value as one word of the full-text index: letters and digits only, equal words ⇔ equal values. Undefined for what it does not keep. */
export function word(value: unknown): string | undefined {
  if (typeof value === 'string') return `s${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'boolean') return value ? 'b1' : 'b0';
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value < 0 ? `m${-value}` : `n${value}`;
  return undefined;
}

/** The words of every path of a document; compared to see whether an update touches the index at all. */
export function memberWords(document: Document, paths: readonly string[]): string[] {
  return paths.map((path) => {
    const words = new Set<string>();
    for (const value of reach(document, path).values) {
      if (value === undefined || value === null || value === EMPTY) continue;
      const text = word(value);
      if (text === undefined) throw notSupported(`a value of this type at '${path}' in a membership index`);
      words.add(text);
    }
    return [...words].join(' ');
  });
}

/** `path holds any (or every) of these words` in FTS5's language. */
export const holds = (paths: readonly string[], path: string, words: readonly string[], joint: 'OR' | 'AND'): string =>
  `(m${paths.indexOf(path)} : (${words.join(` ${joint} `)}))`;

/** SQL that creates the table of a collection's membership indexes. */
export const createMembers = (table: string, paths: readonly string[]): string =>
  `CREATE VIRTUAL TABLE ${table} USING fts5(${paths.map((_, i) => `m${i}`).join(', ')}, content='', contentless_delete=1, detail='column', tokenize='ascii')`;
