import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBrowse, openStage, type Stage } from './support/browser.js';

/** One element of every kind the panel has settings for. */
const ELEMENTS = ['record', 'issue_record', 'flow_plan_approved_issue_plan', 'start', 'end_done', 'plan_approved'];

describe.skipIf(!canBrowse)('the process designer', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 180_000);
  afterAll(() => stage?.close());

  const select = (page: Page, id: string): Promise<void> =>
    page.locator(`[data-element-id="${id}"] .djs-hit`).first().dispatchEvent('click', { bubbles: true, button: 0 });

  it(
    'has no input that does nothing: whatever is typed into any of them stands in the process',
    { timeout: 240_000 },
    async () => {
      stage.server.reset();
      stage.server.login();
      const { page, complaints } = await stage.page({ width: 1366, height: 900 });
      page.setDefaultTimeout(15_000);
      await page.goto(`${stage.server.url}/configuration/packs/county-hazard/processes/inspection`);
      await page.locator('[data-element-id="record"]').first().waitFor();
      const typed: { place: string; value: string }[] = [];
      for (const id of ELEMENTS) {
        await select(page, id);
        const panel = page.locator('.properties');
        await panel.waitFor();
        const tabs = panel.getByRole('tab');
        for (let tab = 0; tab < (await tabs.count()); tab++) {
          await tabs.nth(tab).click();
          const inputs = panel.locator('[role=tabpanel]:visible').locator('input[type=text], textarea');
          for (let at = 0; at < (await inputs.count()); at++) {
            const input = inputs.nth(at);
            const isFixed = await input.evaluate(
              (element) => (element as HTMLInputElement).readOnly || element.getAttribute('role') === 'combobox',
            );
            if (isFixed || !(await input.isVisible())) continue;
            const place = `${id} · ${(await tabs.nth(tab).innerText()).trim()} · ${at}`;
            const value = `typed${typed.length}`;
            await input.fill(value);
            await input.press('Tab');
            expect(await input.inputValue(), place).toBe(value);
            if ((await panel.locator('[role=tabpanel]:visible [role=alert]').count()) > 0) {
              // A setting with a grammar says why it cannot hold this; what it can hold is taken.
              await input.fill(`post:${value}`);
              await input.press('Tab');
            }
            typed.push({ place, value });
          }
        }
      }
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await expect.poll(() => stage.server.seen.filter(({ method }) => method === 'PUT').length).toBeGreaterThan(0);
      const { xml } = stage.server.seen.findLast(({ method }) => method === 'PUT')?.body as { xml: string };
      const refused = await page.locator('.properties [role=alert]').allInnerTexts();
      expect(typed.filter(({ value }) => !xml.includes(value)).map(({ place }) => place)).toEqual([]);
      expect(refused).toEqual([]);
      expect(typed.length).toBeGreaterThan(20);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
