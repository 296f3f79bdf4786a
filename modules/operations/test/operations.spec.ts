import type {
  CaseOperations,
  IncidentPage,
  OperationsOverview,
  ProposalView,
  UnassignedPage,
  WorkerList,
} from '@anliu/contract';
import { Organization } from '@anliu/organization';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../host/test/running-host.js';
import { openOffice, type Office } from './office.js';

interface AuditRow {
  readonly action: string;
  readonly target: string;
  readonly by: string;
  readonly outcome: string;
  readonly detail: Record<string, unknown>;
}

let office: Office;
let system: Visitor;
let chief: Visitor;
beforeAll(async () => {
  office = await openOffice();
  [system, chief] = await Promise.all([office.as('sysadmin'), office.as('chief')]);
}, 120_000);
afterAll(() => office.stop());

const read = async <T>(visitor: Visitor, at: string): Promise<T> => {
  const answer = await visitor.get(`/api/operations${at}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as T;
};
const incidents = () => read<IncidentPage>(system, '/incidents');
const caseOf = (no: string, visitor = system) => read<CaseOperations>(visitor, `/cases/${no}`);
const engine = () => office.platform().engine;
const audited = async (action: string): Promise<AuditRow[]> =>
  (await (await office.as('auditor')).get(`/api/audit?action=${action}`)).body['items'] as AuditRow[];
const proposed = async (at: string, body: unknown): Promise<ProposalView> => {
  const answer = await system.send('POST', `/api/operations${at}`, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body as unknown as ProposalView;
};
const waiting = async (visitor: Visitor): Promise<ProposalView[]> =>
  ((await visitor.get('/api/proposals')).body['items'] as ProposalView[]).filter(({ status }) => status === 'open');
const confirm = (visitor: Visitor, id: string) => visitor.send('POST', `/api/proposals/${id}/confirm`);
const stepsOf = async (no: string): Promise<string[]> => (await caseOf(no)).places.map(({ step }) => step);

describe('a failed automatic step', () => {
  it('is said in words: what, at which step of which case, since when, why, how often — and nothing that was answered', async () => {
    const no = await office.approved();
    await office.failDocuments('no font for 张三 13800138000\n  at render.js:7');
    const { items, total } = await incidents();
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      kind: 'external',
      case: { no, kindTitle: '执法检查' },
      process: expect.stringContaining('检查') as string,
      step: '生成现场检查方案',
      topic: 'document.render',
      reason: 'no font for 张三 ＊＊＊',
      tries: 3,
      alike: 1,
      mayRetry: true,
    });
    const text = JSON.stringify([items, await caseOf(no), await read(system, '')]);
    const record = (await office.as('officer1')).session['person'] as { name: string };
    expect(text).not.toContain(record.name);
    const { body } = await chief.get(`/api/cases?q=${no}`);
    const [{ title = '', enterprise = { name: '' } } = {}] = body['items'] as {
      title?: string;
      enterprise?: { name: string };
    }[];
    expect(enterprise.name).not.toBe('');
    expect(text).not.toContain(enterprise.name);
    expect(text).not.toContain(title);
    const { attention } = await read<OperationsOverview>(system, '');
    expect(attention).toContainEqual({ kind: 'incidents', severity: 'danger', count: 1 });
  });

  it('is retried, goes on, and is recorded once', async () => {
    const [incident] = (await incidents()).items;
    const answer = await system.send('POST', `/api/operations/incidents/${incident?.id}/retry`, {});
    expect([answer.status, answer.body['count']], answer.text).toEqual([200, 1]);
    expect((await incidents()).total).toBe(0);
    expect(await office.makeDocuments()).toBe(1);
    expect(await stepsOf(incident?.case?.no ?? '')).toEqual(['现场检查']);
    expect(await audited('incident.retry')).toMatchObject([
      { target: incident?.case?.no, outcome: 'done', detail: { step: '生成现场检查方案', count: 1 } },
    ]);
    const again = await system.send('POST', `/api/operations/incidents/${incident?.id}/retry`, {});
    expect(again.status).toBe(404);
  });

  it('is retried with all that are like it, and with no other', async () => {
    await Promise.all([office.approved(), office.approved(), office.approved()]);
    expect(await office.failDocuments('printer gone')).toBe(3);
    const { items } = await incidents();
    expect(items.map(({ alike }) => alike)).toEqual([3, 3, 3]);
    const answer = await system.send('POST', `/api/operations/incidents/${items[0]?.id}/retry`, { alike: true });
    expect(answer.body).toMatchObject({ count: 3, left: 0 });
    expect((await incidents()).total).toBe(0);
    await office.makeDocuments();
  });
});

describe('a case at the wrong step', () => {
  it('is moved by two people, one of whom may see it; its data stays', async () => {
    const no = await office.approved();
    const { places, targets } = await caseOf(no);
    expect(places).toMatchObject([{ step: '生成现场检查方案' }]);
    const to = targets.find(({ name }) => name === '审批检查方案')?.step ?? '';
    const body = { place: places[0]?.place, to, reason: '方案须重新审批' };
    const { id, lines } = await proposed(`/cases/${no}/move`, body);
    expect(lines[0]).toBe('由“生成现场检查方案”转到“审批检查方案”，原环节的待办随即结束。');
    expect(await stepsOf(no)).toEqual(['生成现场检查方案']);
    expect((await confirm(system, id)).body.error?.code).toBe('SECOND_PERSON');
    // Whoever may not see the case finds nothing to confirm, an administrator neither.
    for (const login of ['secadmin', 'officer1', 'config'])
      expect((await confirm(await office.as(login), id)).status, login).toBe(404);
    const confirmed = await confirm(chief, id);
    expect(confirmed.status, confirmed.text).toBe(200);
    expect(await stepsOf(no)).toEqual(['审批检查方案']);
    expect(await audited('case.move')).toMatchObject([
      { target: no, by: 'p-chief', detail: { proposedBy: 'p-admin-system', reason: '方案须重新审批' } },
    ]);
    const { body: found } = await chief.get(`/api/cases?q=${no}`);
    const [{ id: caseId = '' } = {}] = found['items'] as { id?: string }[];
    const { timeline } = (await chief.get(`/api/cases/${caseId}`)).body as unknown as {
      timeline: { title: string; detail?: string }[];
    };
    expect(timeline.filter(({ title }) => title === '由“生成现场检查方案”转到“审批检查方案”')).toMatchObject([
      { detail: expect.stringContaining('方案须重新审批') as string },
    ]);
    const { body: desk } = await chief.get(`/api/tasks?view=todo&q=${no}`);
    expect(desk['items']).toHaveLength(1);
  });

  it('is not moved once it has left the step, nor without a reason, nor to where it is', async () => {
    const no = await office.approved();
    const { places, targets } = await caseOf(no);
    const place = places[0]?.place;
    const to = targets.find(({ name }) => name === '审批检查方案')?.step ?? '';
    const send = (body: unknown) => system.send('POST', `/api/operations/cases/${no}/move`, body);
    expect((await send({ place, to, reason: '  ' })).status).toBe(400);
    expect((await send({ place, to: 'nowhere', reason: 'x' })).status).toBe(400);
    expect((await send({ place, to: 'issue_plan', reason: 'x' })).status).toBe(400);
    expect((await system.send('POST', `/api/operations/cases/none/move`, { place, to, reason: 'x' })).status).toBe(404);
    const { id } = await proposed(`/cases/${no}/move`, { place, to, reason: '方案须重新审批' });
    await office.makeDocuments();
    expect((await confirm(chief, id)).body.error?.code).toBe('CASE_MOVED_ON');
    expect(await stepsOf(no)).toEqual(['现场检查']);
    await system.send('POST', `/api/proposals/${id}/withdraw`);
  });
});

describe('a wrong variable', () => {
  it('is corrected by two people: only whoever may see the case sees both values', async () => {
    const no = await office.approved();
    const { variables, running } = await caseOf(no);
    expect(running).toBe(true);
    const outcome = variables.find(({ name }) => name === 'outcome');
    expect(outcome).toMatchObject({ label: '办理结果', input: { kind: 'choice' } });
    expect(variables.every(({ value }) => value === undefined)).toBe(true);
    const body = { name: 'outcome', value: 'return', reason: '审批人选错' };
    const { id, lines } = await proposed(`/cases/${no}/variables`, body);
    expect(lines).toEqual([
      '“办理结果”改为另一个值。只改变流程走向所用的值，表单内容不变。',
      expect.stringMatching(/^新值：/) as string,
    ]);
    const seen = (await waiting(chief)).find((one) => one.id === id);
    expect(seen?.lines.slice(1)).toEqual(['原值：同意', '新值：退回修改']);
    expect(await waiting(await office.as('secadmin'))).toEqual([]);
    const value = async () => {
      const [instance] = await engine().runtime.listProcessInstances({ businessKey: no });
      return (await engine().runtime.getVariable(instance?.id ?? '', 'outcome')).value;
    };
    expect(await value()).toBe('approve');
    const confirmed = await confirm(chief, id);
    expect(confirmed.status, confirmed.text).toBe(200);
    expect(await value()).toBe('return');
    const rows = [...(await audited('variable.correct')), ...(await audited('proposal.open'))];
    expect(rows.filter(({ action, target }) => action === 'variable.correct' && target === no)).toHaveLength(1);
    expect(JSON.stringify(rows.filter(({ target }) => target === no))).not.toMatch(/同意|退回/);
    await office.makeDocuments();
  });

  it('is refused when it is no value of its kind, the same, or computed by the platform', async () => {
    const no = await office.approved();
    const [instance] = await engine().runtime.listProcessInstances({ businessKey: no });
    await engine().runtime.modifyVariables(instance?.id ?? '', {
      modifications: { problem_count: { type: 'Integer', value: 2 }, extra: { type: 'Json', value: '{}' } },
    });
    const send = (name: string, value: string) =>
      system.send('POST', `/api/operations/cases/${no}/variables`, { name, value, reason: '更正' });
    expect((await send('problem_count', 'two')).body.error?.message).toContain('整数');
    expect((await send('problem_count', '2')).body.error?.message).toContain('相同');
    expect((await send('outcome', 'maybe')).status).toBe(400);
    expect((await send('extra', '1')).body.error?.code).toBe('VARIABLE_FIXED');
    expect((await send('none', '1')).status).toBe(404);
    const { id } = await proposed(`/cases/${no}/variables`, { name: 'problem_count', value: '3', reason: '漏计一项' });
    await engine().runtime.setVariable(instance?.id ?? '', 'problem_count', { type: 'Integer', value: 5 });
    expect((await confirm(chief, id)).body.error?.code).toBe('VARIABLE_CHANGED');
    await system.send('POST', `/api/proposals/${id}/withdraw`);
    await office.makeDocuments();
  });
});

describe('a step that nobody was found for', () => {
  it('is listed with whom it asks for, and given once there is somebody', async () => {
    const organization = office.platform().services.use(Organization);
    const chiefs = await organization.people({ post: 'post-chief', region: '320724' });
    expect(chiefs.length).toBeGreaterThan(0);
    for (const { id } of chiefs) await organization.setDisabled(id, true);
    const no = await office.planned();
    const page = await read<UnassignedPage>(system, '/unassigned');
    expect(page).toMatchObject({
      total: 1,
      items: [{ case: { no }, step: '审批检查方案', wanted: [{ kind: 'post' }] }],
    });
    expect(page.items[0]?.wanted[0]?.name).not.toBe('');
    const assign = () => system.send('POST', `/api/operations/unassigned/${page.items[0]?.task}/assign`);
    expect((await assign()).body.error?.code).toBe('NOBODY_FOUND');
    expect((await caseOf(no)).places).toMatchObject([{ step: '审批检查方案', nobody: true }]);
    for (const { id } of chiefs) await organization.setDisabled(id, false);
    const given = await assign();
    expect(given.status, given.text).toBe(200);
    expect((await read<UnassignedPage>(system, '/unassigned')).total).toBe(0);
    expect((await assign()).status).toBe(409);
    const back = await office.running.login('chief');
    expect((await back.get(`/api/tasks?view=todo&q=${no}`)).body['items']).toHaveLength(1);
    expect(await audited('task.assign')).toMatchObject([{ target: no, detail: { step: '审批检查方案' } }]);
    chief = back;
  });
});

describe('workers', () => {
  it('are known by what they ask for; a topic nobody serves is said once its work waits', async () => {
    const { topics } = await read<OperationsOverview>(system, '');
    const documents = topics.find(({ topic }) => topic === 'document.render');
    expect(documents).toMatchObject({ served: true, workers: [expect.stringMatching(/^documents-/) as string] });
    expect(topics.find(({ topic }) => topic === 'case.open')).toMatchObject({ served: true, workers: ['platform'] });
    expect(topics.find(({ topic }) => topic === 'notify')).toMatchObject({ served: false, workers: [] });
    const { workers } = await read<WorkerList>(system, '/workers');
    expect(workers.map(({ source }) => source)).toEqual(expect.arrayContaining(['platform', 'installation', 'token']));
  });

  it('get a token by two people, see its secret once, and lose it at once', async () => {
    const security = await office.as('secadmin');
    const body = { name: 'archiver', topics: ['archive'], verbs: ['work'], reason: '档案系统对接' };
    const { id, lines } = await proposed('/workers', body);
    expect(lines.join()).toContain('办理所列主题的外部任务');
    const names = async () => (await read<WorkerList>(system, '/workers')).workers.map(({ name }) => name);
    expect(await names()).not.toContain('archiver');
    expect((await confirm(await office.as('auditor'), id)).body.error?.message).toContain('安全管理员');
    const confirmed = await confirm(security, id);
    const { token } = (confirmed.body as unknown as { shown: { token: string } }).shown;
    const call = () =>
      office.running.request('/engine-rest/external-task/fetchAndLock', {
        method: 'POST',
        body: { workerId: 'w', maxTasks: 1, topics: [{ topicName: 'archive', lockDuration: 1_000 }] },
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await call()).status).toBe(200);
    expect(await names()).toContain('archiver');
    expect((await system.send('POST', '/api/operations/workers', body)).status).toBe(400);
    expect((await system.send('DELETE', '/api/operations/workers/archiver')).status).toBe(204);
    expect((await call()).status).toBe(401);
    expect((await system.send('DELETE', '/api/operations/workers/archiver')).status).toBe(409);
    expect((await audited('token.issue')).length + (await audited('token.revoke')).length).toBe(2);
    const byHand = (await (await office.as('auditor')).get('/api/audit?by=operator')).body['items'] as AuditRow[];
    expect(byHand.filter(({ target }) => target === 'archiver')).toEqual([]);
  });
});

describe('the installation', () => {
  it('says how disk, backup, audit and versions are, and makes a backup when asked', async () => {
    const before = await read<OperationsOverview>(system, '');
    expect(before.backup).toMatchObject({ stale: true, elsewhere: false });
    expect(before.attention).toContainEqual({ kind: 'backup', severity: 'warn' });
    expect(before.disk.freeBytes).toBeGreaterThan(0);
    expect(before.disk.parts.map(({ part }) => part)).toEqual(['cases', 'engine']);
    expect(before.audit).toMatchObject({ external: false });
    expect(before.versions).toMatchObject({ storage: 'sqlite', product: expect.stringMatching(/^\d/) as string });
    expect(before.versions.packs.length).toBeGreaterThan(0);
    const begun = await system.send('POST', '/api/operations/backup');
    expect(begun.status, begun.text).toBe(202);
    expect((await system.send('POST', '/api/operations/backup')).body.error?.code).toBe('BACKUP_RUNNING');
    await expect
      .poll(async () => (await read<OperationsOverview>(system, '')).backup, { timeout: 30_000 })
      .toMatchObject({ stale: false, last: { files: expect.any(Number) as number } });
    await expect
      .poll(() => audited('backup.create'), { timeout: 10_000 })
      .toMatchObject([{ outcome: 'done', by: 'p-admin-system' }]);
  });

  it('gives monitoring the same figures', async () => {
    const metrics = await office.running.request('/metrics', {
      headers: { authorization: `Bearer ${office.running.workerToken}` },
    });
    for (const name of ['steps_unassigned', 'cases_untold', 'backup_age_seconds', 'disk_free_bytes', 'disk_problem'])
      expect(metrics.text).toMatch(new RegExp(`^anliu_platform_${name} [\\d.e+]+$`, 'm'));
  });
});
