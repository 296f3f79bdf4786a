import { isDay } from '@anliu/office-time';
import type { CodeItem } from '@anliu/contract';
import { parse } from 'csv-parse/sync';
import { MAX_CODE_LENGTH, MAX_NAME_LENGTH, MAX_TABLE_BYTES, MAX_TABLE_ITEMS } from '../limits.js';
import type { CodeTable } from './table.js';

/** A problem of a code table file; `row` as an editor shows it (header = 1). */
export interface CodeTableProblem {
  file: string;
  row: number;
  column?: string;
  message: string;
}

export class CodeTableError extends Error {
  readonly code = 'CODE_TABLE_INVALID';
  readonly problems: readonly CodeTableProblem[];
  constructor(problems: readonly CodeTableProblem[]) {
    super(
      problems
        .map((item) => `${item.file} 第 ${item.row} 行${item.column ? `（${item.column}）` : ''}：${item.message}`)
        .join('\n'),
    );
    this.name = 'CodeTableError';
    this.problems = problems;
  }
}

const KNOWN = new Set(['code', 'name', 'parent', 'from', 'to']);
const COLUMN = /^[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]{0,59}$/;
/**
 * Reads `code,name[,parent][,from][,to][,…]` (UTF-8, header first). Further columns become `extra`. The same code may come
 * twice only for periods that do not overlap. @throws CodeTableError with every problem found
 */
export function parseCodeTable(id: string, csv: string, title = id, file = `codes/${id}.csv`): CodeTable {
  const problems: CodeTableProblem[] = [];
  const fail = (row: number, message: string, column?: string): void =>
    void problems.push({ file, row, message, ...(column === undefined ? {} : { column }) });
  if (csv.length > MAX_TABLE_BYTES) {
    fail(1, `文件超过 ${MAX_TABLE_BYTES / 1024 / 1024} MB，请拆分。`);
    throw new CodeTableError(problems);
  }
  let rows: string[][];
  try {
    rows = parse(csv, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }) as string[][];
  } catch (error) {
    fail(1, `不是有效的 CSV：${error instanceof Error ? error.message : String(error)}`);
    throw new CodeTableError(problems);
  }
  const [header = [], ...body] = rows;
  for (const needed of ['code', 'name']) if (!header.includes(needed)) fail(1, `缺少列 ${needed}。`, needed);
  header.forEach((column, index) => {
    if (!COLUMN.test(column) || column in Object.prototype) fail(1, `列名“${column}”不可用。`, column);
    if (header.indexOf(column) !== index) fail(1, `列名“${column}”出现了两次。`, column);
  });
  if (body.length > MAX_TABLE_ITEMS) fail(1, `行数 ${body.length} 超过上限 ${MAX_TABLE_ITEMS}。`);
  if (problems.length > 0) throw new CodeTableError(problems);

  const items: CodeItem[] = [];
  const editions = new Map<string, CodeItem[]>();
  body.forEach((cells, index) => {
    const row = index + 2;
    if (cells.length > header.length) fail(row, `有 ${cells.length} 格，表头只有 ${header.length} 列。`);
    const value = (column: string): string => cells[header.indexOf(column)] ?? '';
    const item = itemOf(header, value);
    if (item.code === '' || item.code.length > MAX_CODE_LENGTH)
      fail(row, `代码应为 1 至 ${MAX_CODE_LENGTH} 个字符。`, 'code');
    if (item.name === '' || item.name.length > MAX_NAME_LENGTH)
      fail(row, `名称应为 1 至 ${MAX_NAME_LENGTH} 个字符。`, 'name');
    for (const column of ['from', 'to'] as const) {
      const day = item[column];
      if (day !== undefined && !isDay(day)) fail(row, `“${day}”不是日期，应如 2026-01-01。`, column);
    }
    if (item.from !== undefined && item.to !== undefined && item.from > item.to)
      fail(row, '生效日期晚于失效日期。', 'to');
    const others = editions.get(item.code) ?? [];
    if (others.some((other) => overlap(item, other))) fail(row, `代码“${item.code}”在同一时期出现了两次。`, 'code');
    editions.set(item.code, [...others, item]);
    items.push(item);
  });
  items.forEach((item, index) => {
    if (item.parent !== undefined && !editions.has(item.parent))
      fail(index + 2, `上级代码“${item.parent}”不存在。`, 'parent');
  });
  if (problems.length > 0) throw new CodeTableError(problems);
  return { id, title, items };
}

function itemOf(header: readonly string[], value: (column: string) => string): CodeItem {
  const item: CodeItem = { code: value('code'), name: value('name') };
  for (const column of ['parent', 'from', 'to'] as const) if (value(column) !== '') item[column] = value(column);
  const extra = header.filter((column) => !KNOWN.has(column) && value(column) !== '');
  if (extra.length > 0) item.extra = Object.fromEntries(extra.map((column) => [column, value(column)]));
  return item;
}

const overlap = (a: CodeItem, b: CodeItem): boolean =>
  (a.from ?? '') <= (b.to ?? '9999-12-31') && (b.from ?? '') <= (a.to ?? '9999-12-31');
