import { describe, expect, it } from 'vitest';
import { model, withEngine } from './index.js';
import type { Story, StoryOptions } from './index.js';

const DAY = 86_400_000;
const inside = (days: string) => `<process id="p" isExecutable="true" camunda:historyTimeToLive="${days}">
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="call"/>
  <callActivity id="call" calledElement="called"/></process>
  <process id="called" isExecutable="true"><startEvent id="begin"/><sequenceFlow id="g1" sourceRef="begin" targetRef="work"/>
  <userTask id="work"/></process>`;
const story = (options: StoryOptions, tell: (story: Story) => Promise<void>): Promise<void> =>
  withEngine([model(inside('3'))], tell, options);

const at = (text: string | null | undefined): number => Date.parse((text ?? '').replace(/(\d\d)$/, ':$1'));

async function removalTimes({ engine }: Story): Promise<(string | null)[]> {
  const instances = await engine.history.listProcessInstances();
  const activities = await engine.history.listActivityInstances();
  return [...instances, ...activities].map((row) => row.removalTime);
}

describe('removal time', () => {
  it('counts from the end of the root instance, for everything it called', () =>
    story({}, async (told) => {
      await told.engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      await told.wait(DAY);
      expect(new Set(await removalTimes(told))).toEqual(new Set([null]));
      await told.complete('work');
      const times = new Set(await removalTimes(told));
      expect(times.size).toBe(1);
      expect(at([...times][0])).toBe(told.clock.now() + 3 * DAY);
    }));

  it('counts from the start of the root instance when told so', () =>
    story({ history: { removalTimeStrategy: 'start' } }, async (told) => {
      const start = told.clock.now();
      await told.engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      const instances = await told.engine.history.listProcessInstances();
      expect(instances.map(({ removalTime }) => at(removalTime))).toEqual([start + 3 * DAY, start + 3 * DAY]);
      await told.wait(DAY);
      await told.complete('work');
      expect(new Set((await removalTimes(told)).map(at))).toEqual(new Set([start + 3 * DAY]));
    }));

  it('is not set when told so, nor without a time to live', async () => {
    const never = async (told: Story): Promise<void> => {
      await told.engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      await told.complete('work');
      expect(new Set(await removalTimes(told))).toEqual(new Set([null]));
    };
    await story({ history: { removalTimeStrategy: 'none' } }, never);
    await story({}, async (told) => {
      const [definition] = await told.engine.repository.listProcessDefinitions({ key: 'p' });
      await told.engine.repository.setProcessDefinitionHistoryTimeToLive(definition?.id ?? '', null);
      await never(told);
    });
  });
});

describe('cleanup', () => {
  /** Starts and ends an instance. */
  async function oneMore({ engine, complete }: Story): Promise<void> {
    await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
    await complete('work');
  }

  it('removes what may go and nothing else, and is suspended until it is asked for again', () =>
    story({}, async (told) => {
      const { engine } = told;
      await oneMore(told);
      await told.wait(2 * DAY);
      await oneMore(told);
      await told.wait(DAY);
      const report = async () => (await engine.historyCleanup.listCleanableProcessInstances({ compact: true }))[0];
      const [row] = await engine.historyCleanup.listCleanableProcessInstances({ processDefinitionKeyIn: ['p'] });
      expect(row).toMatchObject({
        historyTimeToLive: 3,
        finishedProcessInstanceCount: 2,
        cleanableProcessInstanceCount: 1,
      });
      expect(await report()).toBeDefined();
      const job = await engine.historyCleanup.schedule();
      await engine.jobs.execute(job?.id ?? '');
      expect(await engine.history.countProcessInstances()).toBe(2);
      expect(await engine.history.countActivityInstances()).toBe(4);
      expect(await engine.historyCleanup.listJobs()).toMatchObject([{ id: job?.id, suspended: true }]);
      await told.wait(2 * DAY);
      expect(await engine.history.countProcessInstances()).toBe(2);
      await engine.historyCleanup.schedule();
      await told.wait(0);
      expect(await engine.history.countProcessInstances()).toBe(0);
      expect(await engine.historyCleanup.countCleanableProcessInstances({ compact: true })).toBe(0);
    }));

  it('removes portion after portion, each in a transaction of its own', () =>
    story({ history: { cleanupBatchSize: 2 } }, async (told) => {
      for (let i = 0; i < 3; i++) await oneMore(told);
      told.clock.advance(3 * DAY);
      const job = await told.engine.historyCleanup.schedule();
      await told.engine.jobs.execute(job?.id ?? '');
      expect(await told.engine.history.countProcessInstances()).toBe(4);
      await told.wait(0);
      expect(await told.engine.history.countProcessInstances()).toBe(0);
    }));

  it('works by itself in its batch window', () =>
    story({ history: { batchWindow: { start: '23:00', end: '01:00' } } }, async (told) => {
      const { engine, clock } = told;
      await oneMore(told);
      const configuration = await engine.historyCleanup.getConfiguration();
      expect(configuration.enabled).toBe(true);
      expect(at(configuration.batchWindowEndTime) - at(configuration.batchWindowStartTime)).toBe(7_200_000);
      const noon = new Date(clock.now() + 3 * DAY).setHours(12, 0, 0, 0) + DAY;
      await told.wait(noon - clock.now());
      await oneMore(told);
      const before = await engine.history.countProcessInstances();
      const [job] = await engine.historyCleanup.listJobs();
      expect(at(job?.dueDate)).toBe(new Date(noon).setHours(23, 0, 0, 0));
      await told.wait(at(job?.dueDate) - clock.now());
      expect(before).toBeGreaterThan(0);
      expect(await engine.history.countProcessInstances()).toBe(2);
      const [later] = await engine.historyCleanup.listJobs();
      expect(at(later?.dueDate) - clock.now()).toBeGreaterThanOrEqual(10_000);
      expect(later?.suspended).toBe(false);
    }));

  it('is refused where it is switched off', () =>
    story({ history: { cleanupEnabled: false } }, async ({ engine }) => {
      await expect(engine.historyCleanup.schedule()).rejects.toMatchObject({ status: 400 });
      expect(await engine.historyCleanup.getConfiguration()).toEqual({
        enabled: false,
        batchWindowStartTime: null,
        batchWindowEndTime: null,
      });
    }));
});
