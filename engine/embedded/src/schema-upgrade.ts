import type { Database } from 'better-sqlite3';
import { ddlOf, sqlName } from '@anliu/engine-kernel';
import type { Table } from '@anliu/engine-kernel';

interface ColumnInfo {
  readonly name: string;
  readonly notnull: number;
}

/**
 * Brings a table written by an older engine into its declared shape: columns it lacks come empty, what is declared
 * nullable may be null. Rows stay. A new column that must not be null needs a step of its own before this.
 */
export function upgradeTable(db: Database, table: Table): void {
  const present = db.pragma(`table_info(${table.name})`) as ColumnInfo[];
  if (present.length === 0) return;
  const known = new Map(present.map((column) => [column.name, column]));
  const declared = Object.entries(table.columns).map(([name, column]) => ({ name: sqlName(name), ...column }));
  const differs = declared.some(({ name, nullable }) => {
    const column = known.get(name);
    return column === undefined || (nullable && column.notnull === 1);
  });
  if (!differs) return;
  const [create = ''] = ddlOf(table);
  const kept = declared.filter(({ name }) => known.has(name)).map(({ name }) => name);
  const old = `${table.name}_old`;
  db.exec(`ALTER TABLE ${table.name} RENAME TO ${old}`);
  db.exec(create);
  db.exec(`INSERT INTO ${table.name} (${kept.join(', ')}) SELECT ${kept.join(', ')} FROM ${old}`);
  db.exec(`DROP TABLE ${old}`);
}
