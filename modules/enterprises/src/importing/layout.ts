import { createHash } from 'node:crypto';
import type { ImportLayout } from '@anliu/contract';
import { isBlank } from '@anliu/text';
import { columnByHeading, COLUMNS, plainHeading, type ColumnKey } from '../domain/columns.js';
import { chosenSheet, unclear } from './choose-sheet.js';
import { hasHeading, headingAt, rowsBelow } from './heading.js';
import { LAYOUT_EXAMPLES, MAX_COLUMNS } from './limits.js';
import type { ReadSheet } from './workbook/read-workbook.js';

/** What every column of a sheet is, by its position; null: left out. */
export type Mapping = readonly (ColumnKey | null)[];

export const headingsOf = ({ rows }: Pick<ReadSheet, 'rows'>): readonly string[] => rows[headingAt(rows)] ?? [];

/** The same for every file with the same headings in the same order. */
export const fingerprint = (sheet: Pick<ReadSheet, 'rows'>): string =>
  createHash('sha256')
    .update(JSON.stringify(headingsOf(sheet).map(plainHeading)))
    .digest('hex');

/** What the headings themselves say. */
export const recognisedColumns = (sheet: Pick<ReadSheet, 'rows'>): Mapping =>
  headingsOf(sheet).map((heading) => columnByHeading(heading)?.key ?? null);

/** What the importing person said about the file, beyond what it says itself. */
export interface Meaning {
  readonly sheet?: string | undefined;
  readonly columns?: Mapping | undefined;
}

/**
 * The sheet that is meant and what its columns are: as the person said, as it was said for the same headings before, or as the
 * headings say.
 * @throws AppError 400 when that is not clear
 */
export function understood(
  sheets: readonly ReadSheet[],
  meaning: Meaning,
  remembered: ReadonlyMap<string, Mapping>,
): { readonly sheet: ReadSheet; readonly columns: Mapping; readonly isRemembered: boolean } {
  const known = (sheet: ReadSheet): Mapping | undefined => remembered.get(fingerprint(sheet));
  const wanted = meaning.sheet === undefined ? undefined : sheets.find(({ name }) => name === meaning.sheet);
  if (meaning.sheet !== undefined && !wanted) throw unclear(`文件里没有工作表“${meaning.sheet}”，请重新选择。`);
  const sheet = wanted ?? chosenSheet(sheets, (one) => hasHeading(one.rows) || known(one) !== undefined);
  if (meaning.columns) return { sheet, columns: meaning.columns, isRemembered: false };
  const before = known(sheet);
  return { sheet, columns: before ?? recognisedColumns(sheet), isRemembered: before !== undefined };
}

/** What is to be asked: every sheet with its headings, what they are taken for, and an example of what stands below each. */
export const layoutOf = (sheets: readonly ReadSheet[], remembered: ReadonlyMap<string, Mapping>): ImportLayout => ({
  sheets: sheets
    .filter(({ rows }) => rows.length > 0)
    .map((sheet) => {
      const at = headingAt(sheet.rows);
      const below = sheet.rows.slice(at + 1, at + 1 + LAYOUT_EXAMPLES);
      const columns = remembered.get(fingerprint(sheet)) ?? recognisedColumns(sheet);
      return {
        name: sheet.name,
        hidden: sheet.hidden,
        rows: rowsBelow(sheet.rows),
        heading: at + 1,
        columns: headingsOf(sheet)
          .slice(0, MAX_COLUMNS)
          .map((heading, index) => ({
            heading,
            key: columns[index] ?? null,
            example: below.map((cells) => cells[index] ?? '').find((cell) => !isBlank(cell)) ?? '',
          })),
      };
    }),
  fields: COLUMNS.map(({ key, title, required }) => ({ key, title, required })),
});
