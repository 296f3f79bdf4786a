import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DRAFT_AFTER } from '../src/screens/task/use-task-work.js';
import { canBrowse, openStage, type Stage } from './support/browser.js';
import { header, shortTask } from './support/sample-data.js';
import { refuse } from './support/screen-server.js';

describe.skipIf(!canBrowse)('a task on screen', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 120_000);
  beforeEach(() => {
    stage.server.reset();
    stage.server.login();
  });
  afterAll(() => stage?.close());

  it('asks for the opinion at the opinion, and for fields in the form, before anything is sent', async () => {
    const { page } = await stage.page();
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({ body: shortTask(4, '一车间') }));
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByRole('button', { name: '退回补充' }).click();
    await page.getByText('请填写意见，选“退回补充”时必须说明理由').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('task-opinion');
    await page.getByLabel('检查场所').fill('');
    await page.getByRole('button', { name: '提交检查记录' }).click();
    await page.getByText(/有 1 处需要改正/).waitFor();
    expect(stage.server.seen.filter((call) => call.path.endsWith('/complete'))).toEqual([]);
    await page.context().close();
  });

  it('keeps what was typed when somebody else changed the case, shows the difference and goes on', async () => {
    const { page } = await stage.page();
    let moved = false;
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({
      body: moved ? shortTask(5, '二车间') : shortTask(4, '一车间'),
    }));
    stage.server.on('POST', /\/complete$/, ({ body }) =>
      (body as { caseVersion: number }).caseVersion === 5
        ? { body: { message: '检查记录已提交。', case: header(0), next: [], documents: [] } }
        : refuse(409, 'CASE_STALE', '办件已有更新。'),
    );
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').fill('可燃气体报警器未接入');
    moved = true;
    await page.getByRole('button', { name: '提交检查记录' }).click();
    await page.getByRole('heading', { name: '办件刚刚有更新，请核对后再提交' }).waitFor();
    const row = page.getByRole('row', { name: /检查场所/ });
    expect(await row.innerText()).toMatch(/一车间[\s\S]*二车间/);
    await page.getByRole('button', { name: '以最新内容为准，保留我的填写' }).click();
    expect(await page.getByLabel('检查情况').inputValue()).toBe('可燃气体报警器未接入');
    expect(await page.getByLabel('检查场所').inputValue()).toBe('二车间');
    await page.getByRole('button', { name: '提交检查记录' }).click();
    await page.getByText('检查记录已提交。').waitFor();
    await page.context().close();
  });

  it('loses nothing when the session ends while somebody types', async () => {
    const { page } = await stage.page();
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({ body: shortTask(4, '一车间') }));
    let expired = false;
    stage.server.on('POST', /\/complete$/, () =>
      expired
        ? ((expired = false), refuse(401, 'AUTH_REQUIRED', '登录已失效。'))
        : { body: { message: '检查记录已提交。', case: header(0), next: [], documents: [] } },
    );
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').fill('通道堵塞');
    expired = true;
    await page.getByRole('button', { name: '提交检查记录' }).click();
    const dialog = page.getByRole('dialog', { name: '登录已过期' });
    await dialog.waitFor();
    await dialog.getByLabel('口令', { exact: true }).fill('correct horse');
    await dialog.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('检查记录已提交。').waitFor();
    const sent = stage.server.seen.filter((call) => call.path.endsWith('/complete'));
    expect(sent).toHaveLength(2);
    expect((sent[1]!.body as { data: Record<string, unknown> }).data['situation']).toBe('通道堵塞');
    expect(sent[0]!.headers['idempotency-key']).toBe(sent[1]!.headers['idempotency-key']);
    await page.context().close();
  });

  it('saves drafts by itself and says when', async () => {
    const { page } = await stage.page();
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({ body: shortTask(4, '一车间') }));
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').fill('通道堵塞');
    await page.getByText('10:30 已保存').waitFor({ timeout: 10_000 });
    const draft = stage.server.seen.findLast((call) => call.path.endsWith('/draft'))!;
    expect((draft.body as { data: Record<string, unknown> }).data['situation']).toBe('通道堵塞');
    await page.context().close();
  });

  it('sends a draft that says nothing new only once', async () => {
    const { page } = await stage.page();
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({ body: shortTask(4, '一车间') }));
    const drafts = (): number => stage.server.seen.filter((call) => call.path.endsWith('/draft')).length;
    const before = drafts();
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').fill('通道堵塞');
    await page.getByText('10:30 已保存').waitFor({ timeout: 10_000 });
    await page.getByLabel('检查情况').fill('通道堵塞，已清');
    await page.getByLabel('检查情况').fill('通道堵塞');
    await page.getByLabel('检查情况').blur();
    await page.waitForTimeout(2 * DRAFT_AFTER);
    expect(drafts() - before).toBe(1);
    await page.context().close();
  });

  it('makes no draft of a task that was only looked at', async () => {
    const { page } = await stage.page();
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({ body: shortTask(4, '一车间') }));
    const drafts = (): number => stage.server.seen.filter((call) => call.path.endsWith('/draft')).length;
    const before = drafts();
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').click();
    await page.getByRole('navigation', { name: '主导航' }).first().getByRole('link', { name: '办件' }).click();
    await page.waitForURL(/\/cases/);
    await page.waitForTimeout(DRAFT_AFTER);
    expect(drafts() - before).toBe(0);
    await page.context().close();
  });

  it('keeps what was typed a moment before somebody left', async () => {
    const { page } = await stage.page();
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({ body: shortTask(4, '一车间') }));
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').fill('通道堵塞');
    const sent = page.waitForRequest((request) => request.url().endsWith('/draft'));
    await page.getByRole('navigation', { name: '主导航' }).first().getByRole('link', { name: '办件' }).click();
    expect((await sent).postDataJSON()).toMatchObject({ data: { situation: '通道堵塞' } });
    await page.context().close();
  });

  it('puts into a draft what was typed, not what the form worked out', async () => {
    const { page } = await stage.page();
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByRole('button', { name: '添加问题' }).click();
    const request = await page.waitForRequest((one) => one.url().endsWith('/draft'), { timeout: 10_000 });
    const { data } = request.postDataJSON() as { data: { problems: Record<string, unknown>[] } };
    expect(Object.keys(data)).toEqual(['problems']);
    expect(data.problems).toHaveLength(1);
    expect(data.problems[0]).not.toHaveProperty('grade');
    await page.context().close();
  });

  it('forgets a draft on this machine when the last word is what the server has', async () => {
    const { page } = await stage.page();
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({ body: shortTask(4, '一车间') }));
    let refused = true;
    stage.server.on('PUT', /\/draft$/, () =>
      refused ? refuse(503, 'BUSY', '服务器忙。') : { body: { savedAt: '2026-11-24T10:30:00+08:00' } },
    );
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').fill('通道堵塞');
    await page.getByText('草稿未存到服务器，已存在本机').waitFor({ timeout: 10_000 });
    refused = false;
    await page.getByLabel('检查情况').fill('现场整洁');
    await page.getByText('草稿未存到服务器，已存在本机').waitFor({ state: 'hidden', timeout: 10_000 });
    await page.reload();
    expect(await page.getByLabel('检查情况').inputValue()).toBe('现场整洁');
    await page.context().close();
  });

  it('learns after an interruption that the case moved on meanwhile', async () => {
    const { page } = await stage.page();
    let moved = false;
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({
      body: moved ? shortTask(5, '二车间') : shortTask(4, '一车间'),
    }));
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').waitFor();
    moved = true;
    stage.server.cutEvents();
    await page.getByText('这件办件刚刚被更新。').waitFor();
    await page.context().close();
  });

  it('keeps a draft of a case that moved on, says so and shows the difference', async () => {
    const { page } = await stage.page();
    const opened = shortTask(4, '一车间');
    let reads = 0;
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({
      body: (reads += 1) === 1 ? opened : shortTask(5, '二车间'),
    }));
    stage.server.on('PUT', /\/draft$/, () => ({
      status: 409,
      body: {
        error: {
          code: 'CASE_STALE',
          message: '草稿已保存。',
          details: { version: 5, savedAt: '2026-11-24T10:30:00+08:00' },
        },
      },
    }));
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByLabel('检查情况').fill('通道堵塞');
    await page.getByText('10:30 已保存').waitFor({ timeout: 10_000 });
    await page.getByText('办件刚刚有更新，请核对后再提交').waitFor();
    await page.context().close();
  });

  it('says who finished a step that is gone', async () => {
    const { page } = await stage.page();
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({ body: shortTask(4, '一车间') }));
    stage.server.on('POST', /\/complete$/, () => refuse(409, 'TASK_GONE', '这一步已由周海于 10:20 办理。'));
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByRole('button', { name: '提交检查记录' }).click();
    await page.getByText('这一步已由周海于 10:20 办理。').waitFor();
    await page.context().close();
  });

  it('shows markup in names and opinions as text', async () => {
    const { page, complaints } = await stage.page();
    const evil = '<img src=x onerror="window.pwned=1">';
    stage.server.on('GET', /^\/api\/tasks\/task-0$/, () => ({
      body: { ...shortTask(4, '一车间'), name: evil, guide: evil },
    }));
    await page.goto(`${stage.server.url}/tasks/task-0`);
    await page.getByText(evil).first().waitFor();
    expect(await page.evaluate(() => (window as unknown as { pwned?: number }).pwned)).toBeUndefined();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
