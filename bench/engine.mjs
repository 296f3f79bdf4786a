// Engine instances per second (start → user task → end): ours, durable, beside bpmn-engine in memory and beside the floor — the
// same rows written raw to SQLite in equal batches. One run, one machine; the ratios are what counts.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EventEmitter } from 'node:events';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import { TABLES, toSql } from '@anliu/engine-kernel';

const CLIENTS = 64;
const WARM_UP = 500;
const INSTANCES = 6000;
const RECORDED = 2000;
const PEER_INSTANCES = 400;

const model = fs.readFileSync(new URL('./models/one-task.bpmn', import.meta.url), 'utf8');
const folder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-bench-'));
const seconds = (from) => Number(process.hrtime.bigint() - from) / 1e9;

/** `count` stories by `clients` at once. */
async function together(count, clients, story) {
  let left = count;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left > 0) {
        left -= 1;
        await story();
      }
    }),
  );
}

async function open(dataDir) {
  const engine = await createEmbeddedEngine({ dataDir });
  await engine.repository.createDeployment({ name: 'bench', resources: [{ name: 'one-task.bpmn', content: model }] });
  const story = async () => {
    const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'one-task' });
    const [task] = await engine.tasks.list({ processInstanceId: id });
    await engine.tasks.complete(task.id);
  };
  return { engine, story };
}

async function ours() {
  const dataDir = folder();
  const { engine, story } = await open(dataDir);
  await together(WARM_UP, CLIENTS, story);
  let from = process.hrtime.bigint();
  await together(INSTANCES, CLIENTS, story);
  const many = INSTANCES / seconds(from);
  from = process.hrtime.bigint();
  await together(INSTANCES / 10, 1, story);
  const one = INSTANCES / 10 / seconds(from);
  await engine.close();
  fs.rmSync(dataDir, { recursive: true });
  return { many, one };
}

/** Rows a run writes, batch by batch, as values ready to bind. */
async function record() {
  const dataDir = folder();
  const { engine, story } = await open(dataDir);
  const { db, rows, processor } = engine.core;
  const batches = [];
  const { put, remove, update } = rows;
  let commits = -1;
  const note = (write) => {
    if (processor.stats.commits !== commits) batches.push([]);
    commits = processor.stats.commits;
    batches.at(-1).push(write);
  };
  const types = (kind) => Object.values(TABLES[kind].columns).map((column) => column.type);
  rows.put = (kind, row) => {
    const names = Object.keys(TABLES[kind].columns);
    const columns = types(kind);
    note({ kind, op: 'put', values: names.map((name, i) => toSql(columns[i], row[name])) });
    put(kind, row);
  };
  rows.remove = (kind, id) => {
    note({ kind, op: 'remove', values: [id] });
    remove(kind, id);
  };
  rows.update = (kind, id, changed) => {
    const names = Object.keys(changed);
    const values = [...names.map((name) => toSql(TABLES[kind].columns[name].type, changed[name])), id];
    note({ kind, op: names.join(','), values });
    update(kind, id, changed);
  };
  const eventsBefore = db.prepare('SELECT max(seq) AS seq FROM event').get().seq ?? 0;
  await together(RECORDED, CLIENTS, story);
  const events = db.prepare('SELECT at, type, body FROM event WHERE seq > ?').all(eventsBefore);
  const ddl = db.prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'").all();
  await engine.close();
  fs.rmSync(dataDir, { recursive: true });
  return { batches, events, ddl: ddl.map((row) => row.sql) };
}

function floor({ batches, events, ddl }) {
  const dataDir = folder();
  const db = new Database(path.join(dataDir, 'floor.sqlite'));
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'wal_autocheckpoint = 3000', 'cache_size = -65536'])
    db.pragma(pragma);
  for (const sql of ddl) db.exec(sql);
  const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const columnsOf = (table) =>
    db
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map((row) => row.name);
  const statements = new Map();
  const statement = ({ kind, op }) => {
    const key = `${kind}:${op}`;
    if (!statements.has(key)) {
      const { name, columns } = TABLES[kind];
      const sqlNames = columnsOf(name);
      const quoted = (column) => `"${column}"`;
      const all = Object.keys(columns);
      const nameOf = (column) => quoted(sqlNames[all.indexOf(column)] ?? snake(column));
      const sql =
        op === 'put'
          ? `INSERT OR REPLACE INTO ${name} VALUES (${sqlNames.map(() => '?').join(',')})`
          : op === 'remove'
            ? `DELETE FROM ${name} WHERE id = ?`
            : `UPDATE ${name} SET ${op
                .split(',')
                .map((column) => `${nameOf(column)} = ?`)
                .join(',')} WHERE id = ?`;
      statements.set(key, db.prepare(sql));
    }
    return statements.get(key);
  };
  for (const batch of batches) for (const write of batch) statement(write);
  const event = db.prepare('INSERT INTO event (at, type, body) VALUES (?, ?, ?)');
  const perBatch = Math.ceil(events.length / batches.length);
  const from = process.hrtime.bigint();
  batches.forEach((batch, index) => {
    db.exec('BEGIN IMMEDIATE');
    for (const write of batch) statement(write).run(write.values);
    for (const row of events.slice(index * perBatch, (index + 1) * perBatch)) event.run(row.at, row.type, row.body);
    db.exec('COMMIT');
  });
  const rate = RECORDED / seconds(from);
  db.close();
  fs.rmSync(dataDir, { recursive: true });
  const rows = batches.reduce((sum, batch) => sum + batch.length, events.length);
  return { rate, batches: batches.length, rowsPerInstance: rows / RECORDED };
}

async function peer() {
  const { Engine } = await import('bpmn-engine');
  const story = () =>
    new Promise((resolve, reject) => {
      const listener = new EventEmitter();
      listener.on('activity.wait', (api) => api.signal());
      const engine = new Engine({ name: 'bench', source: model });
      engine.once('end', resolve);
      engine.once('error', reject);
      engine.execute({ listener }).catch(reject);
    });
  await together(PEER_INSTANCES / 10, 1, story);
  const from = process.hrtime.bigint();
  await together(PEER_INSTANCES, 1, story);
  return PEER_INSTANCES / seconds(from);
}

export async function benchEngine() {
  const recorded = await record();
  const mine = await ours();
  const raw = floor(recorded);
  const inMemory = await peer();
  const per = (value) => `${Math.round(value).toLocaleString('en')}/s`;
  console.log('engine: start → user task → end, instances per second');
  console.log(`  anliu, durable, ${CLIENTS} clients      ${per(mine.many)}`);
  console.log(`  anliu, durable, 1 client        ${per(mine.one)}`);
  console.log(`  bpmn-engine, in memory          ${per(inMemory)}`);
  console.log(
    `  floor: same rows raw to SQLite  ${per(raw.rate)}   (${raw.rowsPerInstance.toFixed(1)} row writes an instance, ${((RECORDED * 2) / raw.batches).toFixed(0)} commands a commit)`,
  );
  console.log(`  ratio anliu / bpmn-engine       ${(mine.many / inMemory).toFixed(1)}`);
  console.log(`  ratio anliu / floor             ${(mine.many / raw.rate).toFixed(2)}`);
}
