import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { understood } from '../src/importing/layout.js';
import { MAX_REMEMBERED } from '../src/importing/limits.js';
import { columnLetters, templateWorkbook } from '../src/importing/template/template-workbook.js';
import { readSheets, readTable } from '../src/importing/read-table.js';
import { rowsOfTable } from '../src/importing/rows-of-table.js';
import { unpackWorkbook } from '../src/importing/workbook/unpack-workbook.js';
import { COLUMNS, type RowValues } from '../src/domain/columns.js';
import { inventedCode, openRegistry, type Fixture } from './registry-fixture.js';
import { asCsv, goodRow } from './thousand-rows.js';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await openRegistry();
});
afterEach(() => fixture.close());

const upload = (text: string, meaning = {}) =>
  fixture.imports.upload(Buffer.from(text), '企业.csv', fixture.clerk, meaning);
const rows = (count: number, change: (row: RowValues, n: number) => RowValues = (row) => row): RowValues[] =>
  Array.from({ length: count }, (_, index) => change(goodRow(index + 1), index + 1));

describe('a value that is wrong alike in many rows', () => {
  it('is mended in all of them at once, and nowhere else', async () => {
    const preview = await upload(
      asCsv([...rows(40, (row) => ({ ...row, industry: 'C3311' })), { ...goodRow(41), industry: 'C33' }]),
    );
    expect(preview).toMatchObject({ good: 0, bad: 41 });
    const mended = await fixture.imports.correctAlike(
      preview.id,
      { column: 'industry', from: 'C3311', to: '3311' },
      fixture.clerk,
    );
    expect(mended).toMatchObject({ good: 40, bad: 1 });
    expect(mended.rejected[0]?.values['industry']).toBe('C33');
    await fixture.imports.commit(preview.id, fixture.clerk);
    expect((await fixture.registry.byUscc(inventedCode(40)))?.industry).toBe('3311');
  });

  it('may be that nothing is there', async () => {
    const preview = await upload(asCsv(rows(3, (row) => ({ ...row, region: '' }))));
    const alike = { column: 'region', from: '', to: '320724' } as const;
    expect(await fixture.imports.correctAlike(preview.id, alike, fixture.clerk)).toMatchObject({ good: 3, bad: 0 });
  });

  it('leaves rows alone in which the same text is right: they are not bad for it', async () => {
    const preview = await upload(
      asCsv([
        { ...goodRow(1), name: '同名', safetyHeadPhone: '123' },
        { ...goodRow(2), name: '同名' },
      ]),
    );
    const change = fixture.imports.correctAlike(
      preview.id,
      { column: 'name', from: '同名', to: '改名' },
      fixture.clerk,
    );
    await expect(change).rejects.toThrow('没有这样的值');
    expect((await fixture.imports.preview(preview.id, fixture.clerk)).sample[0]?.values['name']).toBe('同名');
  });
});

describe('a row that is taken out', () => {
  it('is not imported, is no duplicate of another any more, and can be taken back', async () => {
    const preview = await upload(
      asCsv([goodRow(1), { ...goodRow(1), name: '重复' }, { ...goodRow(2), industry: 'x' }]),
    );
    expect(preview).toMatchObject({ good: 0, bad: 3, dropped: [] });
    const dropped = await fixture.imports.drop(preview.id, 3, true, fixture.clerk);
    expect(dropped).toMatchObject({ good: 1, bad: 1, total: 3 });
    expect(dropped.dropped.map(({ row, values }) => [row, values['name']])).toEqual([[3, '重复']]);

    const back = await fixture.imports.drop(preview.id, 3, false, fixture.clerk);
    expect(back).toMatchObject({ good: 0, bad: 3, dropped: [] });

    await fixture.imports.drop(preview.id, 3, true, fixture.clerk);
    await fixture.imports.drop(preview.id, 4, true, fixture.clerk);
    const done = await fixture.imports.commit(preview.id, fixture.clerk);
    expect(done).toMatchObject({ state: 'committed', committed: 1, bad: 0 });
    expect((await fixture.registry.byUscc(inventedCode(1)))?.name).toBe(goodRow(1).name);
    expect(await fixture.imports.rejected(preview.id, fixture.clerk)).toEqual([]);
    await expect(fixture.imports.drop(preview.id, 2, true, fixture.clerk)).rejects.toThrow('已导入');
  });
});

