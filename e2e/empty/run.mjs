#!/usr/bin/env node
// From an empty data folder to the first inspection, every step through the interface: three administrators, region, calendar and
// first unit on the first page; people from Excel; posts confirmed by a second administrator; an enterprise; the first case.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Secret, TOTP } from 'otpauth';
import { launch } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';
import { workbook } from '../lib/workbook.mjs';
import { startInspection } from '../story/plan.mjs';
import { Person } from '../story/person.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const screens = path.join(root, '.cache/screens-empty');
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

if (!fs.existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) {
  console.log('SKIPPED the first run in a browser: no Chromium (install it, or point CHROMIUM to it)');
  console.log('first run: 0 passed, 0 failed, 1 skipped');
  process.exit(0);
}

const ADMINISTRATORS = [
  { title: '系统管理员', name: '钱系', login: 'xitong', password: 'Quiet-Harbour-58-lamp' },
  { title: '安全管理员', name: '孔安', login: 'anquan', password: 'Walnut-Orbit-31-chair' },
  { title: '审计管理员', name: '曹审', login: 'shenji', password: 'Copper-Violin-77-cloud' },
];
const OWN = 'Marble-Tulip-94-fence';
const PEOPLE = [
  ['灌南县应急管理局人员名册', '', '', '', '', ''],
  ['姓名', '登录名', '机构', '岗位', '手机号', '执法证号'],
  ['陆剑', 'lujian', '综合行政执法大队', '大队长', '13800000102', '苏应急执法07240001'],
  ['王执', 'wangzhi', '综合行政执法大队', '执法人员', '13800000103', '苏应急执法07240011'],
  ['李法', 'lifa', '综合行政执法大队', '执法人员', '13800000104', '苏应急执法07240012'],
  ['无岗', 'wugang', '综合行政执法大队', '没有的岗位', '13800000105', ''],
];
const ENTERPRISES =
  '\uFEFF统一社会信用代码,企业名称,行政区划代码,主要负责人\r\n91320724XXXX00019D,示例安澜化工有限公司,320724101,李经理\r\n';

async function firstRun(stage) {
  const visitor = await Person.arrive(stage, 'visitor');
  await visitor.deliberately(() => visitor.open('/workbench'));
  await visitor.heading('首次设置');
  const { page } = visitor;
  const code = fs.readFileSync(path.join(stage.server.dataDir, 'setup-code.txt'), 'utf8').split('\n')[0];
  await page.getByLabel('安装码', { exact: true }).fill(code);
  await page.getByRole('combobox', { name: '市', exact: true }).selectOption({ label: '连云港市' });
  await page.getByRole('combobox', { name: '县（市、区）' }).selectOption({ label: '灌南县' });
  await visitor.see('本系统服务于：江苏省 / 连云港市 / 灌南县');
  await page.getByLabel('首个机构名称').fill('灌南县应急管理局');
  await visitor.see(/2026 年：通知已发布/);
  await page.getByLabel('已核对上述工作日历').check();
  for (const { title, name, login, password } of ADMINISTRATORS) {
    const part = page.getByRole('group', { name: new RegExp(`^${title}`) });
    await part.getByLabel('姓名').fill(name);
    await part.getByLabel('登录名').fill(login);
    await part.getByLabel('口令', { exact: true }).fill(title === '审计管理员' ? 'Password123!' : password);
    await part.getByLabel('再次输入口令').fill(title === '审计管理员' ? 'Password123!' : password);
  }
  await visitor.shot('first-run');
  // A password everybody guesses first is refused, and nothing typed is lost.
  await visitor.deliberately(async () => {
    await visitor.press('完成设置');
    await visitor.see(/新口令太容易被猜到/);
  });
  await visitor.shot('first-run-refused');
  const audit = page.getByRole('group', { name: /^审计管理员/ });
  await audit.getByLabel('口令', { exact: true }).fill(ADMINISTRATORS[2].password);
  await audit.getByLabel('再次输入口令').fill(ADMINISTRATORS[2].password);
  await visitor.press('完成设置');
  await visitor.heading('设置完成');
  assert.equal(await page.locator('code').count(), 3, 'three recovery codes');
  await visitor.shot('first-run-done');
  await visitor.press('去登录');
  await page.getByLabel('登录名').waitFor();
  await visitor.absent('演示环境');
  assert.ok(!fs.existsSync(path.join(stage.server.dataDir, 'setup-code.txt')));
  await visitor.context.close();
}

/** Logs in an administrator, who has to bind an authenticator app first. */
async function administrator(stage, { login, password }) {
  const person = await Person.arrive(stage, login);
  const { page } = person;
  stage.passwords.set(login, password);
  await person.login();
  await person.heading('动态口令');
  await person.field('当前口令').fill(password);
  await person.press('开始绑定');
  const secret = (await page.locator('code').first().innerText()).replace(/\s/g, '');
  await person.shot(`second-factor-${login}`);
  await person.field('动态口令（六位数字）').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await person.press('启用');
  await person.see('动态口令已启用');
  return person;
}

