import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shortTask } from './support/sample-data.js';
import { canBrowse, openStage, type Stage } from './support/browser.js';

describe.skipIf(!canBrowse)('a clerk at the workbench', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 120_000);
  beforeEach(() => stage.server.reset());
  afterAll(() => stage?.close());

  it('logs in by keyboard alone and finds what is due first on top, in working days', async () => {
    const { page, complaints } = await stage.page();
    await page.goto(stage.server.url);
    await page.getByLabel('登录名').waitFor();
    await page.keyboard.type('chenli');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '登录名或口令不正确' }).waitFor();
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    const rows = page.getByRole('list', { name: '待办列表' }).getByRole('listitem');
    await rows.first().waitFor();
    expect(await rows.first().innerText()).toContain('超 2 个工作日');
    expect(await rows.nth(1).innerText()).toContain('今天到期');
    expect(await rows.allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('剩 3 个工作日 · 11-26 止'),
        expect.stringContaining('已停表 · 检验中'),
      ]),
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens the next row by itself after an action and sends the action once, however often it is clicked', async () => {
    const { page } = await stage.page();
    stage.server.login();
    stage.server.on('GET', /^\/api\/tasks\/(task-\d)$/, (_seen, [id]) => ({ body: shortTask(4, '一车间', id) }));
    await page.goto(`${stage.server.url}/workbench`);
    const first = page.locator('.inbox-list__link[aria-current="true"]');
    await first.waitFor();
    const before = await first.getAttribute('href');
    const act = page.getByRole('button', { name: '提交检查记录' });
    await act.waitFor();
    let release = (): void => undefined;
    stage.server.on('POST', /\/complete$/, async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return { body: { message: '检查记录已提交，已立隐患 3 件。', case: { id: 'case-1' }, next: [], documents: [] } };
    });
    await act.dblclick();
    // The server tells of the change before it answers: the row is gone from the list while the action is under way.
    stage.server.finish(before!.split('/').at(-1)!);
    stage.server.tell({ type: 'tasks-changed', added: 0 });
    await expect.poll(() => page.locator('.inbox-list__link').count()).toBe(5);
    release();
    await page.getByText('检查记录已提交，已立隐患 3 件。').waitFor();
    await expect.poll(() => first.getAttribute('href')).not.toBe(before);
    expect(stage.server.seen.filter((call) => call.path.endsWith('/complete'))).toHaveLength(1);
    await page.context().close();
  });

  it('announces new tasks without moving the rows under the pointer', async () => {
    const { page } = await stage.page();
    stage.server.login();
    await page.goto(`${stage.server.url}/workbench`);
    const rows = page.getByRole('list', { name: '待办列表' }).getByRole('listitem');
    await rows.first().waitFor();
    const before = await rows.allInnerTexts();
    stage.server.arrive();
    stage.server.tell({ type: 'tasks-changed', added: 1 });
    await page.getByText('1 条新待办').waitFor();
    expect(await rows.allInnerTexts()).toEqual(before);
    await page.getByRole('button', { name: '显示', exact: true }).click();
    await expect.poll(() => rows.count()).toBe(before.length + 1);
    await page.context().close();
  });

  it('moves with j and k but not while somebody types', async () => {
    const { page } = await stage.page();
    stage.server.login();
    await page.goto(`${stage.server.url}/workbench`);
    const current = page.locator('.inbox-list__link[aria-current="true"]');
    await current.waitFor();
    const first = await current.getAttribute('href');
    await page.keyboard.press('j');
    await expect.poll(() => current.getAttribute('href')).not.toBe(first);
    await page.keyboard.press('k');
    await expect.poll(() => current.getAttribute('href')).toBe(first);
    await page.keyboard.press('/');
    await page.keyboard.type('j');
    expect(await current.getAttribute('href')).toBe(first);
    await page.context().close();
  });
});
