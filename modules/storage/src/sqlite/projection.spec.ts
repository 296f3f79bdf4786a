import { describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { decode, encode } from './codec.js';
import { project } from './match.js';
import { fieldProjection, projectedColumns, projectedDocument } from './projection.js';
import type { Document } from './values.js';

const STORED: Document[] = [
  { _id: 1, a: 'x', b: { c: [1, 2], d: null }, e: true },
  { _id: 'two', a: null, e: false, f: 1.5, g: Number.MAX_SAFE_INTEGER },
  { _id: 3, b: [], h: new Date('2026-11-24T01:00:00Z'), i: Infinity, k: '{"$oid":"no"}' },
  { _id: 4, a: '引号"与\\反斜杠\u2028', e: 0 },
];

/** What SQLite answers for a projection. */
function read(projection: unknown): Document[] {
  const fields = fieldProjection(projection);
  if (!fields) throw new Error('not a projection of whole fields');
  const database = new Database(':memory:');
  try {
    database.exec('CREATE TABLE t (doc TEXT)');
    for (const document of STORED) database.prepare('INSERT INTO t VALUES (?)').run(encode(document));
    const rows = database
      .prepare(`SELECT ${projectedColumns(fields)} FROM t`)
      .raw()
      .all() as (string | null)[][];
    return rows.map((columns) => projectedDocument(fields, columns, decode));
  } finally {
    database.close();
  }
}

describe('a projection of whole fields', () => {
  it.each([
    { a: 1 },
    { a: 1, b: 1, h: 1, i: 1 },
    { _id: 0, e: 1, f: 1 },
    { _id: 1, k: true, g: 1 },
    { a: 0 },
    { b: 0, h: 0, missing: false },
    { _id: 0, a: 0 },
  ])('gives what is asked for and nothing else, values as they were stored: %o', (projection) => {
    expect(read(projection)).toEqual(project(structuredClone(STORED), projection));
  });

  it.each([
    {},
    { 'b.c': 1 },
    { a: 1, b: 0 },
    { a: { $slice: 1 } },
    { _id: 1 },
    { _id: 1, a: 0 },
    { '$.a': 1 },
    { "a'": 0 },
  ])('is not what needs more than that: %o', (projection) => {
    expect(fieldProjection(projection)).toBeUndefined();
  });
});
