#!/usr/bin/env node
// 运行 in a browser: a document worker fails three times, the failure is read in words, retried and done; a case is moved and a variable
// corrected by two people, with the server killed between what one proposed and the other confirms; a token is issued and revoked.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../lib/browser.mjs';
import { Client } from '../lib/client.mjs';
import { passwordsOf, Server } from '../lib/server.mjs';
import { Person } from '../story/person.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const screens = path.join(root, '.cache/screens-operations');
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TRIES = 3;
const SMALL_DESK = { width: 1366, height: 768 };
/** What a page at 200 % zoom on that desk has. */
const ZOOMED = { width: 683, height: 384 };

if (!fs.existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) {
  console.log('SKIPPED operations in a browser: no Chromium (install it, or point CHROMIUM to it)');
  console.log('operations: 0 passed, 0 failed, 1 skipped');
  process.exit(0);
}

/** An installation whose documents nobody makes: its own worker is switched off, the test is the worker. */
async function openOffice() {
  const server = await Server.start();
  await server.stop();
  const file = path.join(server.dataDir, 'config.json');
  const config = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, JSON.stringify({ ...config, disabledPlugins: ['@anliu/plugin-document-rendering'] }));
  await server.start();
  return { server, workerToken: config.workerToken };
}

/** An inspection whose plan is approved: its first document is to be made. @returns its number */
async function approvedInspection({ url }, passwords) {
  const clients = new Map();
  for (const login of ['officer1', 'officer2', 'chief'])
    clients.set(login, await new Client(url, login, passwords.get(login)).signIn());
  const officer = clients.get('officer1');
  const person = (login) => {
    const { id, name } = clients.get(login).session.person;
    return { id, name };
  };
  const { items } = await officer.request('GET', '/api/enterprises?size=1');
  const started = await officer.request(
    'POST',
    '/api/cases',
    {
      process: 'inspection',
      data: {
        enterprise: { uscc: items[0].uscc, name: items[0].name },
        plan_source: '1',
        plan_at: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
        officers: [person('officer1'), person('officer2')],
        methods: ['1'],
        content: ['A16'],
      },
    },
    { 'idempotency-key': randomUUID() },
  );
  const { no } = started.case;
  const chief = clients.get('chief');
  const todo = await chief.request('GET', `/api/tasks?view=todo&q=${no}`);
  const task = await chief.request('GET', `/api/tasks/${todo.items[0].id}`);
  await chief.request(
    'POST',
    `/api/tasks/${task.id}/complete`,
    { outcome: 'approve', data: {}, caseVersion: task.caseVersion },
    { 'idempotency-key': randomUUID() },
  );
  return no;
}

/** The worker of documents. */
function documentWorker({ url }, token) {
  const call = async (at, body) => {
    const answer = await fetch(`${url}/engine-rest/external-task${at}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${at}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const take = () =>
    call('/fetchAndLock', {
      workerId: 'w',
      maxTasks: 10,
      topics: [{ topicName: 'document.render', lockDuration: 60_000 }],
    });
  return {
    async fail(errorMessage) {
      for (let retries = TRIES - 1, looks = 0; retries >= 0 && looks < 50; looks += 1) {
        const tasks = await take();
        for (const { id } of tasks)
          await call(`/${id}/failure`, { workerId: 'w', errorMessage, retries, retryTimeout: 0 });
        if (tasks.length > 0) retries -= 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async work() {
      const tasks = await take();
      for (const { id } of tasks) await call(`/${id}/complete`, { workerId: 'w' });
      return tasks.length;
    },
  };
}

/** Pictures at desk, zoomed and phone size, each as long as its content; nothing is wider than its place or hard to reach. */
async function look(person, name) {
  const { page } = person;
  for (const [size, where] of [
    [SMALL_DESK, '1366'],
    [ZOOMED, 'zoom'],
    [{ width: 390, height: 844 }, '390'],
  ]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(150);
    const wider = await page.evaluate(() =>
      Math.max(
        document.documentElement.scrollWidth - window.innerWidth,
        ...[...document.querySelectorAll('#main, #main .al-card')].map((one) => one.scrollWidth - one.clientWidth),
      ),
    );
    assert.ok(wider <= 0, `${name} at ${size.width} is ${wider} px too wide`);
    const main = await page.evaluate(() => document.getElementById('main')?.scrollHeight ?? 0);
    await page.setViewportSize({ width: size.width, height: Math.min(3_000, Math.max(size.height, main + 160)) });
    await page.waitForTimeout(100);
    await page.screenshot({ path: path.join(screens, `${name}-${where}.png`) });
  }
  await page.setViewportSize(SMALL_DESK);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${name}: ${id} ${JSON.stringify(nodes[0].target)}`),
    [],
  );
}

