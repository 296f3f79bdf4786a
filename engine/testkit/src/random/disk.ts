import { isDeepStrictEqual } from 'node:util';
import type { EmbeddedEngine } from '@anliu/engine-embedded';
import { RUNTIME_TABLES } from '@anliu/engine-kernel';
import type { RuntimeKind } from '@anliu/engine-kernel';
import { equal, familyOf, Mismatch, prepared } from './mismatch.js';

const KINDS = Object.keys(RUNTIME_TABLES) as RuntimeKind[];

type Database = EmbeddedEngine['core']['db'];

/** Rows in memory that were found equal on disk. A change makes a new row. */
const onDisk = new WeakSet<object>();
const watched = new WeakSet<Database>();

/** From now on notes every row that is written, so that only those need to be read again. */
function watch(db: Database): void {
  if (watched.has(db)) return;
  watched.add(db);
  db.exec('CREATE TEMP TABLE written (kind TEXT, id TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID');
  for (const kind of KINDS) {
    const { name } = RUNTIME_TABLES[kind];
    const note = (row: string): string => `INSERT OR IGNORE INTO written VALUES ('${kind}', ${row}.id);`;
    for (const [verb, notes] of [
      ['INSERT', note('NEW')],
      ['UPDATE', note('OLD') + note('NEW')],
      ['DELETE', note('OLD')],
    ])
      db.exec(`CREATE TEMP TRIGGER ${kind}_${verb} AFTER ${verb} ON main.${name} BEGIN ${notes} END`);
  }
}

/** How many rows of an instance each table has, in the order of {@link KINDS}. */
const COUNTS = KINDS.map(
  (kind) => `(SELECT count(*) FROM ${RUNTIME_TABLES[kind].name} WHERE process_instance_id = :id) AS "${kind}"`,
).join(', ');

/**
 * What is in memory is on disk, and nothing else is. Compared are the rows that changed in memory and those that were
 * written since the last time; the others were equal then and are the same still.
 */
export function checkDisk(engine: EmbeddedEngine, rootId: string): void {
  const { db, rows, state } = engine.core;
  watch(db);
  const family = familyOf(engine, rootId);
  const written = prepared(db, 'SELECT kind, id FROM written').all({}) as { kind: RuntimeKind; id: string }[];
  prepared(db, 'DELETE FROM written').run({});
  for (const { kind, id } of written) {
    const row = state.store.get(kind, id);
    const disk = rows.where(kind, 'id = ?', id)[0];
    if (row === undefined && disk !== undefined && !family.includes(String(disk.processInstanceId))) continue;
    equal(disk, row, `${kind} ${id} on disk`);
    if (row) onDisk.add(row);
  }
  for (const id of family) {
    const counts = prepared(db, `SELECT ${COUNTS}`).get({ id }) as Record<RuntimeKind, number>;
    for (const kind of KINDS) {
      const memory = state.store.ofInstance(kind, id);
      if (counts[kind] !== memory.length)
        throw new Mismatch(`${memory.length} rows of ${kind} in memory, ${counts[kind]} on disk`);
      if (memory.every((row) => onDisk.has(row))) continue;
      const disk = new Map(rows.where(kind, 'process_instance_id = ?', id).map((row) => [row.id, row]));
      for (const row of memory) {
        if (!isDeepStrictEqual(disk.get(row.id), row)) equal(disk.get(row.id), row, `${kind} on disk`);
        onDisk.add(row);
      }
    }
  }
}

/** Everything that is in memory is read from disk again, whether something was written or not. */
export function checkDiskThroughout(engine: EmbeddedEngine, rootId: string): void {
  const { rows, state } = engine.core;
  const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
  for (const id of familyOf(engine, rootId)) {
    for (const kind of KINDS) {
      const memory = [...state.store.ofInstance(kind, id)].sort(byId);
      const disk = rows.where(kind, 'process_instance_id = ?', id).sort(byId);
      equal(disk, memory, `${kind} on disk`);
      for (const row of memory) onDisk.add(row);
    }
  }
}
