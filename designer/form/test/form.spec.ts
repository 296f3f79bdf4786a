import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served } from './serve.js';

let served: Served;
beforeAll(async () => {
  served = await serve();
}, 120_000);
afterAll(() => served?.close());

/** Pictures to look at, when asked for: SCREENSHOTS=<folder>. */
const shots = process.env['SCREENSHOTS'];
async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return;
  fs.mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
}

const data = async (page: Page): Promise<Record<string, unknown>> =>
  JSON.parse((await page.locator('#data').textContent()) ?? '{}') as Record<string, unknown>;
const sent = async (page: Page): Promise<Record<string, unknown>> =>
  JSON.parse((await page.locator('#sent').textContent()) || '{}') as Record<string, unknown>;
const summary = (page: Page) => page.locator('.al-form-summary');

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label).first().click({ force: true });
  await page.locator('.el-select-dropdown:visible').getByText(option).first().click();
  await page.keyboard.press('Escape');
}

async function fillProblem(page: Page): Promise<void> {
  await page.getByRole('button', { name: '添加问题' }).click();
  const card = page.locator('.al-form-card').last();
  await card.getByLabel('隐患描述').fill('配电箱外壳未接地');
  await card.getByLabel('部位').fill('一车间');
}

describe('a form in the browser', { timeout: 60_000 }, () => {
  it('opens without a word in the console under a policy that forbids evaluating text', async () => {
    const { page, problems } = await served.open('');
    await page.getByText('检查对象').first().waitFor();
    await shoot(page, 'form-1440');
    expect(problems).toEqual([]);
    expect(await page.evaluate(() => ({}).hasOwnProperty.call(Object.prototype, 'polluted'))).toBe(false);
    await page.context().close();
  });

  it('shows, requires and forgets a field as its rule says, and keeps what was typed for when it comes back', async () => {
    const { page, problems } = await served.open('');
    const note = page.getByLabel('拒签情况说明');
    await page.getByText('被检查单位拒绝签字').waitFor();
    expect(await note.isVisible()).toBe(false);
    await page.getByRole('radio', { name: '是' }).check({ force: true });
    await note.waitFor({ state: 'visible' });
    expect(await note.getAttribute('aria-required')).toBe('true');
    await note.fill('现场负责人不在');
    expect(await data(page)).toMatchObject({ refused: true, refused_note: '现场负责人不在' });
    await page.getByRole('radio', { name: '否' }).check({ force: true });
    await note.waitFor({ state: 'hidden' });
    expect(await data(page)).not.toHaveProperty('refused_note');
    await page.getByRole('radio', { name: '是' }).check({ force: true });
    expect(await note.inputValue()).toBe('现场负责人不在');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('names everything that is wrong on top, links to it, says it at the field, and loses nothing', async () => {
    const { page, problems } = await served.open('');
    await page.getByLabel('联系电话').fill('139');
    await page.locator('#submit').click();
    await summary(page).waitFor();
    expect(await summary(page).innerText()).toContain('有 3 处需要改正');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('al-form-summary');
    const phone = page.getByLabel('联系电话');
    expect(await phone.getAttribute('aria-invalid')).toBe('true');
    const told = (await phone.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${told.split(' ').at(-1)}"]`).innerText()).toContain('11 位手机号码');
    await shoot(page, 'errors-1440');
    await summary(page).getByText('联系电话').click();
    expect(await phone.evaluate((element) => element === document.activeElement)).toBe(true);
    await phone.fill('13912345678');
    await page.waitForFunction(() => !document.querySelector('.al-form-summary')?.textContent?.includes('联系电话'));
    expect(await summary(page).innerText()).toContain('有 2 处需要改正');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('adds, computes, removes and brings back rows', async () => {
    const { page, problems } = await served.open('');
    const add = page.getByRole('button', { name: '添加一行' });
    await add.click();
    await page.getByLabel('项目').fill('接地电阻检测');
    await page.getByLabel('单价').fill('１２.5');
    await page.getByLabel('数量').fill('3');
    await page.getByText('37.50 元').first().waitFor();
    await add.click();
    await page.getByLabel('单价').last().fill('2');
    await page.getByLabel('数量').last().fill('1');
    await page.getByText('39.50 元').waitFor();
    await page.getByRole('button', { name: '删除第 1 行' }).click();
    await page.getByText('已删除第 1 行。').waitFor();
    expect(await page.getByLabel('单价').count()).toBe(1);
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('39.50 元').waitFor();
    expect(await page.getByLabel('项目').first().inputValue()).toBe('接地电阻检测');
    expect(await data(page)).toMatchObject({ total: 39.5, fees: [{ sum: 37.5 }, { sum: 2 }] });
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('carries an inspection through: people, codes, rules by row, photos, submission', async () => {
    const { page, problems } = await served.open('');
    await choose(page, '检查对象', '灌南县示例化工有限公司');
    await page.getByLabel('执法人员').click({ force: true });
    await page.getByText('张执法（32072400101）').last().click();
    await page.getByText('李检查（32072400102）').last().click();
    await page.keyboard.press('Escape');
    await fillProblem(page);
    const card = page.locator('.al-form-card').last();
    await card.getByText('一般事故隐患').waitFor();
    await card.getByLabel('重大事故隐患判定依据').click({ force: true });
    await page.locator('.el-select-dropdown:visible').getByText('未对承包单位').click();
    // The criterion makes the grade 重大, and nobody can type over it.
    await card.getByText('重大事故隐患', { exact: true }).waitFor();
    expect(await card.getByLabel('整改期限').count()).toBe(0);
    await card.getByRole('radio', { name: '限期整改' }).check({ force: true });
    const due = card.getByLabel('整改期限');
    await due.fill('2026-11-01');
    await due.press('Enter');
    await card
      .locator('input[type=file]')
      .first()
      .setInputFiles([
        { name: 'before.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') },
        { name: 'virus.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('x') },
      ]);
    await card.getByText('“virus.exe”的类型不能使用').waitFor();
    await card.getByRole('button', { name: '查看 before.jpg' }).waitFor();
    await page.locator('#submit').click();
    await summary(page).getByText('第 1 行 整改期限已过').waitFor();
    await due.fill('2026-12-01');
    await due.press('Enter');
    await summary(page).waitFor({ state: 'detached' });
    await shoot(page, 'problem-1440');
    await page.locator('#submit').click();
    await page.waitForFunction(() => document.querySelector('#sent')?.textContent !== '');
    expect(await sent(page)).toMatchObject({
      enterprise: { uscc: '91320724MA1X000011' },
      officers: [{ id: 'p1' }, { id: 'p2' }],
      begin_at: '2026-11-23T10:00:00+08:00',
      problems: [{ major_basis: 'GM-01', disposal: '2', due_date: '2026-12-01', photos: [{ id: 'before.jpg' }] }],
    });
    // A value given by a rule is the server's to give again.
    expect(JSON.stringify(await sent(page))).not.toContain('grade');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('says when an upload fails and tries again', async () => {
    const { page } = await served.open('');
    await fillProblem(page);
    const card = page.locator('.al-form-card').last();
    await card
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'bad.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
    await card.getByText('“bad.jpg”没有传上去：网络中断').waitFor();
    await card.getByRole('button', { name: '重试' }).click();
    await card.getByText('“bad.jpg”没有传上去：网络中断').waitFor();
    await card.getByRole('button', { name: '取消' }).click();
    expect(await card.locator('.al-form-pending li').count()).toBe(0);
    await page.context().close();
  });

  it('shows what the server refused at its field until the value changes', async () => {
    const { page, problems } = await served.open('');
    const phone = page.getByLabel('联系电话');
    await phone.fill('13912345678');
    await page.locator('#server').click();
    await summary(page).getByText('该号码已登记在另一家企业。').waitFor();
    expect(await phone.getAttribute('aria-invalid')).toBe('true');
    expect(await phone.inputValue()).toBe('13912345678');
    await phone.fill('13912345679');
    await summary(page).waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('reads as text, without a single control', async () => {
    const value = {
      enterprise: { uscc: '91320724MA1X000011', name: '灌南县示例化工有限公司' },
      officers: [{ id: 'p1', name: '张执法', certificate: '32072400101' }],
      begin_at: '2026-11-23T10:00:00+08:00',
      refused: false,
      fees: [{ _row: 'r1', work: '检测', price: 1234.5, count: 2, sum: 2469 }],
      total: 2469,
      problems: [{ _row: 'r1', desc: '配电箱外壳未接地', grade: '2', disposal: '2', due_date: '2026-12-01' }],
    };
    const { page, problems } = await served.open(`?view=read&data=${encodeURIComponent(JSON.stringify(value))}`);
    await page.getByText('灌南县示例化工有限公司（91320724MA1X000011）').waitFor();
    await page.getByText('重大事故隐患', { exact: true }).waitFor();
    const text = await page.locator('.al-form').innerText();
    for (const words of ['张执法（32072400101）', '2026-11-23 10:00', '1,234.50 元', '2,469.00 元'])
      expect(text).toContain(words);
    expect(await page.locator('.al-form').locator('input, textarea, .el-select').count()).toBe(0);
    await shoot(page, 'read-1440');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('fits a phone: nothing scrolls sideways, targets are large, a table reads as cards', async () => {
    const { page, problems } = await served.open('', { width: 390, height: 844 });
    await page.getByRole('button', { name: '添加一行' }).click();
    await fillProblem(page);
    await page.locator('#submit').click();
    await shoot(page, 'form-390');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const box = await page.getByRole('button', { name: '添加问题' }).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('has no accessibility finding that matters', async () => {
    const { page } = await served.open('');
    await page.getByRole('button', { name: '添加一行' }).click();
    await fillProblem(page);
    await page.locator('#submit').click();
    await summary(page).waitFor();
    const axe = fs.readFileSync(path.resolve(import.meta.dirname, '../../../node_modules/axe-core/axe.min.js'), 'utf8');
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const run = (
        window as unknown as {
          axe: {
            run(where: string): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
          };
        }
      ).axe;
      const { violations } = await run.run('.al-form');
      return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 160)}`);
    });
    expect(found.filter((item) => /^(serious|critical)/.test(item))).toEqual([]);
    await page.context().close();
  });
});
