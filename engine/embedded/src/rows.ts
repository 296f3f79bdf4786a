import type { Database, Statement } from 'better-sqlite3';
import { TABLES, decodeRow, sqlName, toSql } from '@anliu/engine-kernel';
import type { ColumnType, Entity, EntityKind, Table } from '@anliu/engine-kernel';

/** Prepared statements over the entity tables. */
export interface Rows {
  put<K extends EntityKind>(kind: K, row: Entity<K>): void;
  remove(kind: EntityKind, id: string): void;
  update<K extends EntityKind>(kind: K, id: string, columns: Partial<Entity<K>>): void;
  get<K extends EntityKind>(kind: K, id: string): Entity<K> | undefined;
  /** Rows matching SQL after `WHERE`. */
  where<K extends EntityKind>(kind: K, condition: string, ...parameters: unknown[]): Entity<K>[];
}

interface Shape {
  readonly names: readonly string[];
  readonly types: readonly ColumnType[];
  readonly put: Statement;
  readonly remove: Statement;
  readonly get: Statement;
}

export function createRows(db: Database): Rows {
  const shapes = new Map<EntityKind, Shape>();
  const others = new Map<string, Statement>();
  /** Update statements by kind and column names, so that the hot path builds no text. */
  const updates = new Map<string, Statement>();
  const shapeOf = (kind: EntityKind): Shape => {
    const known = shapes.get(kind);
    if (known) return known;
    const table = TABLES[kind];
    const names = Object.keys(table.columns);
    const shape: Shape = {
      names,
      types: Object.values(table.columns).map((column) => column.type),
      put: db.prepare(
        `INSERT OR REPLACE INTO ${table.name} (${names.map(sqlName).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ),
      remove: db.prepare(`DELETE FROM ${table.name} WHERE id = ?`),
      get: db.prepare(`SELECT * FROM ${table.name} WHERE id = ?`),
    };
    shapes.set(kind, shape);
    return shape;
  };
  const prepared = (sql: string): Statement => {
    const known = others.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    others.set(sql, statement);
    return statement;
  };
  return {
    put(kind, row) {
      const { names, types, put } = shapeOf(kind);
      const record = row as Readonly<Record<string, unknown>>;
      const values = new Array<unknown>(names.length);
      for (let i = 0; i < names.length; i++) values[i] = toSql(types[i] as ColumnType, record[names[i] as string]);
      put.run(values);
    },
    remove: (kind, id) => void shapeOf(kind).remove.run(id),
    update(kind, id, columns) {
      const names = Object.keys(columns);
      if (names.length === 0) return;
      const table = TABLES[kind];
      const types = table.columns as Readonly<Record<string, { readonly type: ColumnType }>>;
      const key = `${kind} ${names.join()}`;
      const values = names.map((name) =>
        toSql(types[name]?.type ?? 'text', (columns as Readonly<Record<string, unknown>>)[name]),
      );
      const statement =
        updates.get(key) ??
        prepared(`UPDATE ${table.name} SET ${names.map((name) => `${sqlName(name)} = ?`).join(', ')} WHERE id = ?`);
      updates.set(key, statement);
      statement.run([...values, id]);
    },
    get(kind, id) {
      const row = shapeOf(kind).get.get(id) as Record<string, unknown> | undefined;
      return row && (decodeRow(TABLES[kind] as Table, row) as never);
    },
    where(kind, condition, ...parameters) {
      const rows = prepared(`SELECT * FROM ${TABLES[kind].name} WHERE ${condition}`).all(...parameters);
      return (rows as Record<string, unknown>[]).map((row) => decodeRow(TABLES[kind] as Table, row) as never);
    },
  };
}
