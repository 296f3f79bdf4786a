import { describe, expect, it } from 'vitest';
import { goodRow, workbookOf } from '../../../test/thousand-rows.js';
import { COLUMNS, type RowValues } from '../../domain/columns.js';
import { HEADING_SEARCH_ROWS, MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROWS } from '../limits.js';
import { readTable } from '../read-table.js';
import { rowsOfTable } from '../rows-of-table.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetOf = (rows: string): string => `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
const oneRow = (cells: string): string => sheetOf(`<row r="1">${cells}</row>`);

interface SheetFile {
  name: string;
  xml: string;
  state?: string;
}

/** A workbook of several sheets with styles and shared strings, with the targets given as the writer gives them. */
function workbook(
  sheets: SheetFile[],
  { formats = [] as (string | number)[], strings = '', from1904 = false, folder = '' } = {},
): Buffer {
  const own = formats.flatMap((code, index) =>
    typeof code === 'string'
      ? [`<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`]
      : [],
  );
  const xfs = formats.map((code, index) => `<xf numFmtId="${typeof code === 'string' ? 164 + index : code}"/>`);
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${folder}${target}"/>`;
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="s${index}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
      .map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`))
      .join(
        '',
      )}${relation('st', 'styles', 'styles.xml')}${relation('ss', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings}</sst>`,
    ...Object.fromEntries(sheets.map(({ xml }, index) => [`xl/worksheets/sheet${index + 1}.xml`, xml])),
  };
  return workbookOf('', parts);
}

const cellsOf = async (xml: string, more?: Parameters<typeof workbook>[1]): Promise<string[]> =>
  (await readTable(workbook([{ name: '企业', xml }], more)))[0] ?? [];

const letter = (index: number): string => String.fromCharCode(65 + index);
const inline = (texts: readonly string[], row: number): string =>
  `<row r="${row}">${texts.map((text, at) => `<c r="${letter(at)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const titles = COLUMNS.map((column) => column.title);
const line = (values: RowValues): string[] => COLUMNS.map((column) => values[column.key] ?? '');
/** A list of enterprises whose heading stands in the given row. */
const list = (heading = 1, count = 1): string =>
  sheetOf(
    inline(titles, heading) +
      Array.from({ length: count }, (_, index) => inline(line(goodRow(index + 1)), heading + 1 + index)).join(''),
  );
const notes = sheetOf(inline(['填写说明', '请勿改动表头'], 1) + inline(['企业名称', '按营业执照'], 2));

