import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served } from './serve.js';

let served: Served;
beforeAll(async () => {
  served = await serve();
}, 120_000);
afterAll(() => served?.close());

type Row = Record<string, unknown>;
/** A table drawn as a grid and one drawn as cards; a column of each, and how many fields a row of the page's value has. */
const TABLES = [
  { name: 'fees', label: '检测费用', column: 'work', title: '项目', add: '添加一行' },
  { name: 'problems', label: '发现的问题', column: 'place', title: '部位', add: '添加问题' },
] as const;
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const url = (query: Record<string, unknown>): string =>
  `?${Object.entries(query)
    .map(([key, value]) => `${key}=${encodeURIComponent(JSON.stringify(value))}`)
    .join('&')}`;
const three = (column: string): Row[] => ['一', '二', '三'].map((text) => ({ [column]: text }));

class Table {
  readonly page: Page;
  readonly table: (typeof TABLES)[number];
  constructor(page: Page, table: (typeof TABLES)[number]) {
    this.page = page;
    this.table = table;
  }
  get inputs(): Locator {
    return this.box.getByLabel(this.table.title);
  }
  get box(): Locator {
    return this.page.locator('.al-form-table', { hasText: this.table.label });
  }
  async data(): Promise<Row[]> {
    const text = (await this.page.locator('#data').textContent()) ?? '{}';
    return ((JSON.parse(text) as Record<string, unknown>)[this.table.name] ?? []) as Row[];
  }
  /** What a person sees, from top to bottom. */
  shown(): Promise<string[]> {
    return this.inputs.evaluateAll((list) => list.map((item) => (item as HTMLInputElement).value));
  }
  /** Types into the row at a position and gives what then stands in the data, top to bottom. */
  async type(at: number, text: string): Promise<unknown[]> {
    await this.inputs.nth(at).fill(text);
    await this.page.waitForFunction((wanted) => document.querySelector('#data')?.textContent?.includes(wanted), text);
    return (await this.data()).map((row) => row[this.table.column]);
  }
  async press(name: string): Promise<void> {
    await this.box.getByRole('button', { name, exact: true }).click();
  }
}

describe.each(TABLES)('rows of a table ($label)', (table) => {
  describe.each(Object.entries(SIZES))('on a %s', { timeout: 60_000 }, (_, size) => {
    const open = async (more: Record<string, unknown> = {}): Promise<Table> => {
      const { page } = await served.open(url({ data: { [table.name]: three(table.column) }, ...more }), size);
      page.setDefaultTimeout(8_000);
      const opened = new Table(page, table);
      await opened.inputs.nth(2).waitFor();
      return opened;
    };

    it('typing changes the row one sees after the first of three was deleted, and after it came back', async () => {
      const rows = await open();
      await rows.press('删除第 1 行');
      expect(await rows.shown()).toEqual(['二', '三']);
      expect(await rows.type(0, '二改')).toEqual(['二改', '三']);
      expect(await rows.type(1, '三改')).toEqual(['二改', '三改']);
      await rows.press('撤销');
      expect(await rows.shown()).toEqual(['一', '二改', '三改']);
      expect(await rows.type(0, '一改')).toEqual(['一改', '二改', '三改']);
      expect(await rows.type(2, '三再改')).toEqual(['一改', '二改', '三再改']);
      expect(await rows.shown()).toEqual(['一改', '二改', '三再改']);
      await rows.page.context().close();
    });

    it('typing changes the row one sees after rows were moved, and the keyboard stays with the row', async () => {
      const rows = await open();
      await rows.press('上移第 3 行');
      expect(await rows.shown()).toEqual(['一', '三', '二']);
      expect(await rows.type(1, '三改')).toEqual(['一', '三改', '二']);
      const up = rows.box.getByRole('button', { name: '上移第 2 行', exact: true });
      await up.focus();
      await rows.page.keyboard.press('Enter');
      expect(await rows.shown()).toEqual(['三改', '一', '二']);
      const focused = await rows.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      expect(focused).toBe('下移第 1 行');
      expect(await rows.type(0, '三再改')).toEqual(['三再改', '一', '二']);
      expect(await rows.type(2, '二改')).toEqual(['三再改', '一', '二改']);
      await rows.page.context().close();
    });

    it('typing changes the row one sees in a draft that was fetched over other rows', async () => {
      const draft = {
        [table.name]: [
          { _row: 'r2', [table.column]: '草二' },
          { _row: 'r9', [table.column]: '草九' },
        ],
      };
      const rows = await open({ draft });
      await rows.press('删除第 1 行');
      await rows.page.locator('#draft').click();
      await expect.poll(() => rows.shown()).toEqual(['草二', '草九']);
      expect(await rows.type(1, '草九改')).toEqual(['草二', '草九改']);
      expect(await rows.type(0, '草二改')).toEqual(['草二改', '草九改']);
      await rows.press(table.add);
      expect(await rows.type(2, '新')).toEqual(['草二改', '草九改', '新']);
      expect((await rows.data()).map((row) => row['_row'])).toEqual(['r2', 'r9', 'r10']);
      await rows.page.context().close();
    });
  });

  it('what the server said of a row stays with the row', { timeout: 60_000 }, async () => {
    const query = `${url({ data: { [table.name]: three(table.column) } })}&error=${table.name}.1.${table.column}`;
    const { page } = await served.open(query);
    const rows = new Table(page, table);
    await rows.inputs.nth(2).waitFor();
    await page.locator('#server').click();
    const isWrong = () => rows.inputs.evaluateAll((list) => list.map((item) => item.getAttribute('aria-invalid')));
    expect(await isWrong()).toEqual([null, 'true', null]);
    await rows.press('删除第 1 行');
    expect(await isWrong()).toEqual(['true', null]);
    await page.locator('.al-form-summary').getByText('第 1 行').waitFor();
    await rows.type(0, '改');
    await page.locator('.al-form-summary').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('a new row is never taken for one that was removed', { timeout: 60_000 }, async () => {
    const { page } = await served.open(url({ data: { [table.name]: three(table.column) } }));
    const rows = new Table(page, table);
    await rows.inputs.nth(2).waitFor();
    await rows.press('删除第 3 行');
    await rows.press(table.add);
    expect((await rows.data()).map((row) => row['_row'])).toEqual(['r1', 'r2', 'r4']);
    await page.context().close();
  });
});
