import { EnterpriseLookup } from '@anliu/enterprises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { casesOf, newFolder, openPlatform, removeFolder, type TestPlatform } from '../../cases/test/platform.js';
import { TaskCommands } from '../src/app/commands.js';
import { taskDetail } from '../src/app/read.js';
import { MAX_COUNTED } from '../src/limits.js';
import { taskContext } from '../src/module.js';
import { listCases, listTasks, type CaseQuery } from '../src/worklist/lists.js';
import { WORKLIST_FORM } from '../src/worklist/worklist.js';

const MORNING = '2026-11-24T09:00:00+08:00';
let folder: string;
let test: TestPlatform;

beforeEach(async () => {
  folder = newFolder();
  test = await openPlatform(folder, { at: MORNING });
});
afterEach(async () => {
  await test.stop();
  removeFolder(folder);
});

const restart = async (at = MORNING): Promise<void> => {
  await test.stop();
  test = await openPlatform(folder, { at });
};

async function start(key: string, login = 'officer1', uscc = '91320724XXXX00019D') {
  const [officer, second] = [await test.as(login), await test.as(login === 'officer1' ? 'officer2' : 'officer1')];
  const enterprise = await test.platform.services.use(EnterpriseLookup).ref(uscc);
  const { record } = await casesOf(test).start(
    {
      process: 'inspection',
      data: {
        enterprise,
        plan_source: '1',
        plan_at: '2026-11-24',
        officers: [officer.person, second.person].map(({ id, name }) => ({ id, name })),
        methods: ['1'],
        content: ['A16'],
      },
      key,
    },
    officer,
  );
  return record;
}

const cases = async (login: string, query: Partial<CaseQuery> = {}) =>
  listCases(taskContext(test.platform), await test.as(login), { page: 1, size: 20, ...query });
const desk = async (login: string, view: 'todo' | 'claimable' | 'done' | 'started' | 'drafts' = 'todo', q?: string) =>
  listTasks(taskContext(test.platform), await test.as(login), { view, q, page: 1, size: 20 });

async function returnPlan(id: string, key: string): Promise<void> {
  const context = taskContext(test.platform);
  const chief = await test.as('chief');
  const record = await context.cases.get(id);
  const [step] = await context.cases.openSteps(record);
  await new TaskCommands(context).complete(
    step?.taskId ?? '',
    { outcome: 'return', opinion: '补充', data: {}, caseVersion: record.version },
    key,
    chief,
  );
}

/** What is stored of the projection, without the numbers that only say in which order rows were made. */
async function rows() {
  const { models } = taskContext(test.platform);
  const [desk, list] = await Promise.all([
    models.desk.find({}).sort({ _id: 1 }).lean(),
    models.caseRows.find({}).sort({ no: 1 }).lean(),
  ]);
  return JSON.stringify({ desk, list: list.map((row) => ({ ...row, _id: 0 })) });
}

/** Counts as they are kept and as the rows say. */
async function counted(login: string) {
  const { models } = taskContext(test.platform);
  const { person } = await test.as(login);
  const { counts } = await desk(login);
  const said: Record<string, number> = {};
  for (const view of ['todo', 'claimable', 'done', 'started', 'drafts'] as const)
    said[view] = await models.desk.countDocuments({ owner: person.id, view });
  return { kept: counts, said: { ...said, cc: 0 } };
}

describe('the most urgent unmet duty of a case', () => {
  it('is the step’s own limit as well as a clock, says who has it since when, and stays when it has run out', async () => {
    const record = await start('a');
    const [listed] = (await cases('chief')).items;
    expect(listed?.duty).toMatchObject({
      name: '审批检查方案',
      due: '2026-11-26T23:59:59+08:00',
      state: 'running',
      holder: [{ name: '陆剑' }],
      town: { code: record.region },
      overdue: false,
    });
    expect(listed?.duty?.unit).toBeDefined();
    expect(listed?.duty?.since.slice(0, 16)).toBe(MORNING.slice(0, 16));
    expect((await cases('chief', { overdue: true })).total).toBe(0);
    await test.clock.setTo(new Date('2026-11-27T09:00:00+08:00'));
    const late = await cases('chief', { overdue: true });
    expect(late.items.map((item) => [item.no, item.duty?.overdue])).toEqual([[record.no, true]]);
    expect(late.total).toBe(1);
    expect((await casesOf(test).detail(record._id, await test.as('chief'))).duty).toMatchObject({ overdue: true });
    // Another kind, or somebody who does not see the case, finds nothing.
    expect((await cases('chief', { overdue: true, kind: 'nothing' })).total).toBe(0);
    expect((await cases('officer3', { overdue: true })).total).toBe(0);
    await returnPlan(record._id, 'r');
    expect((await cases('chief', { overdue: true })).total).toBe(0);
  });
});

