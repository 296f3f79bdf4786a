import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CaseOperations, ProposalView } from '@anliu/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openOffice, type Office } from './office.js';

let dataDir: string;
let office: Office;
beforeEach(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-operations-'));
  office = await openOffice({ dataDir });
}, 120_000);
afterEach(async () => {
  await office.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

const restart = async (): Promise<void> => {
  await office.stop();
  office = await openOffice({ dataDir });
};
const caseOf = async (no: string): Promise<CaseOperations> =>
  (await (await office.as('sysadmin')).get(`/api/operations/cases/${no}`)).body as unknown as CaseOperations;
/** As a server that died after the decision and before it noted the effect left it. */
const decided = (id: string) =>
  office
    .platform()
    .storage.connection.collection('proposals')
    .updateOne({ _id: id as never }, { $set: { status: 'applying', decider: 'p-chief', decidedAt: new Date() } });

it('a move that was decided when the server died is made at the next start, once however often', async () => {
  const no = await office.approved();
  const { places, targets } = await caseOf(no);
  const to = targets.find(({ name }) => name === '审批检查方案')?.step;
  const proposed = await (
    await office.as('sysadmin')
  ).send('POST', `/api/operations/cases/${no}/move`, { place: places[0]?.place, to, reason: '方案有误' });
  const { id } = proposed.body as unknown as ProposalView;
  await decided(id);
  await restart();
  expect((await caseOf(no)).places.map(({ step }) => step)).toEqual(['审批检查方案']);
  await decided(id);
  await restart();
  expect((await caseOf(no)).places.map(({ step }) => step)).toEqual(['审批检查方案']);
  const chief = await office.as('chief');
  const { body } = await chief.get(`/api/cases?q=${no}`);
  const [{ id: caseId = '' } = {}] = body['items'] as { id?: string }[];
  const { timeline } = (await chief.get(`/api/cases/${caseId}`)).body as unknown as { timeline: { title: string }[] };
  expect(timeline.filter(({ title }) => title === '由“生成现场检查方案”转到“审批检查方案”')).toHaveLength(1);
  const trail = (await (await office.as('auditor')).get('/api/audit?action=case.move')).body['items'] as unknown[];
  expect(trail).toHaveLength(1);
}, 240_000);
