import { ERROR_CODE, duplicateKey, serverError } from '../errors.js';
import { elementTable, expression, memberTable, type Catalog } from './catalog.js';
import type { CollectionInfo, IndexSpec } from './collection-info.js';
import { decode, encode, keyOf } from './codec.js';
import type { SqliteDatabase } from './database.js';
import { createSql, violated } from './indexes.js';
import { createMembers, isMembership, isRowId, memberWords, rowIdOf } from './members.js';
import { planFilter, planSort, sqlKey, type Plan } from './plan.js';
import { matcher, sorter, type SortTerms } from './match.js';
import { projectedColumns, projectedDocument, type FieldProjection } from './projection.js';
import { EMPTY, kindOf, KIND, plain, reach, type Document } from './values.js';

export interface Row {
  readonly n: number;
  readonly doc: string;
}

/** The kinds and single values of one path of a document. */
function keysAt(document: Document, path: string): { kinds: number; keys: (string | number)[] } {
  const { values, array } = reach(document, path);
  let kinds = array ? KIND.array : 0;
  const keys = new Set<string | number>();
  for (const value of values) {
    kinds |= Array.isArray(value) ? KIND.other : kindOf(value);
    const key = sqlKey(value);
    if (key !== undefined) keys.add(key);
  }
  return { kinds: values.length ? kinds : kinds | KIND.null, keys: [...keys] };
}

const sameKeys = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((key, i) => key === b[i]);

const shown = (value: unknown): unknown => (value === undefined || value === EMPTY ? null : value);

/** Reads and writes the rows of collections; every function that changes something runs inside `SqliteDatabase.write`. */
export class Rows {
  readonly #database: SqliteDatabase;
  readonly #catalog: Catalog;

  constructor(database: SqliteDatabase, catalog: Catalog) {
    this.#database = database;
    this.#catalog = catalog;
  }