describe('counts', () => {
  it('are kept with every step, claim, draft and restart as the rows say', async () => {
    const [first, second] = [await start('a'), await start('b', 'officer2')];
    await returnPlan(first._id, 'r');
    const [task] = (await desk('officer1')).items;
    await new TaskCommands(taskContext(test.platform)).saveDraft(
      task?.id ?? '',
      { data: {}, opinion: '想一想', caseVersion: 2 },
      await test.as('officer1'),
    );
    for (const login of ['officer1', 'officer2', 'chief', 'officer3']) {
      const { kept, said } = await counted(login);
      expect(kept, login).toEqual(said);
    }
    expect((await desk('chief')).counts).toMatchObject({ todo: 1, done: 1 });
    expect((await desk('officer1')).counts).toMatchObject({ todo: 1, started: 1, drafts: 1 });
    expect((await cases('chief')).total).toBe(2);
    expect((await cases('chief', { state: second.state, closed: false })).total).toBe(
      (await cases('chief', { state: second.state })).items.length,
    );
    const before = await counted('officer1');
    await restart();
    expect(await counted('officer1')).toEqual(before);
  });

  it('say that there are more when more were found than are counted', async () => {
    const record = await start('a');
    const { models, worklist } = taskContext(test.platform);
    const [row] = await models.caseRows.find({ caseId: record._id }).lean();
    if (!row) throw new Error('no row');
    const copies = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => ({ ...row, _id: from + i + 1, caseId: `copy ${from + i}` }));
    await models.caseRows.collection.insertMany(copies(0, MAX_COUNTED - 1) as never);
    expect(await cases('chief', { q: '检查' })).toMatchObject({ total: MAX_COUNTED });
    expect((await cases('chief', { q: '检查' })).more).toBeUndefined();
    await models.caseRows.collection.insertMany(copies(MAX_COUNTED - 1, MAX_COUNTED) as never);
    expect(await cases('chief', { q: '检查' })).toMatchObject({ total: MAX_COUNTED, more: true });
    expect(worklist.counts.desk('todo', 'nobody')).toBe(0);
  });
});

describe('search', () => {
  it('finds names of two characters, pinyin, initials and numbers, in lists and on desks, and only what one may see', async () => {
    const record = await start('a');
    for (const q of ['检查', '安澜', '陆剑', 'lujian', 'lj', '检', record.no, record.no.slice(-6), '安澜 检查']) {
      expect((await cases('chief', { q })).total, q).toBe(1);
      expect((await desk('chief', 'todo', q)).items, q).toHaveLength(1);
    }
    for (const q of ['碧港', '消防', '剑陆', 'zzz', `${record.no}9`]) {
      expect((await cases('chief', { q })).total, q).toBe(0);
      expect((await desk('chief', 'todo', q)).items, q).toHaveLength(0);
    }
    expect((await cases('officer3', { q: '检查' })).total).toBe(0);
    expect((await desk('officer1', 'todo', '检查')).items).toHaveLength(0);
    expect((await desk('officer1', 'started', '检查')).items).toHaveLength(1);
    // A question of nothing but what cannot be seen is no question.
    expect((await cases('chief', { q: '\u200b' })).total).toBe(1);
  });
});

describe('the rows', () => {
  it('are made anew from cases and tasks when they are missing or of an older form, and are the same then', async () => {
    const record = await start('a');
    await start('b', 'officer2');
    await returnPlan(record._id, 'r');
    const [task] = (await desk('officer1')).items;
    await taskDetail(taskContext(test.platform), task?.id ?? '', await test.as('officer1'));
    const before = await rows();
    const { models } = taskContext(test.platform);
    await Promise.all([models.desk.deleteMany({}), models.caseRows.deleteMany({}), models.form.deleteMany({})]);
    await restart();
    expect(await rows()).toBe(before);
    await taskContext(test.platform).models.form.updateOne({}, { $set: { form: WORKLIST_FORM - 1 } });
    await taskContext(test.platform).models.desk.updateMany({}, { $set: { at: '1970' } });
    await restart();
    expect(await rows()).toBe(before);
    expect((await desk('officer1')).counts).toMatchObject({ todo: 1 });
  });

  it('follow a case that was written without them: a crash came between', async () => {
    const record = await start('a');
    await start('b', 'officer2');
    const before = await rows();
    const { models } = taskContext(test.platform);
    // As a crash of MongoDB's side can leave it: the case is there, its rows are not, or are those of before.
    await models.desk.deleteMany({ caseId: record._id });
    await models.caseRows.updateOne({ caseId: record._id }, { $set: { rev: 0, title: '旧', duty: null } });
    await restart();
    expect(await rows()).toBe(before);
    expect((await desk('chief')).counts.todo).toBe(2);
  });

  it('are the same when the engine’s events come again', async () => {
    const record = await start('a');
    await returnPlan(record._id, 'r');
    const before = await rows();
    const stored = { ...(await casesOf(test).get(record._id)), audits: [] };
    await test.platform.storage.connection.collection('eventcursors').deleteMany({});
    await restart();
    expect(await rows()).toBe(before);
    expect({ ...(await casesOf(test).get(record._id)), audits: [] }).toEqual(stored);
    expect((await counted('chief')).kept).toEqual((await counted('chief')).said);
  });
});
