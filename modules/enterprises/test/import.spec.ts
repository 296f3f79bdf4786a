import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COLUMNS, MAX_NAMED_ROWS } from '../src/domain/columns.js';
import { guarded, rejectedCsv, templateCsv } from '../src/importing/csv-out.js';
import { MAX_COLUMNS, MAX_ROWS } from '../src/importing/limits.js';
import { decode, readTable } from '../src/importing/read-table.js';
import { inventedCode, openRegistry, type Fixture } from './registry-fixture.js';
import { asCsv, asWorkbook, goodRow, MISTAKES, thousandRows, workbookOf } from './thousand-rows.js';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await openRegistry();
});
afterEach(() => fixture.close());

const upload = (bytes: Buffer | string, name = '企业.csv') =>
  fixture.imports.upload(Buffer.from(bytes as string), name, fixture.clerk);

describe('a file of 1,000 enterprises of which 20 are wrong', () => {
  it.each([
    ['CSV with mark', () => Buffer.from(`\ufeff${asCsv(thousandRows().rows)}`)],
    ['CSV without mark', () => Buffer.from(asCsv(thousandRows().rows))],
    ['Excel', () => asWorkbook(thousandRows().rows)],
  ])('comes back with exactly those 20, each with its reason, and the rest is registered (%s)', async (_, file) => {
    const { expected } = thousandRows();
    const preview = await upload(file());

    expect({ total: preview.total, good: preview.good, bad: preview.bad }).toEqual({ total: 1000, good: 980, bad: 20 });
    expect(new Map(preview.rejected.map((row) => [row.row, row.problems[0]?.code]))).toEqual(expected);
    expect(preview.rejected.every((row) => row.problems.length === 1)).toBe(true);
    expect(await fixture.registry.count()).toBe(0);

    const committed = await fixture.imports.commit(preview.id, fixture.clerk);
    expect(committed).toMatchObject({ state: 'committed', committed: 980, good: 0, bad: 20 });
    expect(await fixture.registry.count()).toBe(980);
    const first = await fixture.registry.byUscc(inventedCode(2));
    expect(first).toMatchObject({ ...goodRow(2), staffTotal: 2, version: 1, regionName: '三口镇' });
  });

  it('has one of every kind of mistake there is', () => {
    const { expected } = thousandRows();
    expect(expected.size).toBe(20);
    expect([...new Set(expected.values())].sort()).toEqual(
      [...new Set(MISTAKES.map((mistake) => mistake.code))].sort(),
    );
  });
});

describe('the bytes of a file', () => {
  it('are read as UTF-8, UTF-16 with mark, or GB18030', () => {
    const gb = Buffer.from([0xc6, 0xf3, 0xd2, 0xb5, 0xc3, 0xfb, 0xb3, 0xc6]);
    expect(decode(gb)).toBe('企业名称');
    expect(decode(Buffer.from('\ufeff企业名称'))).toBe('企业名称');
    expect(decode(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('企业名称', 'utf16le')]))).toBe('企业名称');
    expect(() => decode(Buffer.from([0x00, 0x01, 0x02]))).toThrow('编码');
  });

  it('are refused in words when they are an old Excel, a damaged one, or empty', async () => {
    await expect(readTable(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).rejects.toThrow('.xls');
    await expect(readTable(Buffer.from('PK\u0003\u0004 broken', 'latin1'))).rejects.toThrow('已损坏');
    await expect(readTable(Buffer.alloc(0))).rejects.toThrow('空');
  });

  it(`may hold ${MAX_ROWS} rows and not one more`, async () => {
    const rows = (count: number) => Buffer.from(`统一社会信用代码\n${'x\n'.repeat(count)}`);
    await expect(readTable(rows(MAX_ROWS - 1))).resolves.toHaveLength(MAX_ROWS);
    await expect(readTable(rows(MAX_ROWS))).resolves.toHaveLength(MAX_ROWS + 1);
    await expect(readTable(rows(MAX_ROWS + 1))).rejects.toThrow(`${MAX_ROWS} 行`);
  });

  it(`may hold ${MAX_COLUMNS} columns and not one more`, async () => {
    const columns = (count: number) => Buffer.from(`${'a,'.repeat(count - 1)}a`);
    await expect(readTable(columns(MAX_COLUMNS))).resolves.toHaveLength(1);
    await expect(readTable(columns(MAX_COLUMNS + 1))).rejects.toThrow(`${MAX_COLUMNS} 列`);
  });

  it('of an Excel bomb, of one with a document type, or with a cell far away are refused before anything is built', async () => {
    const far = workbookOf(
      '<worksheet><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>',
    );
    await expect(readTable(far)).rejects.toThrow('行');
    const wide = workbookOf('<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>');
    await expect(readTable(wide)).rejects.toThrow('列');
    const entity = workbookOf('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>');
    await expect(readTable(entity)).rejects.toThrow('文档类型');
    const bomb = asWorkbook([goodRow(1)], { 'xl/media/zeros.bin': '0'.repeat(3 * 1024 * 1024) });
    await expect(readTable(bomb)).rejects.toThrow('过大');
  });

  it('of a heading without a required column, or with one twice, are refused by name', async () => {
    await expect(upload('企业名称,主要负责人\n甲,乙')).rejects.toThrow('统一社会信用代码、行政区划代码');
    await expect(upload('统一社会信用代码,企业名称,名称,行政区划代码,主要负责人\n1,2,3,4,5')).rejects.toThrow('两次');
  });
});

