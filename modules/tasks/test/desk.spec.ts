import { EnterpriseLookup } from '@anliu/enterprises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, openPlatform, removeFolder, type TestPlatform } from '../../cases/test/platform.js';
import { TaskCommands } from '../src/app/commands.js';
import type { TaskContext } from '../src/app/context.js';
import { taskDetail } from '../src/app/read.js';
import { MAX_DRAFT_BYTES } from '../src/limits.js';
import { taskContext } from '../src/module.js';
import { listTasks } from '../src/worklist/lists.js';

let folder: string;
let test: TestPlatform;
let context: TaskContext;
let commands: TaskCommands;
let caseId: string;
let recordTask: string;

/** One inspection up to the step that two officers may take. */
beforeAll(async () => {
  folder = newFolder();
  test = await openPlatform(folder, { at: '2026-11-24T09:00:00+08:00' });
  context = taskContext(test.platform);
  commands = new TaskCommands(context);
  const officer = await test.as('officer1');
  const people = [officer, await test.as('officer2')].map(({ person: { id, name } }) => ({ id, name }));
  const enterprise = await test.platform.services.use(EnterpriseLookup).ref('91320724XXXX00019D');
  const data = {
    enterprise,
    plan_source: '1',
    plan_at: '2026-11-24',
    officers: people,
    methods: ['1'],
    content: ['A16'],
  };
  const { record } = await context.cases.start({ process: 'inspection', data, key: 'k' }, officer);
  caseId = record._id;
  await context.cases.settle(record);
});
afterAll(async () => {
  await test.stop();
  removeFolder(folder);
});

const desk = async (login: string, view: 'todo' | 'claimable' | 'done' | 'started' | 'drafts', q?: string) =>
  listTasks(context, await test.as(login), { view, q, page: 1, size: 20 });

