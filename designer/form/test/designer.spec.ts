import path from 'node:path';
import type { FormDefinition } from '@anliu/form-model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIELD_LOOKS } from '../src/fields/index.js';
import { PALETTE } from '../src/designer/model/palette.js';
import { serve, type Served } from './serve.js';

let served: Served;
beforeAll(async () => {
  served = await serve();
}, 120_000);
afterAll(() => served?.close());

const shots = process.env['SCREENSHOTS'];
const form = async (page: Page): Promise<FormDefinition> =>
  JSON.parse((await page.locator('#data').textContent()) ?? '{}') as FormDefinition;
const formTypeTitle = (type: keyof typeof FIELD_LOOKS): string => FIELD_LOOKS[type].words['zh-CN'].title;
const panel = (page: Page) => page.getByLabel('设置', { exact: true });
const card = (page: Page, title: string) => page.locator('.al-fd-card', { hasText: title }).first();

async function open(): Promise<{ page: Page; problems: string[] }> {
  const opened = await served.open('?designer');
  await card(opened.page, '联系电话').waitFor();
  return opened;
}

describe('the form designer in the browser', { timeout: 60_000 }, () => {
  it('adds a field after the selected one, renames it, makes it required, and undoes all of it', async () => {
    const { page, problems } = await open();
    await card(page, '位置').locator('.al-fd-card-main').click();
    await page.locator('.al-fd-types').getByRole('button', { name: '单行文字' }).click();
    await panel(page).getByLabel('名称').fill('现场负责人');
    await panel(page).getByText('必填', { exact: true }).first().click();
    let now = await form(page);
    const [id, field] = Object.entries(now.fields).find(([, item]) => item.title === '现场负责人') ?? [];
    expect(field).toMatchObject({ type: 'text', required: true });
    expect(now.layout[0]?.rows[4]).toEqual([id]);
    if (shots) await page.screenshot({ path: path.join(shots, 'designer-1440.png') });
    for (let i = 0; i < 3; i++) await page.getByRole('button', { name: '撤销' }).click();
    now = await form(page);
    expect(Object.keys(now.fields)).not.toContain(id);
    expect(await page.getByRole('button', { name: '撤销' }).isDisabled()).toBe(true);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it(
    'has no input that does nothing: whatever is typed into any of them stands in the form',
    { timeout: 300_000 },
    async () => {
      const { page, problems } = await open();
      const typed = new Map([
        ['说明', '填写说明'],
        ['数据名', 'renamed'],
        ['单位', '公里'],
      ]);
      const walked = new Set<string>();
      for (const type of PALETTE.flatMap((group) => group.types)) {
        const title = formTypeTitle(type);
        await page.locator('.al-fd-types').getByRole('button', { name: title, exact: true }).click();
        const inputs = panel(page).locator('input[type=text]:not([readonly]):not([role=combobox]), textarea');
        for (let at = 0; at < (await inputs.count()); at++) {
          const input = inputs.nth(at);
          const before = await page.locator('#data').textContent();
          const label =
            (await input.evaluate(
              (element) => element.closest('label')?.querySelector('span')?.textContent ?? element.ariaLabel,
            )) ?? '';
          const isNumber = (await input.getAttribute('inputmode')) === 'decimal';
          const value = isNumber ? '2' : `${typed.get(label) ?? '改'}${walked.size}`;
          await input.fill(value);
          await input.press('Tab');
          expect(await page.locator('#data').textContent(), `${title} · ${label}`).not.toBe(before);
          expect(await input.inputValue(), `${title} · ${label}`).toBe(value);
          walked.add(`${title} · ${label}`);
        }
      }
      expect(walked.size).toBeGreaterThan(80);
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );

  it('says beside the input why what is typed there is not taken, and does not carry it to the next field', async () => {
    const { page } = await open();
    await card(page, '联系电话').locator('.al-fd-card-main').click();
    await panel(page).getByLabel('最多字数').fill('很多');
    await panel(page).getByText('应为数字。').waitFor();
    await panel(page).getByLabel('最多字数').fill('999999');
    await panel(page).getByText('超出可设的范围').waitFor();
    await panel(page).getByLabel('数据名').fill('1 x');
    await panel(page).getByLabel('数据名').press('Tab');
    await panel(page).getByText('只能由字母、数字、下划线和汉字组成').waitFor();
    expect((await form(page)).fields['f_phone']).not.toHaveProperty('maxLength');
    await card(page, '拒签情况说明').locator('.al-fd-card-main').click();
    expect(await panel(page).getByLabel('最多字数').inputValue()).toBe('500');
    await page.context().close();
  });

  it('reorders by dragging and by buttons', async () => {
    const { page } = await open();
    await card(page, '检查对象').dragTo(page.locator('.al-fd-slot').nth(3));
    expect((await form(page)).layout[0]?.rows.slice(0, 3)).toEqual([
      ['f_officers'],
      ['f_begin', 'f_phone'],
      ['f_enterprise'],
    ]);
    await page.getByRole('button', { name: '上移' }).click();
    expect((await form(page)).layout[0]?.rows[1]).toEqual(['f_enterprise']);
    await page.context().close();
  });

  it('shows the padlock with its legal basis and does not let the field go', async () => {
    const { page } = await open();
    await card(page, '执法人员').locator('.al-fd-card-main').click();
    await panel(page).getByText('依据：《行政处罚法》第四十二条').waitFor();
    expect(await panel(page).getByRole('button', { name: '删除字段' }).isDisabled()).toBe(true);
    await card(page, '被检查单位拒绝签字').locator('.al-fd-card-main').click();
    await panel(page).getByRole('button', { name: '删除字段' }).click();
    await page.getByText('“被检查单位拒绝签字”被其他规则或计算使用').waitFor();
    await page.context().close();
  });

  it('previews what a step would see, with its rules at work', async () => {
    const { page, problems } = await open();
    await page.locator('.al-fd-preview .el-select').click();
    await page.locator('.el-select-dropdown:visible').getByText('record').click();
    await page.getByRole('radio', { name: '是' }).check({ force: true });
    await page.getByLabel('拒签情况说明').waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
