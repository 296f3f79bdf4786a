import { getFormatFromId } from 'numfmt';
import type { InPieces } from '@anliu/engine-cooperative';
import { readXml } from './read-xml.js';

/** Formats that are given by number only depend on the language of the spreadsheet. */
export const LOCALE = 'zh-CN';
export const GENERAL = 'General';

/** The number format of every cell style, in the order of their numbers. */
export function* readFormats(bytes: Buffer | undefined): InPieces<string[]> {
  const formats: string[] = [];
  if (!bytes) return formats;
  const own = new Map<number, string>();
  let inCells = false;
  yield* readXml(bytes, {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? GENERAL);
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push((own.get(id) ?? getFormatFromId(id, LOCALE)) || GENERAL);
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}
