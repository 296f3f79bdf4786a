import type { OpenStep } from '@anliu/contract';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { EnterpriseLookup } from '@anliu/enterprises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonPrincipal } from '@anliu/kit';
import { taskContext } from '../../tasks/src/module.js';
import { listCases, type CaseQuery } from '../../tasks/src/worklist/lists.js';
import { caseModel } from '../src/store/case-model.js';
import { casesOf, newFolder, openPlatform, packsOf, removeFolder, type TestPlatform } from './platform.js';

const MORNING = '2026-11-24T09:00:00+08:00';
let folder: string;
let test: TestPlatform;
/** Audit records of the platforms before this one on the same folder. */
let earlier: TestPlatform['audited'][number][] = [];

beforeEach(async () => {
  earlier = [];
  folder = newFolder();
  test = await openPlatform(folder, { at: MORNING });
});
afterEach(async () => {
  await test.stop();
  removeFolder(folder);
});

const stored = (test: TestPlatform) => caseModel(test.platform.storage);

/** Crashes once: before or after the engine has done what it was asked to do. */
function crashing(method: 'start' | 'complete', when: 'before' | 'after'): (engine: ProcessEngine) => ProcessEngine {
  return (engine) => {
    const crash = async <T>(work: () => Promise<T>): Promise<T> => {
      if (when === 'after') await work();
      throw new Error('the process died here');
    };
    const { runtime, tasks } = engine;
    const over = <T extends object>(target: T, changes: Partial<T>): T =>
      new Proxy(target, {
        get: (object, key) => bound(object, key in changes ? Reflect.get(changes, key) : Reflect.get(object, key)),
      });
    const bound = (object: object, value: unknown): unknown =>
      typeof value === 'function' ? (value.bind(object) as unknown) : value;
    return over(engine, {
      ...(method === 'start'
        ? {
            runtime: over(runtime, {
              startProcessInstance: (input) => crash(() => runtime.startProcessInstance(input)),
            }),
          }
        : { tasks: over(tasks, { complete: (id, input) => crash(() => tasks.complete(id, input)) }) }),
    });
  };
}

async function restart(wrap?: (engine: ProcessEngine) => ProcessEngine): Promise<void> {
  await test.stop();
  earlier.push(...test.audited);
  test = await openPlatform(folder, { at: MORNING, ...(wrap ? { wrap } : {}) });
}

async function plan(): Promise<Record<string, unknown>> {
  const [officer, second] = [await test.as('officer1'), await test.as('officer2')];
  const enterprise = await test.platform.services.use(EnterpriseLookup).ref('91320724XXXX00019D');
  return {
    enterprise,
    plan_source: '1',
    plan_at: '2026-11-24',
    officers: [officer.person, second.person].map(({ id, name }) => ({ id, name })),
    methods: ['1'],
    content: ['A16'],
  };
}

const start = async (key = 'k1') =>
  casesOf(test).start({ process: 'inspection', data: await plan(), key }, await test.as('officer1'));

/** What the trail has, from before a restart too: a record that is handed over again by its key is one record. */
const recordsOf = (action: string) => {
  const all = [...earlier, ...test.audited].filter((entry) => entry.action === action);
  return all.filter((entry, i) => all.findIndex((other) => other.key === entry.key) === i);
};

async function firstStep(id: string): Promise<OpenStep> {
  await casesOf(test).caughtUp();
  const [step] = await casesOf(test).openSteps(await casesOf(test).get(id));
  if (!step) throw new Error('no open step');
  return step;
}

async function approve(id: string, key = 'a1', known?: OpenStep) {
  const cases = casesOf(test);
  const step = known ?? (await firstStep(id));
  const record = await cases.get(id);
  return cases.complete(
    {
      caseId: id,
      taskId: step.taskId,
      step: step.step,
      taskCreatedAt: step.since,
      outcome: 'return',
      opinion: '补充重点',
      data: {},
      caseVersion: record.version,
      key,
    },
    await test.as('chief'),
  );
}

