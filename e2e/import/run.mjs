#!/usr/bin/env node
// An office's own list comes in as it is: headings nobody knows, one wrong code in many rows, a row that does not belong there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../lib/browser.mjs';
import { Server, passwordsOf } from '../lib/server.mjs';
import { Person } from '../story/person.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const screens = path.join(root, '.cache/screens-import');
const DESK = { width: 1366, height: 900 };
const PHONE = { width: 390, height: 844 };

if (!fs.existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) {
  console.log('SKIPPED the import in a browser: no Chromium (install it, or point CHROMIUM to it)');
  console.log('import: 0 passed, 0 failed, 1 skipped');
  process.exit(0);
}

const CODES = ['91110000802100433B', '11210000MB1859351E', '91320724XXXX00019D'];
const line = (code, name, trade) => [code, name, '320724101', '张经理', trade, '-'].join(',');
const list = (rows) => Buffer.from(['\uFEFF编号,厂名,所在,管事的,行当,备注', ...rows].join('\r\n'));
const WRONG = list([
  line(CODES[0], '甲化工厂', 'C3311'),
  line(CODES[1], '乙机械厂', 'C3311'),
  line('合计', '两家', ''),
]);

const upload = (person, buffer) =>
  person.page.locator('#import-file').setInputFiles({ name: '企业台账.csv', mimeType: 'text/csv', buffer });

async function both(person, name) {
  for (const [width, size] of [
    ['1366', DESK],
    ['390', PHONE],
  ]) {
    await person.page.setViewportSize(size);
    const wide = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name} is ${wide} px wider than a screen of ${width} px`);
    await person.page.screenshot({ path: path.join(screens, `${name}-${width}.png`), fullPage: true });
  }
  await person.page.setViewportSize(DESK);
}

async function comesIn(stage) {
  const clerk = await Person.arrive(stage, 'base1');
  await clerk.login();
  const { page } = clerk;
  await clerk.open('/enterprises/import');
  const template = await page.request.get(`${stage.url}/api/enterprises/import-template.xlsx`);
  assert.equal(template.status(), 200);
  assert.equal((await template.body()).subarray(0, 2).toString(), 'PK');
  await clerk.deliberately(async () => {
    await upload(clerk, WRONG);
    await clerk.heading('这个文件要先说明一下');
  });
  for (const [heading, key] of [
    ['编号', 'uscc'],
    ['厂名', 'name'],
    ['所在', 'region'],
    ['管事的', 'principal'],
    ['行当', 'industry'],
  ])
    await page.getByLabel(`“${heading}”对应的内容`).selectOption(key);
  await both(clerk, 'layout');
  await clerk.press('核对');

  await clerk.see('3 行有问题');
  await both(clerk, 'check');
  await page.getByLabel('行业代码“C3311”改为').fill('3311');
  await clerk.press('2 行全部改正');
  await clerk.see('已改正 2 行。');
  await clerk.see('1 行有问题');
  await page.getByRole('button', { name: '去掉第 4 行，不导入' }).click();
  await clerk.see('1 行已去掉');
  await page.getByRole('button', { name: '恢复第 4 行' }).click();
  await clerk.see('1 行有问题');
  await page.getByRole('button', { name: '去掉第 4 行，不导入' }).click();
  await clerk.see('1 行已去掉');
  await both(clerk, 'dropped');
  await clerk.press('导入 2 行');
  await clerk.see('已导入 2 家企业。');

  await clerk.open('/enterprises/import');
  await upload(clerk, list([line(CODES[0], '甲化工厂', '3311')]));
  await clerk.see(/按上次的说明对应各列：“编号”是统一社会信用代码/);
  await clerk.see('1 行可以导入');
  await both(clerk, 'remembered');
  await clerk.press('以后不再这样对应');
  await clerk.see('已忘记。要按别的方式对应，请重新上传文件。');
  assert.deepEqual(clerk.complaints, []);
}

fs.rmSync(screens, { recursive: true, force: true });
fs.mkdirSync(screens, { recursive: true });
const server = await Server.start();
const browser = await launch();
const stage = { screens, server, browser, url: server.url, passwords: passwordsOf(server.dataDir) };
let failed = 0;
try {
  await comesIn(stage);
} catch (error) {
  failed = 1;
  console.log(error.stack);
  for (const [index, context] of browser.contexts().entries())
    for (const page of context.pages())
      await page.screenshot({ path: path.join(screens, `failed-${index}.png`) }).catch(() => undefined);
  console.log(server.tail());
}
await browser.close();
await server.dispose();
console.log(`import: ${1 - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed);
