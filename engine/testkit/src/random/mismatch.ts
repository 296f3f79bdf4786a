import { isDeepStrictEqual } from 'node:util';
import type { EmbeddedEngine } from '@anliu/engine-embedded';

type Database = EmbeddedEngine['core']['db'];
const statements = new WeakMap<Database, Map<string, ReturnType<Database['prepare']>>>();

/** A statement, prepared once per database. */
export function prepared(db: Database, sql: string): ReturnType<Database['prepare']> {
  const known = statements.get(db) ?? new Map<string, ReturnType<Database['prepare']>>();
  statements.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/** The engine did something else than was expected. */
export class Mismatch extends Error {}

export function equal(actual: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Mismatch(`${what}\n  expected ${JSON.stringify(expected)}\n  actual   ${JSON.stringify(actual)}`);
}

/** Ids of an instance and everything it called, from memory. */
export function familyOf({ core }: EmbeddedEngine, rootId: string): string[] {
  const found: string[] = [];
  for (const one of core.state.store.all('execution')) {
    if (one.kind === 'instance' && one.rootProcessInstanceId === rootId) found.push(one.id);
  }
  return found;
}