describe('a desk', () => {
  it('shows a step to whom it was given, with the step’s limit in working days, and finds it by case and enterprise', async () => {
    const page = await desk('chief', 'todo');
    expect(page.items.map((task) => task.step)).toEqual(['approve_plan']);
    expect(page.items[0]).toMatchObject({
      unread: true,
      claimable: false,
      clock: { remainingWorkingDays: 2, due: '2026-11-26T23:59:59+08:00' },
    });
    const { no } = await context.cases.get(caseId);
    expect((await desk('chief', 'todo', no)).total).toBe(1);
    expect((await desk('chief', 'todo', '安澜')).total).toBe(1);
    expect((await desk('chief', 'todo', '91320724XXXX00019D')).total).toBe(1);
    expect((await desk('chief', 'todo', '碧港')).total).toBe(0);
    expect((await desk('officer1', 'started')).total).toBe(1);
    expect((await desk('officer3', 'todo')).total).toBe(0);
  });

  it('keeps a draft up to the limit and forgets it when the step is done', async () => {
    const chief = await test.as('chief');
    const [task] = (await desk('chief', 'todo')).items;
    const id = task?.id ?? '';
    await commands.saveDraft(id, { data: {}, opinion: '想一想', caseVersion: 1 }, chief);
    expect((await desk('chief', 'drafts')).total).toBe(1);
    expect((await taskDetail(context, id, chief)).draft?.opinion).toBe('想一想');
    const large = { focus: 'x'.repeat(MAX_DRAFT_BYTES) };
    await expect(commands.saveDraft(id, { data: large, caseVersion: 1 }, chief)).rejects.toMatchObject({ status: 400 });
    await expect(commands.saveDraft(id, { data: {}, caseVersion: 0 }, chief)).rejects.toMatchObject({
      code: 'CASE_STALE',
    });
    expect((await desk('chief', 'drafts')).total).toBe(1);
  });

  it('answers a double click once and tells later ones who was faster', async () => {
    const chief = await test.as('chief');
    const [task] = (await desk('chief', 'todo')).items;
    const id = task?.id ?? '';
    const request = { outcome: 'return', opinion: '补充检查重点', data: {}, caseVersion: 1 };
    const [first, second] = await Promise.all([
      commands.complete(id, request, 'a', chief),
      commands.complete(id, request, 'a', chief),
    ]);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ message: '检查方案已退回修改。', next: [{ name: '修改检查方案' }] });
    expect((await commands.complete(id, request, 'a', chief)).message).toBe(first.message);
    await expect(commands.complete(id, request, 'b', chief)).rejects.toMatchObject({
      code: 'TASK_GONE',
      message: expect.stringContaining('陆剑') as string,
    });
    expect((await desk('chief', 'done')).items[0]).toMatchObject({ outcomeLabel: '退回修改' });
    expect((await desk('chief', 'drafts')).total).toBe(0);
  });

  it('hands a task over only to somebody with the post, and writes the reason down', async () => {
    const officer = await test.as('officer1');
    const [task] = (await desk('officer1', 'todo')).items;
    const id = task?.id ?? '';
    const to = async (login: string) => (await test.as(login)).person.id;
    await expect(commands.transfer(id, { to: await to('chem1'), reason: '请帮忙' }, officer)).rejects.toMatchObject({
      status: 422,
    });
    await expect(commands.transfer(id, { to: await to('officer1'), reason: '请帮忙' }, officer)).rejects.toThrow(
      '转办给自己',
    );
    await commands.transfer(id, { to: await to('officer3'), reason: '出差' }, officer);
    expect((await desk('officer3', 'todo')).items.map((item) => item.id)).toEqual([id]);
    expect((await desk('officer1', 'todo')).total).toBe(0);
    expect((await context.cases.get(caseId)).timeline.at(-1)).toMatchObject({
      kind: 'command',
      title: '“修改检查方案”转办给张检',
      detail: '出差',
    });
    await expect(commands.transfer(id, { to: await to('officer2'), reason: '再转' }, officer)).rejects.toMatchObject({
      code: 'TASK_TAKEN',
    });
  });

  it('gives a shared task to who claims it first and back to all when it is put back', async () => {
    const third = await test.as('officer3');
    const [revise] = (await desk('officer3', 'todo')).items;
    await commands.complete(revise?.id ?? '', { outcome: 'submit', data: {}, caseVersion: 2 }, 'r', third);
    const [again] = (await desk('chief', 'todo')).items;
    const chief = await test.as('chief');
    const approving = commands.complete(again?.id ?? '', { outcome: 'approve', data: {}, caseVersion: 3 }, 'c', chief);
    // The document of the plan needs the rendering worker, which this platform does not run; it is done here by hand.
    const work = (async () => {
      for (;;) {
        const [task] = await test.engine.externalTasks.fetchAndLock({
          workerId: 'w',
          maxTasks: 1,
          topics: [{ topicName: 'document.render', lockDuration: 60_000 }],
          asyncResponseTimeout: 5_000,
        });
        if (task) return test.engine.externalTasks.complete(task.id, { workerId: 'w' });
      }
    })();
    await Promise.all([approving, work]);
    recordTask = (await desk('officer1', 'claimable')).items[0]?.id ?? '';
    const [one, two] = [await test.as('officer1'), await test.as('officer2')];
    await expect(
      commands.complete(recordTask, { outcome: 'submit', data: {}, caseVersion: 4 }, 'x', one),
    ).rejects.toMatchObject({ code: 'TASK_UNCLAIMED' });
    const claims = await Promise.allSettled([commands.claim(recordTask, one), commands.claim(recordTask, two)]);
    expect(claims.map((claim) => claim.status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = claims[0].status === 'fulfilled' ? one : two;
    const loser = winner === one ? two : one;
    await expect(commands.claim(recordTask, loser)).rejects.toMatchObject({
      code: 'TASK_TAKEN',
      message: expect.stringContaining(winner.person.name) as string,
    });
    await commands.unclaim(recordTask, winner);
    expect((await desk(loser.person.login, 'claimable')).total).toBe(1);
  });
});
