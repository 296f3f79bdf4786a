import { describe, expect, it } from 'vitest';
import { flow, model, started, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const MINUTE = 60_000;
/** A step that fails as long as `ready` is not there, carried out by a job. */
const work = (inside = ''): string =>
  model(`<startEvent id="s"/>${flow('s', 'work')}
  <serviceTask id="work" camunda:asyncBefore="true" camunda:expression="\${ready}">${inside}</serviceTask>
  ${flow('work', 'after')}<userTask id="after"/>`);
const retry = (cycle: string): string =>
  `<extensionElements><camunda:failedJobRetryTimeCycle>${cycle}</camunda:failedJobRetryTimeCycle></extensionElements>`;

const withJob = (
  story: (story: Story, id: string, processInstanceId: string) => Promise<void>,
  process = work(),
): Promise<void> =>
  withEngine([process], async (told) => {
    const processInstanceId = await started(told);
    const [job] = await told.engine.jobs.list();
    await story(told, job?.id ?? '', processInstanceId);
  });
const tried = async ({ engine }: Story, id: string): Promise<void> =>
  expect(engine.jobs.execute(id)).rejects.toThrow('ready');

describe('a job that fails', () => {
  it('has one retry less each time, keeps why, and makes one incident when none is left', () =>
    withJob(async (story, id) => {
      const { jobs, incidents } = story.engine;
      for (const retries of [2, 1]) {
        await tried(story, id);
        expect(await jobs.get(id)).toMatchObject({ retries, failedActivityId: 'work' });
        expect(await incidents.count()).toBe(0);
      }
      await tried(story, id);
      await tried(story, id);
      const job = await jobs.get(id);
      expect(job.retries).toBe(0);
      expect(job.exceptionMessage).toContain('ready');
      expect(await incidents.list()).toMatchObject([
        { incidentType: 'failedJob', configuration: id, activityId: 'work', incidentMessage: job.exceptionMessage },
      ]);
    }));

  it('waits as long as its retry cycle says', () =>
    withJob(
      async (story, id, processInstanceId) => {
        await tried(story, id);
        await story.engine.runtime.setVariable(processInstanceId, 'ready', { value: true });
        await story.wait(5 * MINUTE - 1);
        expect(await story.openTasks()).toEqual([]);
        await story.wait(1);
        expect(await story.openTasks()).toEqual(['after']);
      },
      work(retry('R3/PT5M')),
    ));

  it('waits longer each time when its retry cycle is a list of intervals', () =>
    withJob(
      async (story, id) => {
        for (const minutes of [1, 10]) {
          await tried(story, id);
          const { dueDate } = await story.engine.jobs.get(id);
          expect(Date.parse(dueDate ?? '') - story.clock.now()).toBe(minutes * MINUTE);
        }
      },
      work(retry('PT1M,PT10M')),
    ));

  it('leaves a log of every attempt', () =>
    withJob(async (story, id) => {
      await tried(story, id);
      const log = await story.engine.history.listJobLogs({ jobId: id });
      expect(log.filter(({ failureLog }) => failureLog)).toMatchObject([{ jobRetries: 3, failedActivityId: 'work' }]);
    }));

  it('goes on, and its incident ends, when it gets retries again', () =>
    withJob(async (story, id, processInstanceId) => {
      const { jobs, incidents, runtime } = story.engine;
      for (let times = 0; times < 2; times++) {
        await jobs.setRetries({ jobIds: [id] }, { retries: 0 });
        expect(await incidents.count()).toBe(1);
      }
      await runtime.setVariable(processInstanceId, 'ready', { value: true });
      await story.wait(0);
      expect(await story.openTasks()).toEqual([]);
      await jobs.setRetries({ jobIds: [id] }, { retries: 1 });
      expect(await incidents.count()).toBe(0);
      await story.wait(0);
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('never has less than no retries', () =>
    withJob(async (story, id) => {
      const { jobs } = story.engine;
      await expect(jobs.setRetries({ jobIds: [id] }, { retries: -1 })).rejects.toMatchObject({ status: 400 });
      expect(await jobs.get(id)).toMatchObject({ retries: 3 });
    }));
});

describe('a suspended job', () => {
  it('is not run until it is activated', () =>
    withJob(async (story, jobId, processInstanceId) => {
      const { jobs, runtime } = story.engine;
      await runtime.setVariable(processInstanceId, 'ready', { value: true });
      await jobs.setSuspended({ jobId }, true);
      await story.wait(MINUTE);
      expect(await story.openTasks()).toEqual([]);
      await jobs.setSuspended({ jobId }, false);
      await story.wait(0);
      expect(await story.openTasks()).toEqual(['after']);
    }));
});
