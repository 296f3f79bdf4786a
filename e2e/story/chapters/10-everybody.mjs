import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { Person } from '../person.mjs';

export const title = '10 by keyboard alone, for assistive technology, and without a word in the console';

export async function chapter(stage, book) {
  await keyboard(stage, book);
  await assistive(stage, book);
  for (const person of stage.everyone()) assert.deepEqual(person.complaints, [], `the console of ${person.name}`);
}

const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
/** Presses of Tab after which the way is too long for anybody. */
const PATIENCE_TABS = 80;

/** Log in, inbox, open, act: no pointer. */
async function keyboard(stage, book) {
  const chief = await Person.arrive(stage, 'chief');
  const { page } = chief;
  await chief.deliberately(async () => {
    await chief.open('/login');
    await page.getByLabel('登录名').waitFor();
  });
  await page.waitForFunction(() => document.activeElement?.id === 'login-account');
  await page.keyboard.type('chief');
  await page.keyboard.press('Tab');
  await page.keyboard.type(stage.passwords.get('chief'));
  await page.keyboard.press('Enter');
  await page.locator('.inbox-list__link').first().waitFor();
  await page.keyboard.press('?');
  await chief.see('键盘操作');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('/');
  await page.keyboard.type(book.fresh.no);
  // What was typed is in the address, and only then is the list the one that was asked for.
  await page.waitForURL((url) => url.searchParams.get('q') === book.fresh.no && url.searchParams.has('task'));
  await page.waitForFunction(() => document.querySelectorAll('.inbox-list__link').length === 1);
  await page.keyboard.press('Tab');
  await tabToRow(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: '审核检查方案' }).waitFor();
  await page.keyboard.press('a');
  assert.equal(await focused(page), '同意');
  await page.keyboard.press('Enter');
  await chief.see('检查方案已批准');
  await chief.shot('inbox-after-action', { phone: false });
  assert.deepEqual(chief.complaints, []);
  await chief.context.close();
}

async function tabToRow(page) {
  for (let i = 0; i < PATIENCE_TABS; i += 1) {
    if (await page.evaluate(() => document.activeElement?.classList.contains('inbox-list__link'))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the row was not reached by Tab');
}

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical findings on what is shown, as lines to read. */
async function findings(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(() =>
    window.axe.run({ exclude: ['.bjs-powered-by'] }).then((result) => result.violations),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`),
    );
}

async function assistive(stage, book) {
  const visitor = await Person.arrive(stage, 'nobody');
  await visitor.deliberately(async () => {
    await visitor.open('/login');
    await visitor.page.getByLabel('登录名').waitFor();
  });
  await visitor.shot('login');
  const officer = await stage.as('officer1');
  const section = await stage.as('chem1');
  const config = await stage.as('config');
  const found = (await findings(visitor.page)).map((line) => `login ${line}`);
  await visitor.context.close();
  for (const [person, address, ready] of [
    [officer, '/workbench/todo', '办理操作'],
    [officer, book.check, '责令限期整改指令书'],
    [section, '/enterprises', '示例安澜化工有限公司'],
    [section, '/enterprises/import', '下载表格模板'],
    [config, '/configuration/packs/county-hazard', '期限与参数'],
  ]) {
    await person.open(address);
    await person.page
      .getByText(ready)
      .or(person.page.getByRole('region', { name: ready }))
      .first()
      .waitFor();
    for (const line of await findings(person.page)) found.push(`${address} ${line}`);
  }
  await officer.openStep('现场检查', book.sooner.no);
  for (const line of await findings(officer.page)) found.push(`task ${line}`);
  assert.deepEqual(found, []);
}