describe('a region given by name', () => {
  it('is known within the region of the office, alone or after the names above it, in the file and when corrected', async () => {
    const county = fixture.organization.region('320724')?.name ?? '';
    const town = fixture.organization.region('320724105')?.name ?? '';
    const regions = [county, town, `${county}${town}`, '无此镇'];
    const preview = await upload(asCsv(regions.map((region, index) => ({ ...goodRow(index + 1), region }))));
    expect(preview.sample.map((row) => row.values['region'])).toEqual(['320724', '320724105', '320724105']);
    expect(preview.rejected.map((row) => [row.row, row.problems[0]?.code])).toEqual([[5, 'region_unknown']]);
    const corrected = await fixture.imports.correct(preview.id, 5, { region: town }, fixture.clerk);
    expect(corrected).toMatchObject({ good: 4, bad: 0 });
  });
});

describe('a row that was refused', () => {
  it('is corrected in place and registered with the next commit; the others are not imported again', async () => {
    const preview = await upload(asCsv([goodRow(1), { ...goodRow(2), principalPhone: '123' }]));
    await fixture.imports.commit(preview.id, fixture.clerk);
    expect(await fixture.registry.count()).toBe(1);

    const corrected = await fixture.imports.correct(preview.id, 3, { principalPhone: '13800000002' }, fixture.clerk);
    expect(corrected).toMatchObject({ bad: 0, good: 1, committed: 1, state: 'preview' });
    const done = await fixture.imports.commit(preview.id, fixture.clerk);

    expect(done).toMatchObject({ bad: 0, good: 0, committed: 2, state: 'committed' });
    expect((await fixture.registry.byUscc(inventedCode(1)))?.version).toBe(1);
    expect((await fixture.registry.byUscc(inventedCode(2)))?.principalPhone).toBe('13800000002');
  });

  it.each(['#REF!', '#N/A', '#未计算'])(
    'for the error %s of its spreadsheet is corrected like any other',
    async (error) => {
      const preview = await upload(asCsv([goodRow(1), { ...goodRow(2), name: error, safetyHead: error }]));
      expect(preview).toMatchObject({ good: 1, bad: 1 });
      expect(preview.rejected[0]?.problems.map(({ column, code }) => [column, code])).toEqual([
        ['name', 'cell_error'],
        ['safetyHead', 'cell_error'],
      ]);
      const corrected = await fixture.imports.correct(preview.id, 3, { name: '甲公司', safetyHead: '' }, fixture.clerk);
      expect(corrected).toMatchObject({ good: 2, bad: 0 });
    },
  );

  it.each(['1,234', '1,234.00', '1234.0'])('is none for a count shown as %s', async (shown) => {
    const preview = await upload(asCsv([{ ...goodRow(1), staffTotal: shown }]));
    expect(preview.sample[0]?.values['staffTotal']).toBe('1234');
  });

  it('for a quote left open is bad alone: the rows below are read', async () => {
    const [heading, first, second, third] = asCsv([1, 2, 3].map(goodRow)).split('\r\n');
    const preview = await upload([heading, first, second?.replace('测试', '"测试'), third].join('\r\n'));
    expect(preview).toMatchObject({ good: 2, bad: 1 });
    expect(preview.rejected[0]).toMatchObject({ row: 3, problems: [{ column: 'name', code: 'quotes' }] });
  });

  it(`with a code that many rows have names ${MAX_NAMED_ROWS} of them, and the number of more`, async () => {
    const message = async (rows: number): Promise<string | undefined> => {
      const same = Array.from({ length: rows }, () => goodRow(1));
      return (await upload(asCsv(same))).rejected[0]?.problems[0]?.message;
    };
    expect(await message(MAX_NAMED_ROWS)).toContain('第 3、4、5、6、7、8、9、10、11 行重复');
    expect(await message(MAX_NAMED_ROWS + 1)).toContain('第 3、4、5、6、7、8、9、10、11、12 行重复');
    expect(await message(MAX_NAMED_ROWS + 2)).toContain('第 3、4、5、6、7、8、9、10、11、12 等 11 行重复');
  });

  it('frees the row it duplicated when its code is corrected', async () => {
    const preview = await upload(asCsv([goodRow(1), { ...goodRow(2), uscc: inventedCode(1) }]));
    expect(preview.rejected.map((row) => row.row)).toEqual([2, 3]);
    const corrected = await fixture.imports.correct(preview.id, 3, { uscc: inventedCode(2) }, fixture.clerk);
    expect(corrected).toMatchObject({ bad: 0, good: 2 });
  });

  it('goes out as CSV in which no cell is a formula', () => {
    const row = {
      row: 7,
      values: { name: '=HYPERLINK("http://x")', principal: '+1', address: '-2', uscc: '@x' },
      problems: [{ column: 'uscc', title: '码', code: 'x', message: '不对，请改。' }],
      state: 'bad' as const,
    };
    const [heading, line] = rejectedCsv([row]).split('\r\n');
    expect(heading?.startsWith('\ufeff统一社会信用代码,企业名称')).toBe(true);
    expect(line).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(line).toContain(`'@x`);
    expect(line).toContain(`'+1`);
    expect(line?.endsWith('7,不对，请改。')).toBe(true);
    expect(guarded('普通')).toBe('普通');
  });
});

