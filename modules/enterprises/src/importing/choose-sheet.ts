import { ERROR } from '@anliu/contract';
import { AppError } from '@anliu/kit';
import { hasHeading, rowsBelow } from './heading.js';
import type { ReadSheet } from './workbook/read-workbook.js';

const named = (sheets: readonly { name: string }[]): string => sheets.map(({ name }) => `“${name}”`).join('、');

/** The file can be read, but not what is meant by it: the answer to the question of `ImportLayout` is needed. */
export const unclear = (message: string): AppError => new AppError(400, ERROR.importUnclear, message);

/**
 * The sheet that has the list: the visible one with a heading, wherever it stands among notes and others. Without any it is the
 * first visible one, to be asked about.
 * @throws AppError 400 when several sheets could be meant, or only a hidden one
 */
export function chosenSheet(
  sheets: readonly ReadSheet[],
  isList: (sheet: ReadSheet) => boolean = ({ rows }) => hasHeading(rows),
): ReadSheet {
  const visible = sheets.filter(({ hidden }) => !hidden);
  const lists = visible.filter(isList);
  const filled = lists.filter(({ rows }) => rowsBelow(rows) > 0);
  if (filled.length > 1) {
    throw unclear(`工作表${named(filled)}都有企业名单，请选择要导入的一个，或隐藏其余的，再上传。`);
  }
  const chosen = filled[0] ?? lists[0];
  if (chosen) return chosen;
  const meant = sheets.filter((sheet) => sheet.hidden && isList(sheet));
  if (meant.length) throw unclear(`企业名单在隐藏的工作表${named(meant)}中，请选择它，或取消隐藏后再上传。`);
  return visible[0] ?? { name: '', hidden: false, rows: [], failure: undefined };
}
