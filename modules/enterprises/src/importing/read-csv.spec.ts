import { describe, expect, it } from 'vitest';
import { MAX_COLUMNS, MAX_OPEN_QUOTES, PIECE_BYTES } from './limits.js';
import { readCsv } from './read-csv.js';

/** Reads, and counts how often others had their turn meanwhile. */
async function turnsWhile<T>(work: () => Promise<T>): Promise<{ result: T; turns: number }> {
  let turns = 0;
  let waiting = true;
  const other = (): void => {
    turns += 1;
    if (waiting) setImmediate(other);
  };
  setImmediate(other);
  const result = await work();
  waiting = false;
  return { result, turns };
}

describe('a CSV', () => {
  it('is read in pieces: others have their turn even within one line of nine megabytes', async () => {
    const bytes = 9_000_000;
    const { result, turns } = await turnsWhile(() => readCsv(`a,b\n${'x'.repeat(bytes)},last\nc,d`));
    expect(result.map((cells) => cells[1])).toEqual(['b', 'last', 'd']);
    expect(turns).toBeGreaterThanOrEqual(Math.floor(bytes / PIECE_BYTES));
    const { result: wide } = await turnsWhile(() => readCsv(`a,b\n${','.repeat(200_000)}\nc,d`));
    expect([wide[1]?.length, wide[2]]).toEqual([MAX_COLUMNS + 1, ['c', 'd']]);
  });

  it.each([',', '\t', ';'])('knows its delimiter %j by the heading, also below a title', async (delimiter) => {
    const heading = ['统一社会信用代码', '企业名称'];
    const text = `企业名单，2024\n${heading.join(delimiter)}\n1${delimiter}甲`;
    expect((await readCsv(text)).slice(1)).toEqual([heading, ['1', '甲']]);
  });

  it('keeps every line below one that leaves a quote open, whatever ends its lines', async () => {
    for (const end of ['\n', '\r\n']) {
      const below = Array.from({ length: 3_000 }, (_, n) => `${n},甲`);
      const rows = await readCsv(['头,企', 'a,"b', ...below].join(end));
      expect(rows.slice(0, 3)).toEqual([
        ['头', '企'],
        ['a', '"b'],
        ['0', '甲'],
      ]);
      expect(rows).toHaveLength(below.length + 2);
    }
  });

  it(`may leave ${MAX_OPEN_QUOTES} quotes open and not one more`, async () => {
    const open = (count: number) => readCsv(`${'1,"x\n'.repeat(count)}2,y`);
    await expect(open(MAX_OPEN_QUOTES - 1)).resolves.toHaveLength(MAX_OPEN_QUOTES);
    await expect(open(MAX_OPEN_QUOTES)).resolves.toHaveLength(MAX_OPEN_QUOTES + 1);
    await expect(open(MAX_OPEN_QUOTES + 1)).rejects.toThrow('引号');
  });
});
