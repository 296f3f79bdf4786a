import type { Database, Statement } from 'better-sqlite3';
import type { SqlParam } from './clause.js';

/** Most statements kept prepared per connection; the oldest goes first. */
const MAX_PREPARED_STATEMENTS = 500;
const prepared = new WeakMap<Database, Map<string, Statement>>();

/** A prepared statement, reused by its text. */
export function prepare(db: Database, sql: string): Statement<SqlParam[], Record<string, unknown>> {
  let cache = prepared.get(db);
  if (!cache) prepared.set(db, (cache = new Map()));
  let statement = cache.get(sql);
  if (!statement) {
    statement = db.prepare(sql);
    if (cache.size >= MAX_PREPARED_STATEMENTS) cache.delete(cache.keys().next().value as string);
    cache.set(sql, statement);
  }
  return statement as Statement<SqlParam[], Record<string, unknown>>;
}

export const all = (db: Database, sql: string, params: readonly SqlParam[]) => prepare(db, sql).all(...params);
export const first = (db: Database, sql: string, params: readonly SqlParam[]) => prepare(db, sql).get(...params);