  #run(sql: string, ...params: unknown[]): { lastInsertRowid: number | bigint } {
    return this.#database.statement(this.#database.writer, sql).run(...params);
  }

  /** @throws code 11000 when a unique index refuses it */
  insert(collection: string, document: Document): void {
    const info = this.#catalog.ensure(collection);
    const text = encode(document);
    let n: number;
    try {
      const written = info.members.length
        ? this.#run(
            `INSERT INTO ${info.table} (n, _id, doc) VALUES (?, ?, ?)`,
            rowIdOf(document),
            keyOf(document._id),
            text,
          )
        : this.#run(`INSERT INTO ${info.table} (_id, doc) VALUES (?, ?)`, keyOf(document._id), text);
      n = Number(written.lastInsertRowid);
    } catch (error) {
      throw this.#translated(info, document, error);
    }
    this.#index(info, n, document);
    if (info.members.length) this.#writeMembers(info, n, memberWords(document, info.members));
  }

  /** Writes a changed document; false when nothing changed. @throws code 11000 when a unique index refuses it */
  replace(collection: string, row: Row, document: Document): boolean {
    const info = this.#catalog.ensure(collection);
    const text = encode(document);
    if (text === row.doc) return false;
    try {
      this.#run(`UPDATE ${info.table} SET doc = ? WHERE n = ?`, text, row.n);
    } catch (error) {
      throw this.#translated(info, document, error);
    }
    const before = decode(row.doc);
    this.#index(info, row.n, document, before);
    if (info.members.length) {
      const words = memberWords(document, info.members);
      if (memberWords(before, info.members).join('|') !== words.join('|')) this.#writeMembers(info, row.n, words);
    }
    return true;
  }

  remove(collection: string, n: number): void {
    const info = this.#catalog.ensure(collection);
    this.#run(`DELETE FROM ${info.table} WHERE n = ?`, n);
    if (info.members.length) this.#run(`DELETE FROM ${memberTable(collection)} WHERE rowid = ?`, n);
    for (const [path, kinds] of info.kinds) {
      if (kinds & KIND.array) this.#run(`DELETE FROM ${elementTable(collection, path)} WHERE n = ?`, n);
    }
  }

  #writeMembers(info: CollectionInfo, n: number, words: readonly string[]): void {
    const columns = info.members.map((_, i) => `m${i}`).join(', ');
    this.#run(
      `INSERT OR REPLACE INTO ${memberTable(info.name)} (rowid, ${columns}) VALUES (?${', ?'.repeat(words.length)})`,
      n,
      ...words,
    );
  }

  /** Makes the table of the membership indexes anew. @throws code 115 when what is stored does not stand in the order of its `_id` */
  #buildMembers(info: CollectionInfo): void {
    const { writer } = this.#database;
    writer.exec(`DROP TABLE IF EXISTS ${memberTable(info.name)}`);
    if (!info.members.length) return;
    writer.exec(createMembers(memberTable(info.name), info.members));
    for (const row of writer.prepare(`SELECT n, doc FROM ${info.table}`).all() as Row[]) {
      const document = decode(row.doc);
      if (!isRowId(document._id) || document._id !== row.n) rowIdOf({ _id: undefined });
      this.#writeMembers(info, row.n, memberWords(document, info.members));
    }
  }

  /** After an index was dropped. */
  rebuildMembers(info: CollectionInfo, dropped: IndexSpec): void {
    if (isMembership(dropped)) this.#buildMembers(info);
  }

  /** `before` is what the document replaces; elements that stay are not written again. */
  #index(start: CollectionInfo, n: number, document: Document, before?: Document): void {
    let info = start;
    for (const path of start.kinds.keys()) {
      const { kinds, keys } = keysAt(document, path);
      const widened = this.#catalog.widen(info, path, kinds);
      info = widened.info;
      if (widened.becameArray) this.#buildElements(info, path);
      else if ((info.kinds.get(path) ?? 0) & KIND.array) {
        if (before && sameKeys(keysAt(before, path).keys, keys)) continue;
        this.#writeElements(info, path, n, keys, before === undefined);
      }
    }
    for (const spec of info.indexes.values()) if (spec.unique) this.#refuseSharedElements(info, spec, n, document);
  }

  #writeElements(
    info: CollectionInfo,
    path: string,
    n: number,
    keys: readonly (string | number)[],
    fresh: boolean,
  ): void {
    const table = elementTable(info.name, path);
    if (!fresh) this.#run(`DELETE FROM ${table} WHERE n = ?`, n);
    for (const key of keys) this.#run(`INSERT OR IGNORE INTO ${table} (k, n) VALUES (?, ?)`, key, n);
  }

  #buildElements(info: CollectionInfo, path: string): void {
    const table = elementTable(info.name, path);
    this.#database.writer.exec(
      `CREATE TABLE IF NOT EXISTS ${table} (k NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (k, n)) WITHOUT ROWID;
       CREATE INDEX IF NOT EXISTS ${table.replace('"e_', '"en_')} ON ${table} (n)`,
    );
    for (const row of this.#database.writer.prepare(`SELECT n, doc FROM ${info.table}`).all() as Row[]) {
      this.#writeElements(info, path, row.n, keysAt(decode(row.doc), path).keys, true);
    }
  }

  /** A unique index on a path with arrays: no element may be in two documents. SQL cannot say that, so it is looked up. */
  #refuseSharedElements(info: CollectionInfo, spec: IndexSpec, n: number, document: Document): void {
    const paths = Object.keys(spec.key);
    const lists = paths.filter((path) => (info.kinds.get(path) ?? 0) & KIND.array);
    if (!lists.length || (spec.partial && !matcher(spec.partial as Document)(document))) return;
    const own = paths.map((path) => keysAt(document, path).keys);
    const [first, at] = [lists[0]!, paths.indexOf(lists[0]!)];
    const others = this.#database
      .statement(
        this.#database.writer,
        `SELECT n, doc FROM ${info.table} WHERE n <> ? AND n IN (SELECT n FROM ${elementTable(info.name, first)} WHERE k IN (SELECT value FROM json_each(?)))`,
      )
      .all(n, JSON.stringify(own[at])) as Row[];
    for (const other of others) {
      const theirs = decode(other.doc);
      if (spec.partial && !matcher(spec.partial as Document)(theirs)) continue;
      const shared = paths.every((path, i) => {
        const keys = keysAt(theirs, path).keys;
        return keys.length === 0 && own[i]!.length === 0 ? true : keys.some((key) => own[i]!.includes(key));
      });
      if (shared) throw this.#duplicate(info, spec, document);
    }
  }

  #duplicate(info: CollectionInfo, spec: IndexSpec, document: Document): Error {
    const keyValue = Object.fromEntries(
      Object.keys(spec.key).map((path) => [path, shown(reach(document, path).values[0])]),
    );
    return duplicateKey(info.name, spec.name, { ...spec.key }, keyValue);
  }

  #translated(info: CollectionInfo, document: Document, error: unknown): unknown {
    const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
    if (code !== 'SQLITE_CONSTRAINT_UNIQUE' && code !== 'SQLITE_CONSTRAINT_PRIMARYKEY') return error;
    const spec = violated(info, (error as Error).message);
    return spec
      ? this.#duplicate(info, spec, document)
      : duplicateKey(info.name, '_id_', { _id: 1 }, { _id: document._id });
  }

  /** Creates an index over what is stored already. @throws code 11000 when stored documents violate it */
  addIndex(collection: string, spec: IndexSpec): void {
    let info = this.#catalog.ensure(collection);
    const paths = Object.keys(spec.key);
    const rows = this.#database.writer.prepare(`SELECT n, doc FROM ${info.table}`).all() as Row[];
    const documents = rows.map((row) => ({ n: row.n, document: decode(row.doc) }));
    // What a membership index holds needs no element tables: its own table has every value.
    for (const path of isMembership(spec) ? [] : paths) {
      if (info.kinds.has(path)) continue;
      const kinds = documents.reduce((all, { document }) => all | keysAt(document, path).kinds, 0);
      const widened = this.#catalog.widen(info, path, kinds);
      info = widened.info;
      if (widened.becameArray) this.#buildElements(info, path);
    }
    try {
      for (const sql of createSql(info, spec)) this.#database.writer.exec(sql);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
      throw serverError(
        ERROR_CODE.duplicateKey,
        `E11000 duplicate key error collection: ${collection} index: ${spec.name} (documents that are already stored)`,
        {
          keyPattern: { ...spec.key },
        },
      );
    }
    info = this.#catalog.addIndex(info, spec);
    if (isMembership(spec)) this.#buildMembers(info);
    if (spec.unique) for (const { n, document } of documents) this.#refuseSharedElements(info, spec, n, document);
  }

  /**
   * The rows that match, in order. `forWriting` reads what the current transaction has written, else what is committed.
   * Sorting and limiting happen in SQL when that gives exactly MongoDB's answer.
   */
  select(
    collection: string,
    filter: Document,
    options: { sort?: SortTerms; skip?: number; limit?: number; forWriting?: boolean } = {},
  ): { row: Row; document: Document }[] {
    const info = options.forWriting ? this.#catalog.current(collection) : this.#catalog.committed(collection);
    if (!info) {
      matcher(filter);
      return [];
    }
    const { sort = [], skip = 0, limit = 0 } = options;
    const plan = planFilter(info, filter);
    // A plan is exact only when every operator of the filter was understood; then there is nothing left to check or refuse.
    const matches = plan.exact ? undefined : matcher(filter);
    const order = sort.length ? planSort(info, sort) : '';
    const inSql = plan.exact && order !== undefined;
    const window = inSql && (skip || limit) ? ' LIMIT ? OFFSET ?' : '';
    const { from, where, params } = source(info, plan);
    const sql = `SELECT n, doc FROM ${from} WHERE ${where}${order ? ` ORDER BY ${ordered(info, plan, order)}` : ''}${window}`;
    if (window) params.push(limit || -1, skip);
    const connection = options.forWriting ? this.#database.writer : this.#database.reader;
    const found: { row: Row; document: Document }[] = [];
    const enough = order === undefined || inSql || !limit ? Infinity : skip + limit;
    for (const row of this.#database.statement(connection, sql).iterate(...params) as IterableIterator<Row>) {
      const document = decode(row.doc);
      if (matches && !matches(document)) continue;
      found.push({ row, document });
      if (found.length >= enough) break;
    }
    if (order === undefined) {
      const compare = sorter(sort);
      found.sort((a, b) => compare(a.document, b.document));
    }
    if (inSql) return found;
    return skip || limit ? found.slice(skip, limit ? skip + limit : undefined) : found;
  }

  /**
   * Parts of the committed documents that match, in order; undefined when SQL alone cannot answer it, and whole documents have to be selected.
   */
  selectFields(
    collection: string,
    filter: Document,
    { sort = [], skip = 0, limit = 0 }: { sort?: SortTerms; skip?: number; limit?: number },
    fields: FieldProjection,
  ): Document[] | undefined {
    const info = this.#catalog.committed(collection);
    const plan = info && planFilter(info, filter);
    const order = info && sort.length ? planSort(info, sort) : '';
    if (!plan?.exact || order === undefined) return undefined;
    const { from, where, params } = source(info!, plan);
    const window = skip || limit ? ' LIMIT ? OFFSET ?' : '';
    if (window) params.push(limit || -1, skip);
    const sql = `SELECT ${projectedColumns(fields)} FROM ${from} WHERE ${where}${order ? ` ORDER BY ${ordered(info!, plan, order)}` : ''}${window}`;
    const statement = this.#database.statement(this.#database.reader, sql).raw();
    return (statement.all(...params) as (string | null)[][]).map((columns) =>
      projectedDocument(fields, columns, decode),
    );
  }

  /** How many committed documents match; in SQL alone when that is exact. */
  count(collection: string, filter: Document, skip = 0, limit = 0): number {
    const info = this.#catalog.committed(collection);
    if (!info) {
      matcher(filter);
      return 0;
    }
    const plan = planFilter(info, filter);
    if (!plan.exact) return this.select(collection, filter, { skip, limit }).length;
    const { from, where, params } = source(info, plan);
    // With a limit no more is counted than was asked for.
    const sql = limit
      ? `SELECT count(*) AS c FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ?)`
      : `SELECT count(*) AS c FROM ${from} WHERE ${where}`;
    if (limit) params.push(skip + limit);
    const { c } = this.#database.statement(this.#database.reader, sql).get(...params) as { c: number };
    const rest = Math.max(0, c - skip);
    return limit ? Math.min(rest, limit) : rest;
  }

  /** How many committed documents have which values at these paths; with `each` once per element of the array there. */
  tally(
    collection: string,
    paths: readonly string[],
    each?: string,
  ): { values: (string | number | null)[]; count: number }[] {
    const info = this.#catalog.committed(collection);
    if (!info) return [];
    const columns = paths.map((path, i) => `${expression(path)} AS v${i}`);
    // What is the same for every element is taken out of a document once.
    const values = `SELECT ${[...columns, ...(each === undefined ? [] : [`${expression(each)} AS list`])].join(', ')} FROM ${info.table}`;
    const names = [...paths.map((_, i) => `v${i}`), ...(each === undefined ? [] : ['element.value'])].join(', ');
    const from = each === undefined ? 'taken' : 'taken, json_each(taken.list) AS element';
    const rows = this.#database.reader
      .prepare(`WITH taken AS MATERIALIZED (${values}) SELECT ${names}, count(*) FROM ${from} GROUP BY ${names}`)
      .raw()
      .all() as (string | number | null)[][];
    return rows.map((row) => ({ values: row.slice(0, -1), count: Number(row.at(-1)) }));
  }

  /** SQLite's own account of how it would answer a filter; for tests and for finding a missing index. */
  explain(
    collection: string,
    filter: Document,
    sort: SortTerms = [],
  ): { sql: string; exact: boolean; detail: string[] } {
    const info = this.#catalog.committed(collection);
    if (!info) return { sql: '', exact: true, detail: [] };
    const plan = planFilter(info, plain(filter) as Document);
    const order = sort.length ? planSort(info, sort) : undefined;
    const { from, where, params } = source(info, plan);
    const sql = `SELECT n, doc FROM ${from} WHERE ${where}${order ? ` ORDER BY ${ordered(info, plan, order)}` : ''}`;
    const steps = this.#database.reader.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...params) as {
      detail: string;
    }[];
    return { sql, exact: plan.exact, detail: steps.map((step) => step.detail) };
  }
}

/** Where the rows of a plan come from. What the membership indexes answer leads: the documents are looked up one by one, in its order. */
function source(info: CollectionInfo, plan: Plan): { from: string; where: string; params: (string | number)[] } {
  if (plan.members === undefined) return { from: info.table, where: plan.where, params: [...plan.params] };
  const members = memberTable(info.name);
  return {
    from: `${members} CROSS JOIN ${info.table} ON ${info.table}.n = ${members}.rowid`,
    where: plan.where === '1' ? `${members} MATCH ?` : `${members} MATCH ? AND ${plan.where}`,
    params: [plan.members, ...plan.params],
  };
}

const ordered = (info: CollectionInfo, plan: Plan, order: string): string =>
  plan.members === undefined ? order : order.replace(/^n /, `${memberTable(info.name)}.rowid `);