describe('a commit', () => {
  it('that was cut off is finished at the next start, and nothing is imported twice', async () => {
    const preview = await upload(asCsv([1, 2, 3, 4].map(goodRow)));
    // Given: the process died after the second enterprise was registered, before its row was marked.
    await fixture.models.imports.updateOne({ _id: preview.id }, { $set: { state: 'committing' } });
    await fixture.registry.put(goodRow(1), `import:${preview.id}:2`, fixture.clerk.person.id, new Date());
    await fixture.models.rows.updateOne({ _id: `${preview.id}:2` }, { $set: { state: 'committed' } });
    await fixture.registry.put(goodRow(2), `import:${preview.id}:3`, fixture.clerk.person.id, new Date());

    const afterRestart = fixture.reopen();
    await afterRestart.recover();

    expect(await afterRestart.preview(preview.id, fixture.clerk)).toMatchObject({ state: 'committed', committed: 4 });
    expect(await fixture.registry.count()).toBe(4);
    for (const n of [1, 2, 3, 4]) expect((await fixture.registry.byUscc(inventedCode(n)))?.version).toBe(1);
  });

  it('asked for twice at once imports once and is audited once', async () => {
    const preview = await upload(asCsv([1, 2, 3].map(goodRow)));
    const [one, two] = await Promise.all([
      fixture.imports.commit(preview.id, fixture.clerk),
      fixture.imports.commit(preview.id, fixture.clerk),
    ]);
    expect([one.committed, two.committed]).toEqual([3, 3]);
    expect((await fixture.registry.byUscc(inventedCode(1)))?.version).toBe(1);
    expect(fixture.audited).toEqual(['enterprise.import']);
  });

  it('of an enterprise that is registered is offered as an update and keeps what the file does not say', async () => {
    const first = await upload(asCsv([goodRow(1)]));
    await fixture.imports.commit(first.id, fixture.clerk);
    const { safetyHead: _left, ...rest } = goodRow(1);
    const again = await upload(asCsv([{ ...rest, principal: '新负责人' }]));
    expect(again).toMatchObject({ good: 1, bad: 0, updates: 1 });
    expect(again.sample[0]?.update).toBe(true);
    await fixture.imports.commit(again.id, fixture.clerk);
    expect(await fixture.registry.byUscc(inventedCode(1))).toMatchObject({
      version: 2,
      principal: '新负责人',
      safetyHead: '安全员',
    });
  });

  it('cannot take over an enterprise that another county registered', async () => {
    await fixture.registry.put({ ...goodRow(1), region: '320723' }, 'other', 'x', new Date());
    const preview = await upload(asCsv([goodRow(1)]));
    expect(preview.rejected[0]?.problems[0]?.code).toBe('registered_elsewhere');
  });
});

describe('an import', () => {
  it('is not found by another office', async () => {
    const preview = await upload(asCsv([goodRow(1)]));
    const stranger = {
      ...fixture.clerk,
      acting: { ...fixture.clerk.acting, organization: { ...fixture.clerk.acting.organization, id: 'elsewhere' } },
    };
    await expect(fixture.imports.preview(preview.id, stranger)).rejects.toMatchObject({ status: 404 });
    await expect(fixture.imports.commit(preview.id, stranger)).rejects.toMatchObject({ status: 404 });
  });

  it('starts from a template whose heading is exactly the columns', async () => {
    const [heading] = await readTable(Buffer.from(templateCsv()));
    expect(heading).toEqual(COLUMNS.map((column) => column.title));
  });
});

describe('the list', () => {
  it('shows the enterprises within reach and searches names, codes and principals without patterns', async () => {
    const preview = await upload(asCsv([goodRow(1), goodRow(2), { ...goodRow(3), name: '甲(乙)有限公司' }]));
    await fixture.imports.commit(preview.id, fixture.clerk);
    const county = { regions: fixture.organization.regionsBelow('320724') };
    const search = async (q: string, reach: Parameters<typeof fixture.registry.page>[1] = county) =>
      (await fixture.registry.page({ q, page: 1, size: 10 }, reach)).items.map((item) => item.uscc);
    expect(await search('(乙)')).toEqual([inventedCode(3)]);
    expect(await search('（乙）\u200b有限')).toEqual([inventedCode(3)]);
    expect(await search('.*')).toEqual([]);
    expect(await search(inventedCode(2).toLowerCase())).toEqual([inventedCode(2)]);
    expect(await search('负责人', { regions: ['320723'] })).toEqual([]);
    expect(await search('', { uscc: inventedCode(1) })).toEqual([inventedCode(1)]);
  });
});
