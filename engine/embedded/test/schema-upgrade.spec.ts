import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { bool, maybeText, maybeTextIndexed, table, text } from '@anliu/engine-kernel';
import { upgradeTable } from '../src/schema-upgrade.js';

const DECLARED = table('thing', { id: text, name: maybeTextIndexed, kept: bool, batchId: maybeText });

it('a table of an older engine gets its new columns and keeps its rows', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE thing (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, kept INTEGER NOT NULL) WITHOUT ROWID');
  db.exec("INSERT INTO thing VALUES ('a', 'one', 1)");
  upgradeTable(db, DECLARED);
  db.exec("INSERT INTO thing VALUES ('b', NULL, 0, 'x')");
  expect(db.prepare('SELECT * FROM thing ORDER BY id').all()).toEqual([
    { id: 'a', name: 'one', kept: 1, batch_id: null },
    { id: 'b', name: null, kept: 0, batch_id: 'x' },
  ]);
});

it('a table in its declared shape is left alone', () => {
  const db = new Database(':memory:');
  upgradeTable(db, DECLARED);
  expect(db.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'").get()).toEqual({ n: 0 });
  db.exec(
    'CREATE TABLE thing (id TEXT PRIMARY KEY NOT NULL, name TEXT, kept INTEGER NOT NULL, batch_id TEXT, own TEXT)',
  );
  upgradeTable(db, DECLARED);
  expect((db.pragma('table_info(thing)') as { name: string }[]).map(({ name }) => name)).toContain('own');
});