describe('headings nobody knows', () => {
  const HEADINGS = ['编号', '厂名', '所在', '管事的', '备注'];
  const foreign = (count = 1): string =>
    [HEADINGS, ...rows(count).map((row) => [row.uscc, row.name, row.region, row.principal, '-'])]
      .map((line) => line.join(','))
      .join('\r\n');
  const columns = ['uscc', 'name', 'region', 'principal', null] as const;
  const remembered = async (text = foreign()) => (await upload(text)).remembered;

  it('are asked about with an example of what stands below', async () => {
    await expect(upload(foreign())).rejects.toMatchObject({ code: 'IMPORT_UNCLEAR' });
    const layout = await fixture.imports.layout(Buffer.from(foreign(2)), fixture.clerk);
    expect(layout.sheets).toMatchObject([{ name: '', hidden: false, rows: 2, heading: 1 }]);
    expect(layout.sheets[0]?.columns[1]).toEqual({ heading: '厂名', key: null, example: goodRow(1).name });
    expect(layout.fields.map(({ key }) => key)).toEqual(COLUMNS.map(({ key }) => key));
  });

  it('mean what the person says, for the next file with the same headings too, until it is forgotten', async () => {
    const first = await upload(foreign(), { columns });
    expect(first).toMatchObject({ good: 1, bad: 0 });
    const next = await upload(foreign(3));
    expect(next).toMatchObject({
      good: 3,
      remembered: [
        { heading: '编号', title: '统一社会信用代码' },
        { heading: '厂名', title: '企业名称' },
        { heading: '所在', title: '行政区划代码' },
        { heading: '管事的', title: '主要负责人' },
      ],
    });
    expect((await fixture.imports.layout(Buffer.from(foreign()), fixture.clerk)).sheets[0]?.columns[0]?.key).toBe(
      'uscc',
    );
    expect((await fixture.imports.forgetMapping(next.id, fixture.clerk)).remembered).toBeUndefined();
    await expect(upload(foreign())).rejects.toMatchObject({ code: 'IMPORT_UNCLEAR' });
  });

  it('are remembered for the office alone, and only in this order', async () => {
    await upload(foreign(), { columns });
    const other = {
      ...fixture.clerk,
      acting: { ...fixture.clerk.acting, organization: { ...fixture.clerk.acting.organization, id: 'elsewhere' } },
    };
    await expect(fixture.imports.upload(Buffer.from(foreign()), 'x.csv', other)).rejects.toMatchObject({
      code: 'IMPORT_UNCLEAR',
    });
    await expect(remembered('厂名,编号,所在,管事的,备注\r\n甲,乙,丙,丁,-')).rejects.toMatchObject({
      code: 'IMPORT_UNCLEAR',
    });
  });

  it(`are remembered of ${MAX_REMEMBERED} kinds of files and not one more: the one used longest ago is forgotten`, async () => {
    const named = (n: number): string => foreign().replace('备注', `备注${n}`);
    await fixture.models.mappings.insertMany(
      Array.from({ length: MAX_REMEMBERED - 2 }, (_, n) => ({
        _id: `${fixture.clerk.acting.organization.id}:${n}`,
        organization: fixture.clerk.acting.organization.id,
        columns: [...columns],
        usedAt: new Date(1_000 + n),
      })),
    );
    const count = () => fixture.models.mappings.countDocuments();
    await upload(named(1), { columns });
    expect(await count()).toBe(MAX_REMEMBERED - 1);
    await upload(named(2), { columns });
    expect(await count()).toBe(MAX_REMEMBERED);
    await upload(named(3), { columns });
    expect(await count()).toBe(MAX_REMEMBERED);
    expect(await fixture.models.mappings.findById(`${fixture.clerk.acting.organization.id}:0`)).toBeNull();
  });

  it('may not leave out a required column, nor name one twice', async () => {
    await expect(upload(foreign(), { columns: ['uscc', 'name', 'region', null, null] })).rejects.toThrow('主要负责人');
    await expect(upload(foreign(), { columns: [...columns.slice(0, 4), 'name'] })).rejects.toThrow('两次');
  });
});

describe('the template as a workbook', () => {
  const parts = async () => unpackWorkbook(templateWorkbook(['甲镇', '乙镇']));

  it('is read back as it is filled in, every column known', async () => {
    const [heading] = await readTable(templateWorkbook([]));
    expect(heading).toEqual(COLUMNS.map(({ title, required }) => (required ? `${title}*` : title)));
    expect(() => rowsOfTable([heading ?? []])).toThrow('只有表头');
  });

  it('lets choose from exactly the permitted values, on a hidden sheet', async () => {
    const [list, values] = await readSheets(templateWorkbook(['甲镇', '乙镇']));
    expect([list?.hidden, values?.hidden]).toEqual([false, true]);
    const sheet = (await parts()).get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    const lists = [...sheet.matchAll(/sqref="([A-Z]+)2:[A-Z]+\d+"><formula1>'可选值'!\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)</g)];
    const found = Object.fromEntries(
      lists.map(([, column = '', from = '', last]) => {
        const [at, source] = [column, from].map((letters) => letters.charCodeAt(0) - 65);
        return [COLUMNS[at ?? -1]?.key, values?.rows.slice(1, Number(last)).map((cells) => cells[source ?? -1])];
      }),
    );
    const enumerated = COLUMNS.flatMap(({ key, kind }) => (typeof kind === 'object' ? [[key, [...kind.oneOf]]] : []));
    expect(found).toEqual({ ...Object.fromEntries(enumerated), region: ['甲镇', '乙镇'] });
  });

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('a file with several lists', () => {
  const sheet = (name: string, hidden = false) => ({
    name,
    hidden,
    failure: undefined,
    rows: asCsv([goodRow(1)])
      .split('\r\n')
      .map((line) => line.split(',')),
  });
  const sheets = [sheet('一季度'), sheet('二季度'), sheet('旧', true)];

  it('is asked about, and read as the person chooses, a hidden sheet too', () => {
    expect(() => understood(sheets, {}, new Map())).toThrow('“一季度”、“二季度”');
    expect(understood(sheets, { sheet: '二季度' }, new Map()).sheet).toBe(sheets[1]);
    expect(understood(sheets, { sheet: '旧' }, new Map()).sheet).toBe(sheets[2]);
    expect(() => understood(sheets, { sheet: '三季度' }, new Map())).toThrow('三季度');
  });
});
