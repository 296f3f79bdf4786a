import { invalid } from '@anliu/kit';
import { columnByKey, COLUMNS, type Column, type RowValues } from '../domain/columns.js';
import { normalizeValues } from '../domain/check-row.js';
import { unclear } from './choose-sheet.js';
import { headingAt } from './heading.js';
import { recognisedColumns, type Mapping } from './layout.js';

export interface FileRow {
  /** As a spreadsheet shows it. */
  readonly row: number;
  readonly values: RowValues;
}

/**
 * Names the columns by the heading, wherever it stands at the top, or as they are said to be, and leaves out empty rows.
 * @throws AppError 400 for a heading that cannot be used
 */
export function rowsOfTable(
  table: readonly (readonly string[])[],
  mapping: Mapping = recognisedColumns({ rows: table as string[][] }),
): FileRow[] {
  const at = headingAt(table);
  const rest = table.slice(at + 1);
  const columns = mapping.map((key) => (key === null ? undefined : columnByKey(key)));
  const missing = COLUMNS.filter((column) => column.required && !columns.includes(column));
  if (missing.length) {
    throw unclear(
      `第 ${at + 1} 行表头缺少：${missing.map((column) => column.title).join('、')}。请指定各列的内容，或使用导入模板。`,
    );
  }
  const twice = columns.find(
    (column, index): column is Column => column !== undefined && columns.indexOf(column) !== index,
  );
  if (twice) throw unclear(`第 ${at + 1} 行表头“${twice.title}”出现了两次，请指定用哪一列，或删除多余的一列。`);
  const rows = rest.flatMap((cells, index): FileRow[] => {
    const values: RowValues = {};
    for (const [position, column] of columns.entries()) if (column) values[column.key] = cells[position] ?? '';
    const normalized = normalizeValues(values);
    return Object.keys(normalized).length ? [{ row: at + index + 2, values: normalized }] : [];
  });
  if (rows.length === 0) throw invalid('文件里只有表头，没有企业。请填写后再上传。');
  return rows;
}