async function importPeople(stage, system) {
  const { page } = system;
  await system.open('/administration/people');
  await system.heading('导入人员');
  await page.locator('#people-file').setInputFiles({ name: '人员.xlsx', mimeType: SHEET, buffer: workbook(PEOPLE) });
  await system.see('可导入 3 行，需改正 1 行。');
  await system.see('将新建机构：综合行政执法大队');
  await system.see(/没有“没有的岗位”这个岗位/);
  await system.shot('people-import');
  await system.press('不导入此行');
  await system.press('导入 3 行');
  await system.see(/已建立 3 个账号/);
  await system.shot('people-imported');
  for (const row of await page.getByRole('row').all()) {
    const [, login, password] = await row.getByRole('cell').allInnerTexts();
    if (login) stage.passwords.set(login, password);
  }
  await system.open('/administration/units');
  await system.see('综合行政执法大队');
  await system.shot('units');
  await system.open('/administration/calendar');
  await system.see(/通知已发布，全年 \d+ 个工作日/);
  await system.shot('calendar');
  // Whoever proposed does not confirm.
  await system.open('/administration/grants');
  await system.see('提请人不能复核自己提请的事项，须由另一人复核。');
}

async function confirmPosts(security) {
  await security.open('/administration/grants');
  await security.heading('待复核');
  await security.see('王执（wangzhi）授予：综合行政执法大队 · 执法人员');
  await security.shot('grants');
  await security.press('复核同意');
  await security.see('没有等待复核的事项。');
  await security.open('/administration/policies');
  await security.heading('岗位权限');
  await security.shot('policies');
}

/** The first login of somebody whose password another person knows begins with a new one. */
async function arrives(stage, login) {
  const person = await Person.arrive(stage, login);
  await person.login();
  await person.heading('修改口令');
  await person.field('当前口令').fill(stage.passwords.get(login));
  await person.field('新口令').fill(OWN);
  await person.field('再次填写新口令').fill(OWN);
  await person.page.getByRole('button', { name: '修改口令' }).click();
  await person.see('口令已修改');
  return person;
}

async function firstCase(stage) {
  const chief = await arrives(stage, 'lujian');
  await chief.open('/enterprises/import');
  await chief.page
    .locator('#import-file')
    .setInputFiles({ name: '企业.csv', mimeType: 'text/csv', buffer: Buffer.from(ENTERPRISES) });
  await chief.press('导入 1 行');
  await chief.see('已导入 1 家企业。');
  const officer = await arrives(stage, 'wangzhi');
  const inspection = await startInspection(officer, {
    enterprise: '示例安澜化工有限公司',
    date: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    focus: '消防设施完好有效',
  });
  await officer.shot('first-case');
  await chief.openStep('审批检查方案', inspection.no);
  await chief.act('同意', { opinion: '同意', told: '检查方案已批准' });
  await chief.shot('first-case-approved');
  return [chief, officer];
}

async function auditTrail(auditor) {
  await auditor.open('/administration/audit');
  await auditor.see('首次设置', auditor.page.getByRole('table'));
  await auditor.see('导入人员', auditor.page.getByRole('table'));
  await auditor.page.getByRole('button', { name: '核验完整性' }).click();
  await auditor.see(/^核验通过：\d+ 条记录完整、未被改动。$/);
}

fs.rmSync(screens, { recursive: true, force: true });
fs.mkdirSync(screens, { recursive: true });
const began = Date.now();
const stage = {
  screens,
  passwords: new Map(),
  server: await Server.start({ args: ['--empty'] }),
  browser: await launch(),
};
stage.url = stage.server.url;
let failed = 0;
try {
  await firstRun(stage);
  const [system, security] = [
    await administrator(stage, ADMINISTRATORS[0]),
    await administrator(stage, ADMINISTRATORS[1]),
  ];
  await importPeople(stage, system);
  await confirmPosts(security);
  const people = await firstCase(stage);
  const auditor = await administrator(stage, ADMINISTRATORS[2]);
  await auditTrail(auditor);
  for (const person of [system, security, auditor, ...people]) assert.deepEqual(person.complaints, [], person.name);
} catch (error) {
  failed = 1;
  console.log(error.stack);
  for (const [index, context] of stage.browser.contexts().entries())
    for (const page of context.pages())
      await page.screenshot({ path: path.join(screens, `failed-${index}.png`) }).catch(() => undefined);
  console.log(stage.server.tail());
}
await stage.browser.close();
await stage.server.dispose();
console.log(`took ${Math.round((Date.now() - began) / 1000)} s, pictures in .cache/screens-empty`);
console.log(`first run: ${1 - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed);
