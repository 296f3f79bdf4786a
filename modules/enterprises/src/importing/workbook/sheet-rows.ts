import type { InPieces } from '@anliu/engine-cooperative';
import { invalid } from '@anliu/kit';
import { UNCALCULATED } from '../../domain/cell-errors.js';
import { cut } from '../cut.js';
import { HEADING_SEARCH_ROWS, MAX_COLUMNS, MAX_ROWS } from '../limits.js';
import { readXml } from './read-xml.js';
import { shownNumber } from './shown-number.js';
import { StringItem, unescaped } from './string-item.js';
import { GENERAL } from './styles.js';

/** What the cells of all sheets refer to. */
export interface Shared {
  readonly strings: readonly string[];
  readonly formats: readonly string[];
  readonly from1904: boolean;
}

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  formula: boolean;
  written: string;
}

/** Letters of a column and number of a row; both count from 1. */
const REFERENCE = /^\$?([A-Z]{1,4})\$?(\d{1,8})$/;
const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

/**
 * Fills `rows` with the cells as they are shown. Rows and cells without a reference follow the one before. Cells right of the last
 * permitted column leave one cell beyond it, so that whoever needs the row sees that it is too wide.
 * @throws AppError 400 for a cell with content further down than a table may reach; `rows` has what stood above
 */
export function* readRows(bytes: Buffer, shared: Shared, rows: string[][]): InPieces<void> {
  const inline = new StringItem();
  let row = 0;
  let column = 0;
  let cell: Cell | undefined;
  let inValue = false;
  yield* readXml(bytes, {
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attributes['r'] ?? row + 1);
        column = 0;
      } else if (name === 'c') {
        const [, letters, number] = REFERENCE.exec(attributes['r'] ?? '') ?? [];
        column = letters ? columnNumber(letters) : column + 1;
        if (number) row = Number(number);
        const { t: type = 'n', s: style = '0' } = attributes;
        cell = { row, column, type, style: Number(style), formula: false, written: '' };
      } else if (cell && name === 'v') inValue = true;
      else if (cell && name === 'f') cell.formula = true;
      else if (cell) inline.open(name);
    },
    text(text) {
      if (cell && inValue) cell.written += text;
      else if (cell) inline.text(text);
    },
    close(name) {
      if (name === 'v') inValue = false;
      else if (name !== 'c') inline.close(name);
      else if (cell) {
        place(rows, cell, shown(cell, inline.take(), shared));
        cell = undefined;
      }
    },
  });
}

function shown(cell: Cell, inline: string, { strings, formats, from1904 }: Shared): string {
  const { written, type } = cell;
  switch (type) {
    case 's':
      return strings[Number(written)] ?? '';
    case 'inlineStr':
      return inline;
    case 'str':
      return cut(unescaped(written));
    case 'b':
      return written.trim() === '1' || written.trim() === 'true' ? 'TRUE' : 'FALSE';
    case 'd':
    case 'e':
      return cut(written.trim());
    default:
      if (written === '') return cell.formula ? UNCALCULATED : '';
      return cut(shownNumber(written.trim(), formats[cell.style] ?? GENERAL, from1904));
  }
}

function place(rows: string[][], { row, column }: Cell, text: string): void {
  if (text === '') return;
  if (row > MAX_ROWS + HEADING_SEARCH_ROWS) {
    throw invalid(`表格超过 ${MAX_ROWS} 行，请分成几个文件导入；如下方有多余内容，请删除后再上传。`);
  }
  while (rows.length < row) rows.push([]);
  const cells = rows[row - 1];
  if (!cells) return;
  const at = Math.min(column, MAX_COLUMNS + 1) - 1;
  while (cells.length < at) cells.push('');
  cells[at] = text;
}