describe('a case', () => {
  it('is started once, however often the same start is sent', async () => {
    const [first, again] = [await start(), await start()];
    expect(again.record._id).toBe(first.record._id);
    expect(again.message).toBe(first.message);
    expect(await test.engine.runtime.countProcessInstances({ businessKey: first.record.no })).toBe(1);
    expect(await stored(test).countDocuments({})).toBe(1);
    expect(recordsOf('case.start')).toMatchObject([{ target: first.record._id, by: 'p-officer1', outcome: 'done' }]);
  });

  it('has one audit record per applied command, however often it is sent', async () => {
    const { record } = await start();
    const step = await firstStep(record._id);
    for (let sent = 0; sent < 6; sent += 1) await approve(record._id, 'a1', step);
    expect(recordsOf('task.complete')).toMatchObject([
      { by: 'p-chief', detail: { outcome: 'return', step: 'approve_plan', no: record.no, post: 'post-chief' } },
    ]);
    await test.stop();
    test = await openPlatform(folder, { at: MORNING });
    expect(await stored(test).countDocuments({ 'audits.0': { $exists: true } })).toBe(0);
  });

  it('computes from what the platform knows of people, whatever name was sent with an id', async () => {
    const honest = await plan();
    const officers = (honest['officers'] as { id: string }[]).map(({ id }) => ({ id, name: '冒名' }));
    const enterprise = { ...(honest['enterprise'] as object), name: '冒名公司' };
    const { record } = await casesOf(test).start(
      { process: 'inspection', data: { ...honest, officers, enterprise }, key: 'forged' },
      await test.as('officer1'),
    );
    const first = await test.as('officer1');
    expect(record.data).toMatchObject({ lead_officer: first.person.name, enterprise: honest['enterprise'] });
    expect(JSON.stringify(record)).not.toContain('冒名');
  });

  it('refuses the key of one start for another content, and gives the same answer for the same', async () => {
    const first = await start('once');
    const other = { process: 'inspection', data: { ...(await plan()), content: ['A17'] }, key: 'once' };
    await expect(casesOf(test).start(other, await test.as('officer1'))).rejects.toMatchObject({
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    const reordered = Object.fromEntries(Object.entries(await plan()).reverse());
    const again = await casesOf(test).start(
      { process: 'inspection', data: reordered, key: 'once' },
      await test.as('officer1'),
    );
    expect(again.record._id).toBe(first.record._id);
    expect(await stored(test).countDocuments({})).toBe(1);
  });

  it('refuses the key of one completion for another content', async () => {
    const { record } = await start();
    const cases = casesOf(test);
    await cases.caughtUp();
    const [step] = await cases.openSteps(record);
    const request = (opinion: string) => ({
      caseId: record._id,
      taskId: step?.taskId ?? '',
      step: step?.step ?? '',
      taskCreatedAt: step?.since ?? '',
      outcome: 'return',
      opinion,
      data: {},
      caseVersion: record.version,
      key: 'once',
    });
    const chief = await test.as('chief');
    const done = await cases.complete(request('补充重点'), chief);
    expect((await cases.complete(request('补充重点'), chief)).message).toBe(done.message);
    await expect(cases.complete(request('同意'), chief)).rejects.toMatchObject({
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it.each(['before', 'after'] as const)('is started after a crash %s the engine answered', async (when) => {
    await restart(crashing('start', when));
    await expect(start()).rejects.toThrow('died');
    await restart();
    const [record] = await stored(test).find({}).lean();
    expect(record?.pending).toEqual([]);
    expect(recordsOf('case.start')).toMatchObject([{ target: record?._id, by: 'p-officer1' }]);
    expect(await test.engine.runtime.countProcessInstances({ businessKey: record?.no ?? '' })).toBe(1);
    expect(
      (await casesOf(test).openSteps(await casesOf(test).get(record?._id ?? ''))).map((open) => open.step),
    ).toEqual(['approve_plan']);
  });

  it.each(['before', 'after'] as const)('finishes a step after a crash %s the engine answered', async (when) => {
    const { record } = await start();
    await restart(crashing('complete', when));
    await expect(approve(record._id)).rejects.toThrow('died');
    await restart();
    const recovered = await casesOf(test).get(record._id);
    expect(recovered).toMatchObject({ pending: [], state: '方案修改中', version: 2 });
    expect(recovered.timeline.filter((entry) => entry.kind === 'step')).toHaveLength(1);
    expect(recordsOf('task.complete')).toMatchObject([{ by: 'p-chief', outcome: 'done' }]);
    expect((await casesOf(test).openSteps(recovered)).map((open) => open.step)).toEqual(['revise_plan']);
  });

  it('is as before when the engine no longer has the task', async () => {
    const { record } = await start();
    const cases = casesOf(test);
    await cases.caughtUp();
    const before = await cases.get(record._id);
    const [step] = await cases.openSteps(before);
    await test.engine.runtime.deleteProcessInstance(before.instanceId ?? '', { deleteReason: '撤销' });
    const { version, startedBy } = before;
    const request = {
      caseId: before._id,
      taskId: step?.taskId ?? '',
      step: 'approve_plan',
      taskCreatedAt: MORNING,
      outcome: 'approve',
      data: {},
      caseVersion: version,
      key: 'x',
    };
    expect(startedBy?.name).toBe('王执');
    await expect(cases.complete(request, await test.as('chief'))).rejects.toThrow('refused to complete');
    const after = await cases.get(record._id);
    expect(after.data).toEqual(before.data);
    expect(after.pending).toEqual([]);
    expect(after.timeline.some((entry) => entry.kind === 'step')).toBe(false);
    await cases.caughtUp();
    expect(await cases.get(record._id)).toMatchObject({ closed: true, state: '已终止' });
  });

  it('is refused to who opened it with older data, and tells the same answer to a repeated request', async () => {
    const { record } = await start();
    const first = await approve(record._id);
    expect(first.message).toBe('检查方案已退回修改。');
    const cases = casesOf(test);
    const { taskId } = first.record.finished[0] ?? { taskId: '' };
    const request = {
      caseId: record._id,
      taskId,
      step: 'approve_plan',
      taskCreatedAt: MORNING,
      outcome: 'return',
      opinion: '补充重点',
      data: {},
      caseVersion: 1,
    };
    const chief = await test.as('chief');
    expect((await cases.complete({ ...request, key: 'a1' }, chief)).message).toBe(first.message);
    await expect(cases.complete({ ...request, key: 'a2' }, chief)).rejects.toMatchObject({
      status: 409,
      code: 'CASE_STALE',
    });
  });

  it('is not seen by the enterprise it is about before it has a part in it', async () => {
    const { record } = await start();
    const lists = (principal: PersonPrincipal, query: CaseQuery) =>
      listCases(taskContext(test.platform), principal, query);
    const cases = casesOf(test);
    await expect(cases.visible(record._id, await test.as('ent01-safety'))).rejects.toMatchObject({ status: 404 });
    expect((await lists(await test.as('ent01-safety'), { page: 1, size: 20 })).total).toBe(0);
    expect((await lists(await test.as('chief'), { page: 1, size: 20, q: record.no.slice(-6) })).total).toBe(1);
    expect((await lists(await test.as('officer3'), { page: 1, size: 20 })).total).toBe(0);
  });

  it('is answered as the mistake of the process when a condition fails at its start, and nothing is kept', async () => {
    const packs = packsOf(test);
    const artifact = packs.activeOf('county-hazard')?.artifacts.find(({ id }) => id === 'inspection');
    const content = (artifact?.content ?? '')
      .replace(/(id="flow_start_approve_plan"[^>]*targetRef=")approve_plan/, '$1early')
      .replace(
        '<sequenceFlow ',
        `<exclusiveGateway id="early" name="先问" default="early_on" />
         <sequenceFlow id="early_on" sourceRef="early" targetRef="approve_plan" />
         <sequenceFlow id="early_if" sourceRef="early" targetRef="approve_plan"><conditionExpression>\${outcome == 'x'}</conditionExpression></sequenceFlow>
         <sequenceFlow `,
      );
    const draft = {
      base: packs.activeOf('county-hazard')?.ref ?? '',
      artifacts: [{ key: 'process/inspection', content }],
      parameters: {},
      savedAt: new Date(),
      savedBy: '何配',
    };
    await packs.models.packs.updateOne({ _id: 'county-hazard' }, { $set: { draft }, $inc: { rev: 1 } });
    await packs.publish('county-hazard', '何配', '先问');
    // Nobody has ended a step yet, so there is no outcome: the engine cannot go on.
    await expect(start()).rejects.toMatchObject({ status: 422, code: 'START_REFUSED' });
    expect(await stored(test).countDocuments({})).toBe(0);
  });

  it('keeps the pack version it started with when a newer one is published', async () => {
    const { record } = await start();
    const packs = packsOf(test);
    await packs.models.packs.updateOne(
      { _id: 'county-hazard' },
      {
        $set: {
          draft: {
            base: record.packVersion,
            artifacts: [],
            parameters: { TP71: 3 },
            savedAt: new Date(),
            savedBy: '何配',
          },
        },
        $inc: { rev: 1 },
      },
    );
    // Judged was another draft than the one that is there now.
    await expect(packs.publish('county-hazard', '何配', '缩短延期答复', 'seen before')).rejects.toMatchObject({
      code: 'DRAFT_STALE',
    });
    const published = await packs.publish('county-hazard', '何配', '缩短延期答复');
    expect(published.manifest.parameters.TP71?.value).toBe(3);
    const { record: later } = await start('k2');
    expect(later.packVersion).toBe(published.ref);
    expect((await casesOf(test).get(record._id)).packVersion).toBe(record.packVersion);
    await approve(record._id);
    expect((await test.engine.repository.listProcessDefinitions({ key: 'inspection' })).length).toBe(2);
    await restart();
    expect(packsOf(test).activeOf('county-hazard')?.ref).toBe(published.ref);
  });
});
