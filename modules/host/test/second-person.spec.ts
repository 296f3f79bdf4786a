import fs from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRODUCT_MODULES } from '../src/compose.js';
import { runHost, type RunningHost, type Visitor } from './running-host.js';

let running: RunningHost;
let config: Visitor;
let law: Visitor;
beforeAll(async () => {
  running = await runHost({ modules: PRODUCT_MODULES });
  [config, law] = await Promise.all([running.login('config'), running.login('law1')]);
}, 60_000);
afterAll(async () => {
  await running.host.stop();
  fs.rmSync(running.dataDir, { recursive: true, force: true });
});

const PACK = '/api/packs/county-hazard';
const saveProcess = async (change: (xml: string) => string): Promise<void> => {
  const { body } = await config.get(`${PACK}/processes/inspection`);
  const saved = await config.send('PUT', `${PACK}/processes/inspection`, {
    hash: body.hash,
    xml: change(String(body.xml)),
  });
  expect(saved.status, saved.text).toBe(200);
};

it('publishing what takes a separation of duties away waits for a second person, and says so', async () => {
  const before = String((await config.get(PACK)).body.version);
  await saveProcess((xml) => xml.replace('<camunda:property name="anliu.separate" value="record" />', ''));
  const weakens = (await config.get(`${PACK}/changes`)).body.weakens as string[];
  expect(weakens).toEqual([expect.stringContaining('取消了职责分离')]);
  const published = await config.send('POST', `${PACK}/publish`, { note: '简化' });
  const { id } = published.body.proposal as { id: string };
  expect((await config.get(PACK)).body.version).toBe(before);
  expect((await config.send('POST', `/api/proposals/${id}/confirm`)).body.error?.code).toBe('SECOND_PERSON');
  const waiting = (await law.get('/api/proposals')).body.items as { id: string; lines: string[] }[];
  expect(waiting[0]?.lines.join()).toContain('取消了职责分离');
  const confirmed = await law.send('POST', `/api/proposals/${id}/confirm`);
  expect(confirmed.status, confirmed.text).toBe(200);
  expect((await config.get(PACK)).body.version).not.toBe(before);
}, 60_000);

it('publishing anything else takes one, and a condition nobody can evaluate takes nobody', async () => {
  await saveProcess((xml) => xml.replace('${problem_count == 0}', '${nobody_sets_this == 0}'));
  const refused = await config.send('POST', `${PACK}/publish`, { note: '条件' });
  expect(refused.status).toBe(422);
  expect(refused.body.error?.message).toContain('nobody_sets_this');
  await saveProcess((xml) =>
    xml
      .replace('${nobody_sets_this == 0}', '${problem_count == 0}')
      .replace('name="审批检查方案"', 'name="审核检查方案"'),
  );
  const published = await config.send('POST', `${PACK}/publish`, { note: '改名' });
  expect(published.status, published.text).toBe(200);
  expect(published.body.proposal).toBeUndefined();
}, 60_000);

it('publishing what decides about steps, or goes around one, waits for a second person', async () => {
  const before = String((await config.get(PACK)).body.version);
  await saveProcess((xml) =>
    xml
      .replace('${problem_count == 0}', '${1 == 1}')
      .replace(/(id="flow_start_approve_plan"[^>]*targetRef=")approve_plan/, '$1issue_plan'),
  );
  const weakens = ((await config.get(`${PACK}/changes`)).body.weakens as string[]).join('\n');
  expect(weakens).toContain('改动了判断“发现问题？”');
  expect(weakens).toContain('审核检查方案');
  const published = await config.send('POST', `${PACK}/publish`, { note: '简化流程' });
  expect(published.body.proposal).toBeDefined();
  expect((await config.get(PACK)).body.version).toBe(before);
}, 60_000);

it('publishing the same draft again does not pile up, whatever the note says', async () => {
  const again = await config.send('POST', `${PACK}/publish`, { note: '再次提请' });
  expect(again.body.error?.code, again.text).toBe('PROPOSAL_WAITING');
}, 60_000);

it.each(['__proto__', 'constructor'])(
  'a limit by the name %s is refused',
  async (name) => {
    const answer = await config.send('PUT', `${PACK}/parameters/${name}`, { hash: '', value: 1 });
    expect(answer.status, answer.text).toBe(400);
  },
  60_000,
);
