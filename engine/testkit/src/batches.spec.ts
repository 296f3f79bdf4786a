import { describe, expect, it } from 'vitest';
import { memoryAndDisk } from './reload.js';
import { model, withEngine } from './index.js';
import type { Story, StoryOptions } from './index.js';

const WAITING = model(`<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
  <userTask id="work"/><sequenceFlow id="f2" sourceRef="work" targetRef="end"/><endEvent id="end"/>`);

async function startMany({ engine }: Story, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++)
    ids.push((await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', businessKey: `k${i}` })).id);
  return ids;
}

/** A story about batches: after it, memory must equal disk. */
const story = (options: StoryOptions, tell: (story: Story) => Promise<void>): Promise<void> =>
  withEngine(
    [WAITING],
    async (told) => {
      await tell(told);
      for (const { memory, disk } of memoryAndDisk(told.engine)) expect(memory).toEqual(disk);
    },
    options,
  );

/** Executes the only job of a job definition, as a client does when the job loop is off. */
async function executeJobOf({ engine }: Story, jobDefinitionId: string): Promise<void> {
  const jobs = await engine.jobs.list({ jobDefinitionId });
  expect(jobs).toHaveLength(1);
  await engine.jobs.execute(jobs[0]?.id ?? '');
}

describe('a batch', () => {
  it('is seeded, executed and ended by jobs that a client may execute one by one', () =>
    story({}, async (told) => {
      const { engine } = told;
      const processInstanceIds = await startMany(told, 2);
      const batch = await engine.batches.deleteProcessInstances({ processInstanceIds }, { userId: 'zhang' });
      expect(batch).toMatchObject({
        type: 'instance-deletion',
        totalJobs: 2,
        jobsCreated: 0,
        batchJobsPerSeed: 100,
        invocationsPerBatchJob: 1,
        suspended: false,
        createUserId: 'zhang',
        executionStartTime: null,
      });
      // The seed makes the jobs and the monitor, and nothing else.
      await executeJobOf(told, batch.seedJobDefinitionId);
      expect(await engine.batches.get(batch.id)).toMatchObject({ jobsCreated: 2, executionStartTime: null });
      expect(await engine.runtime.countProcessInstances()).toBe(2);
      const [first, second] = await engine.jobs.list({ jobDefinitionId: batch.batchJobDefinitionId });
      expect(first).toMatchObject({ batchId: batch.id, processInstanceId: null });
      // Each job does its part.
      await engine.jobs.execute(first?.id ?? '');
      expect(await engine.runtime.countProcessInstances()).toBe(1);
      expect((await engine.batches.get(batch.id)).executionStartTime).not.toBeNull();
      // The monitor waits for what is left.
      await executeJobOf(told, batch.monitorJobDefinitionId);
      expect(await engine.batches.count()).toBe(1);
      await engine.jobs.execute(second?.id ?? '');
      await executeJobOf(told, batch.monitorJobDefinitionId);
      expect(await engine.batches.count()).toBe(0);
      expect(await engine.jobs.countDefinitions({ jobDefinitionId: batch.batchJobDefinitionId })).toBe(0);
      expect(await engine.batches.getHistoric(batch.id)).toMatchObject({ totalJobs: 2, createUserId: 'zhang' });
      expect((await engine.batches.getHistoric(batch.id)).endTime).not.toBeNull();
    }));

  it('runs by itself to its end', () =>
    story({}, async (told) => {
      await startMany(told, 3);
      const { id } = await told.engine.batches.deleteProcessInstances({
        processInstanceQuery: { processDefinitionKey: 'p' },
        deleteReason: 'cleared',
      });
      await told.wait(0);
      expect(await told.engine.runtime.countProcessInstances()).toBe(0);
      await expect(told.engine.batches.get(id)).rejects.toMatchObject({ status: 404 });
      const ended = await told.engine.history.listProcessInstances();
      expect(ended.map(({ deleteReason }) => deleteReason)).toEqual(['cleared', 'cleared', 'cleared']);
    }));

  it('is seeded in portions, each job working on as many items as it is told', () =>
    story({ batches: { jobsPerSeed: 2, invocationsPerJob: 3 } }, async (told) => {
      const { engine } = told;
      await startMany(told, 10);
      const batch = await engine.batches.suspendProcessInstances({ processInstanceQuery: {}, suspended: true });
      expect(batch).toMatchObject({ totalJobs: 4, batchJobsPerSeed: 2, invocationsPerBatchJob: 3 });
      await executeJobOf(told, batch.seedJobDefinitionId);
      expect(await engine.batches.listStatistics()).toMatchObject([
        { id: batch.id, jobsCreated: 2, remainingJobs: 4, completedJobs: 0, failedJobs: 0 },
      ]);
      const [job] = await engine.jobs.list({ jobDefinitionId: batch.batchJobDefinitionId });
      await engine.jobs.execute(job?.id ?? '');
      expect(await engine.runtime.countProcessInstances({ suspended: true })).toBe(3);
      expect(await engine.batches.listStatistics()).toMatchObject([{ remainingJobs: 3, completedJobs: 1 }]);
      await told.wait(0);
      expect(await engine.runtime.countProcessInstances({ suspended: true })).toBe(10);
    }));

  it('does all items of a job or none, and keeps the failed job until it is given another chance', () =>
    story({ batches: { invocationsPerJob: 2 } }, async (told) => {
      const { engine } = told;
      const [id = ''] = await startMany(told, 1);
      const modified = (instances: string[]) =>
        engine.batches.modifyProcessInstances({
          processDefinitionId: definition?.id ?? '',
          processInstanceIds: instances,
          instructions: [{ type: 'startBeforeActivity', activityId: 'work' }],
        });
      const [definition] = await engine.repository.listProcessDefinitions();
      const batch = await modified([id, 'nobody']);
      await told.wait(0);
      expect(await told.openTasks()).toEqual(['work']);
      expect(await engine.batches.listStatistics({ withFailures: true })).toMatchObject([
        { id: batch.id, remainingJobs: 1, completedJobs: 0, failedJobs: 1 },
      ]);
      expect(await engine.batches.countStatistics({ withoutFailures: true })).toBe(0);
      expect(await engine.incidents.list()).toMatchObject([
        { incidentType: 'failedJob', jobDefinitionId: batch.batchJobDefinitionId, processInstanceId: null },
      ]);
      // Its monitor goes on looking; the batch ends when its failed job is gone.
      await told.wait(30_000);
      expect(await engine.batches.count()).toBe(1);
      const [job] = await engine.jobs.list({ jobDefinitionId: batch.batchJobDefinitionId });
      expect(job?.exceptionMessage).toContain("'nobody'");
      await engine.jobs.delete(job?.id ?? '');
      expect(await engine.incidents.count()).toBe(0);
      await told.wait(30_000);
      expect(await engine.batches.count()).toBe(0);
    }));

  it('takes nothing of others with it when a job fails in the commit it shares with them', () =>
    story({}, async (told) => {
      const { engine } = told;
      const [definition] = await engine.repository.listProcessDefinitions();
      const batch = await engine.batches.modifyProcessInstances({
        processDefinitionId: definition?.id ?? '',
        processInstanceIds: ['nobody'],
        instructions: [{ type: 'startBeforeActivity', activityId: 'work' }],
      });
      await executeJobOf(told, batch.seedJobDefinitionId);
      const [job] = await engine.jobs.list({ jobDefinitionId: batch.batchJobDefinitionId });
      const { commits } = engine.core.processor.stats;
      const start = () => engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      const outcomes = await Promise.allSettled([start(), engine.jobs.execute(job?.id ?? ''), start()]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      // One commit for the three, and two for looking at the failed job and booking it.
      expect(engine.core.processor.stats.commits - commits).toBe(3);
      expect(await engine.runtime.countProcessInstances()).toBe(2);
      expect(await engine.tasks.count()).toBe(2);
      expect((await engine.batches.get(batch.id)).executionStartTime).toBeNull();
      expect(engine.core.db.prepare('SELECT count(*) AS n FROM batch_item').get()).toEqual({ n: 1 });
      expect(await engine.jobs.get(job?.id ?? '')).toMatchObject({ retries: 2 });
    }));

  it('stands still while it is suspended', () =>
    story({}, async (told) => {
      const { engine } = told;
      await startMany(told, 2);
      const { id } = await engine.batches.deleteProcessInstances({ processInstanceQuery: {} });
      await engine.batches.setSuspended(id, true);
      expect(await engine.batches.list({ suspended: true })).toMatchObject([{ id, suspended: true }]);
      await told.wait(60_000);
      expect(await engine.runtime.countProcessInstances()).toBe(2);
      await engine.batches.setSuspended(id, false);
      await told.wait(0);
      expect(await engine.runtime.countProcessInstances()).toBe(0);
      expect(await engine.batches.count()).toBe(0);
    }));

  it('is deleted with its jobs; with cascade also with its history', () =>
    story({ batches: { jobsPerSeed: 1 } }, async (told) => {
      const { engine } = told;
      await startMany(told, 3);
      const kept = await engine.batches.deleteProcessInstances({ processInstanceQuery: {} });
      await executeJobOf(told, kept.seedJobDefinitionId);
      await engine.batches.delete(kept.id);
      const gone = await engine.batches.deleteProcessInstances({ processInstanceQuery: {} });
      await executeJobOf(told, gone.seedJobDefinitionId);
      await engine.batches.delete(gone.id, { cascade: true });
      expect(await engine.jobs.count()).toBe(0);
      expect(await engine.jobs.countDefinitions({ jobType: 'instance-deletion' })).toBe(0);
      expect(engine.core.db.prepare('SELECT count(*) AS n FROM batch_item').get()).toEqual({ n: 0 });
      expect((await engine.batches.listHistoric({ completed: true })).map(({ id }) => id)).toEqual([kept.id]);
      expect(await engine.history.countJobLogs({ jobDefinitionId: gone.seedJobDefinitionId })).toBe(0);
      await engine.batches.deleteHistoric(kept.id);
      expect(await engine.batches.countHistoric()).toBe(0);
      expect(await engine.runtime.countProcessInstances()).toBe(3);
      await expect(engine.batches.delete(kept.id)).rejects.toMatchObject({ status: 400 });
    }));

  it('has at most as many items as the limit allows', () =>
    story({ batches: { maxItems: 3 } }, async (told) => {
      const { engine } = told;
      await startMany(told, 2);
      const all = { processInstanceQuery: {} };
      await engine.batches.suspendProcessInstances({ ...all, suspended: true });
      await startMany(told, 1);
      expect(await engine.batches.suspendProcessInstances({ ...all, suspended: true })).toMatchObject({ totalJobs: 3 });
      await startMany(told, 1);
      await expect(engine.batches.suspendProcessInstances({ ...all, suspended: true })).rejects.toMatchObject({
        limit: 'MAX_BATCH_ITEMS',
        status: 400,
      });
      await expect(engine.batches.deleteProcessInstances({ processInstanceIds: [] })).rejects.toThrow(
        'processInstanceIds is empty',
      );
    }));
});