describe('a cell is read as the spreadsheet shows it', () => {
  it.each([
    ['leading zeros', '0000', '12', '0012'],
    ['a date', 'yyyy-mm-dd', '45356', '2024-03-05'],
    ['a date in Chinese', 'yyyy"年"m"月"d"日";@', '45356', '2024年3月5日'],
    ['a date by its number only', 14, '45356', '2024/3/5'],
    ['a percentage', '0.00%', '0.1234', '12.34%'],
    ['a percentage by its number only', 9, '0.5', '50%'],
    ['groups of three', '#,##0', '1234567', '1,234,567'],
    ['a number written as text', '@', '2614', '2614'],
    ['the rest of a sum', 'General', '0.30000000000000004', '0.3'],
    ['a long code, written out', 'General', '320724100200', '320724100200'],
    ['a telephone number formatted with an exponent', '0.00E+00', '13800000002', '13800000002'],
    ['a telephone number written with an exponent', 'General', '1.3800000002E10', '13800000002'],
    ['a format no spreadsheet accepts', 'bad[', '12', '12'],
  ])('%s', async (_, format, written, expected) => {
    expect(await cellsOf(oneRow(`<c r="A1" s="1"><v>${written}</v></c>`), { formats: [format] })).toEqual([expected]);
  });

  it('with its day counted from 1904 where the workbook says so', async () => {
    const day = oneRow('<c r="A1" s="1"><v>43894</v></c>');
    expect(await cellsOf(day, { formats: ['yyyy-mm-dd'], from1904: true })).toEqual(['2024-03-05']);
    expect(await cellsOf(day, { formats: ['yyyy-mm-dd'] })).toEqual(['2020-03-04']);
  });

  it('as Excel and WPS write it: shared, in runs, with pronunciation, with escapes', async () => {
    const strings =
      '<si><t>企业</t></si><si><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 公司</t></r></si>' +
      '<si><t>名</t><rPh sb="0" eb="1"><t>ming</t></rPh></si><si><t>a_x0041_b</t></si>';
    const cells = [0, 1, 2, 3].map((at) => `<c r="${letter(at)}1" t="s"><v>${at}</v></c>`).join('');
    expect(await cellsOf(oneRow(cells), { strings })).toEqual(['企业', '甲 公司', '名', 'aAb']);
  });

  it('as POI and openpyxl write it: inline, by absolute names, with rows and cells that do not say where they are', async () => {
    const xml = sheetOf(
      '<row><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c><c t="b"><v>1</v></c><c t="str"><f>A1</f><v>甲</v></c><c t="d"><v>2024-03-05</v></c></row>',
    );
    expect(await cellsOf(xml, { folder: '/xl/' })).toEqual(['甲乙', 'TRUE', '甲', '2024-03-05']);
  });

  it('as LibreOffice and others write it: numbers said to be numbers, elements with a prefix, gaps between cells', async () => {
    const xml = `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" s="1" t="n"><x:v>7</x:v></x:c><x:c r="C1" t="b"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(await cellsOf(xml, { formats: ['000'] })).toEqual(['007', '', 'FALSE']);
  });

  it('with its error, and with a word for a formula nobody calculated', async () => {
    const cells =
      '<c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><f>NA()</f><v>#N/A</v></c><c r="C1"><f>A2+1</f><v></v></c>';
    expect(await cellsOf(oneRow(cells))).toEqual(['#REF!', '#N/A', '#未计算']);
  });
});

describe('one bad line never refuses the file', () => {
  it(`when a cell has more than ${MAX_CELL_LENGTH} characters: it is cut, and stays too long`, async () => {
    const read = async (length: number): Promise<string | undefined> =>
      (await cellsOf(oneRow(`<c r="A1" t="str"><v>${'字'.repeat(length)}</v></c>`)))[0];
    expect(await read(MAX_CELL_LENGTH)).toHaveLength(MAX_CELL_LENGTH);
    expect(await read(MAX_CELL_LENGTH + 1)).toBe(`${'字'.repeat(MAX_CELL_LENGTH)}…`);
    const [, csv] = await readTable(Buffer.from(`${titles.join()}\n${'x'.repeat(100_000)},甲`));
    expect([csv?.[0]?.length, csv?.[1]]).toEqual([MAX_CELL_LENGTH + 1, '甲']);
  });

  it('when it has a quote within a value, or cells far to the right', async () => {
    const [, quoted] = await readTable(Buffer.from(`${titles.join()}\n1,甲"乙"公司,3\n`));
    expect(quoted?.slice(0, 3)).toEqual(['1', '甲"乙"公司', '3']);
    const wide = await readTable(Buffer.from(`${titles.join()}\n1,甲${',x'.repeat(MAX_COLUMNS)}\n2,乙`));
    expect([wide[1]?.[1], wide[2]?.[1]]).toEqual(['甲', '乙']);
  });
});

describe('the heading', () => {
  it(`is found below titles within the first ${HEADING_SEARCH_ROWS} rows, and rows keep their numbers`, async () => {
    const at = async (row: number) =>
      rowsOfTable(await readTable(workbook([{ name: '企业', xml: list(row) }]))).map((found) => found.row);
    expect(await at(1)).toEqual([2]);
    expect(await at(3)).toEqual([4]);
    expect(await at(HEADING_SEARCH_ROWS)).toEqual([HEADING_SEARCH_ROWS + 1]);
    await expect(at(HEADING_SEARCH_ROWS + 1)).rejects.toThrow('表头缺少');
    const csv = await readTable(Buffer.from(`连云港市企业名单\n\n${titles.join()}\n${line(goodRow(1)).join()}`));
    expect(rowsOfTable(csv).map((found) => found.row)).toEqual([4]);
  });

  it('that lacks a column is named with its row', async () => {
    const xml = sheetOf(inline(['企业名单'], 1) + inline(titles.slice(1), 2));
    const table = await readTable(workbook([{ name: '企业', xml }]));
    expect(() => rowsOfTable(table)).toThrow('第 2 行表头缺少：统一社会信用代码');
  });

  it(`may have ${MAX_ROWS} rows below it, wherever it stands, and not one more`, async () => {
    const csv = (rows: number) => Buffer.from(`标题\n${titles.join()}\n${'x\n'.repeat(rows)}`);
    await expect(readTable(csv(MAX_ROWS))).resolves.toHaveLength(MAX_ROWS + 2);
    await expect(readTable(csv(MAX_ROWS + 1))).rejects.toThrow(`${MAX_ROWS} 行`);
  });
});

describe('the sheet with the list', () => {
  const rowsOf = async (sheets: SheetFile[]) => rowsOfTable(await readTable(workbook(sheets))).length;

  it('is found behind a sheet of notes, a hidden list and an empty template', async () => {
    expect(
      await rowsOf([
        { name: '说明', xml: notes },
        { name: '旧', xml: list(1, 3), state: 'hidden' },
        { name: '更旧', xml: list(1, 4), state: 'veryHidden' },
        { name: '模板', xml: list(1, 0) },
        { name: '企业', xml: list(2, 2) },
      ]),
    ).toBe(2);
  });

  it('is found beside one that reaches far down with other things', async () => {
    const far = sheetOf(`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`);
    expect(
      await rowsOf([
        { name: '其他', xml: far },
        { name: '企业', xml: list() },
      ]),
    ).toBe(1);
  });

  it('is asked about when several could be meant, or only a hidden one', async () => {
    await expect(
      rowsOf([
        { name: '甲', xml: list() },
        { name: '乙', xml: list() },
      ]),
    ).rejects.toThrow('工作表“甲”、“乙”都有');
    await expect(
      rowsOf([
        { name: '说明', xml: notes },
        { name: '乙', xml: list(), state: 'hidden' },
      ]),
    ).rejects.toThrow('隐藏的工作表“乙”');
  });
});