async function failedStep(stage, system, worker) {
  const no = await approvedInspection(stage.server, stage.passwords);
  await worker.fail('cannot open font Noto Serif: ENOENT');
  await system.open('/administration/operations');
  await system.see('1 个自动步骤出错，办件停在原处。');
  await look(system, 'overview');
  await system.follow('去处理');
  await system.heading('“生成现场检查方案”（生成文书）没有完成');
  await system.see('原因：cannot open font Noto Serif: ENOENT');
  await system.see(/起，已尝试 3 次/);
  await look(system, 'incidents');
  await system.press('重试');
  await system.see('已安排重试 1 件');
  await system.see('没有出错的自动步骤。');
  await look(system, 'incidents-none');
  assert.equal(await worker.work(), 1);
  await system.open(`/administration/operations/cases/${no}`);
  await system.see('现场检查', system.page.getByRole('region', { name: no }));
  await system.open('/administration/operations/unassigned');
  await system.see('没有缺少办理人的环节。');
}

/** What one proposes outlives a killed server and is confirmed by another. */
async function moveAndCorrect(stage, system, chief) {
  const { server } = stage;
  const no = await approvedInspection(server, stage.passwords);
  await system.open('/administration/operations/cases');
  await system.page.getByLabel('办件编号').fill(no);
  await system.press('查看');
  const card = system.page.getByRole('region', { name: no });
  await system.see('生成现场检查方案', card);
  await system.press('转移环节');
  const form = system.page.getByRole('region', { name: '转移环节' });
  await form.getByLabel('转到').selectOption({ label: '审批检查方案（人员办理）' });
  await form.getByLabel('理由（复核人可见）').fill('方案附件有误，须重新审批');
  await look(system, 'case-move');
  await system.press('提请复核', form);
  await system.see('已提请，等待可查看该办件的另一人');
  const variables = system.page.getByRole('region', { name: '流程变量' }).first();
  const row = variables.getByRole('row').filter({ hasText: '办理结果' });
  await row.getByRole('button', { name: '更正' }).click();
  await variables.getByLabel('“办理结果”的新值').selectOption({ label: '退回修改' });
  await variables.getByLabel('理由（复核人可见）').fill('审批时选错');
  await look(system, 'case-variables');
  await system.press('提请复核', variables);
  await variables.getByLabel('“办理结果”的新值').waitFor({ state: 'detached' });

  await server.kill();
  await server.start();

  await chief.open('/to-confirm');
  const move = chief.page.getByRole('article', { name: '转移环节' });
  const correction = chief.page.getByRole('article', { name: '更正流程变量' });
  await chief.see('由“生成现场检查方案”转到“审批检查方案”', move);
  await chief.see('原值：同意', correction);
  await chief.see('新值：退回修改', correction);
  await look(chief, 'to-confirm');
  await chief.press('复核同意', correction);
  await chief.see(/已复核：更正流程变量/);
  await chief.press('复核同意', move);
  await chief.see(/已复核：转移环节/);
  await system.open(`/administration/operations/cases/${no}`);
  await system.see('审批检查方案', system.page.getByRole('region', { name: no }));
  await system.absent('原值：同意');
  await chief.openStep('审批检查方案', no);
}

async function tokens(system, security) {
  await system.open('/administration/operations/workers');
  await system.press('发放令牌');
  const { page } = system;
  await page.getByLabel('名称').fill('archiver');
  await page.getByLabel('其他主题（用逗号分隔）').fill('archive');
  await page.getByLabel('理由（复核人可见）').fill('档案系统对接');
  await look(system, 'token-form');
  await system.press('提请复核');
  await system.see('令牌“archiver”已提请');
  await security.open('/administration/grants');
  await security.press('复核同意');
  await security.see('令牌“archiver”（只显示这一次');
  await look(security, 'token-shown');
  await system.open('/administration/operations/workers');
  const row = page.getByRole('row').filter({ hasText: 'archiver' });
  await look(system, 'workers');
  await row.getByRole('button', { name: '吊销' }).click();
  await system.press('确认吊销', row);
  await system.see('令牌“archiver”已吊销。');
  await row.waitFor({ state: 'detached' });
}

async function backup(system) {
  await system.open('/administration/operations');
  await system.press('立即备份');
  await system.see(/个文件，/);
  await system.absent('最近七日没有备份。');
  await look(system, 'overview-well');
}

fs.rmSync(screens, { recursive: true, force: true });
fs.mkdirSync(screens, { recursive: true });
const began = Date.now();
const { server, workerToken } = await openOffice();
const stage = { screens, server, url: server.url, passwords: passwordsOf(server.dataDir), browser: await launch() };
let failed = 0;
try {
  const arrive = async (login) => {
    const person = await Person.arrive(stage, login);
    await person.login();
    return person;
  };
  const [system, security, chief] = [await arrive('sysadmin'), await arrive('secadmin'), await arrive('chief')];
  await failedStep(stage, system, documentWorker(server, workerToken));
  await moveAndCorrect(stage, system, chief);
  await tokens(system, security);
  await backup(system);
} catch (error) {
  failed = 1;
  console.log(error.stack);
  for (const [index, context] of stage.browser.contexts().entries())
    for (const page of context.pages())
      await page.screenshot({ path: path.join(screens, `failed-${index}.png`) }).catch(() => undefined);
  console.log(server.tail());
}
await stage.browser.close();
await server.dispose();
console.log(`took ${Math.round((Date.now() - began) / 1000)} s, pictures in .cache/screens-operations`);
console.log(`operations: ${1 - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed);
