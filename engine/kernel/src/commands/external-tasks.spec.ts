import type { ExternalTaskFailureInput } from '@anliu/engine-protocol';
import { describe, expect, it } from 'vitest';
import { flow, model, started, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const LOCK_MS = 1000;
const mail = (inside = '', beside = ''): string =>
  model(`<startEvent id="s"/>${flow('s', 'send')}
  <serviceTask id="send" camunda:type="external" camunda:topic="mail"><extensionElements>${inside}</extensionElements></serviceTask>
  ${flow('send', 'after')}<userTask id="after"/>${beside}`);

/** One process with one open external task, not locked by anyone. */
const withTask = (
  story: (story: Story, id: string, processInstanceId: string) => Promise<void>,
  process = mail(),
): Promise<void> =>
  withEngine([process], async (told) => {
    const processInstanceId = await started(told);
    const [task] = await told.engine.externalTasks.list();
    await story(told, task?.id ?? '', processInstanceId);
  });

const lock = ({ engine }: Story, id: string, workerId: string, lockDuration = LOCK_MS): Promise<void> =>
  engine.externalTasks.lock(id, { workerId, lockDuration });
const extend = ({ engine }: Story, id: string, workerId: string, newDuration: number): Promise<void> =>
  engine.externalTasks.extendLock(id, { workerId, newDuration });
const fail = ({ engine }: Story, id: string, input: Partial<ExternalTaskFailureInput>): Promise<void> =>
  engine.externalTasks.handleFailure(id, { workerId: 'w', errorMessage: 'no', ...input });
/** Milliseconds for which the lock still holds. */
const lockedFor = async ({ engine, clock }: Story, id: string): Promise<number> =>
  Date.parse((await engine.externalTasks.get(id)).lockExpirationTime ?? '') - clock.now();
const holder = async ({ engine }: Story, id: string): Promise<string | null> =>
  (await engine.externalTasks.get(id)).workerId;
const FETCH = { maxTasks: 1, topics: [{ topicName: 'mail', lockDuration: LOCK_MS }] };
const fetched = ({ engine }: Story, workerId: string) => engine.externalTasks.fetchAndLock({ workerId, ...FETCH });

describe('the lock of an external task', () => {
  it('keeps other workers out until it is over, not a millisecond longer', () =>
    withTask(async (story, id) => {
      await lock(story, id, 'w');
      story.clock.advance(LOCK_MS - 1);
      await expect(lock(story, id, 'other')).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining("It is locked by worker 'w'") as string,
      });
      expect(await holder(story, id)).toBe('w');
      story.clock.advance(1);
      await lock(story, id, 'other');
      expect(await holder(story, id)).toBe('other');
    }));

  it('can be taken again by the worker that holds it, and counts from then on', () =>
    withTask(async (story, id) => {
      await lock(story, id, 'w');
      story.clock.advance(LOCK_MS - 1);
      await lock(story, id, 'w');
      expect(await lockedFor(story, id)).toBe(LOCK_MS);
    }));

  it.each([0, -1])('refuses to last %i milliseconds', (duration) =>
    withTask(async (story, id) => {
      await expect(lock(story, id, 'w', duration)).rejects.toMatchObject({ status: 400 });
      expect(await holder(story, id)).toBeNull();
      await lock(story, id, 'w', 1);
      await expect(extend(story, id, 'w', duration)).rejects.toMatchObject({ status: 400 });
      expect(await lockedFor(story, id)).toBe(1);
    }),
  );

  it('is extended from now on, by the worker that holds it only', () =>
    withTask(async (story, id) => {
      await lock(story, id, 'w');
      story.clock.advance(LOCK_MS);
      await expect(extend(story, id, 'other', 50)).rejects.toMatchObject({ status: 400 });
      await extend(story, id, 'w', 50);
      expect(await lockedFor(story, id)).toBe(50);
    }));

  it('is not extended once it is over', () =>
    withTask(async (story, id) => {
      await lock(story, id, 'w');
      story.clock.advance(LOCK_MS + 1);
      await expect(extend(story, id, 'w', 50)).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining('expired') as string,
      });
      expect(await lockedFor(story, id)).toBe(-1);
    }));
});

describe('the worker of an external task', () => {
  it('is the only one that may complete it, fail it or throw its error', () =>
    withTask(async (story, id) => {
      const { externalTasks } = story.engine;
      await lock(story, id, 'w');
      for (const answer of [
        externalTasks.complete(id, { workerId: 'other' }),
        externalTasks.handleBpmnError(id, { workerId: 'other', errorCode: 'x' }),
        fail(story, id, { workerId: 'other' }),
      ]) {
        await expect(answer).rejects.toMatchObject({ status: 400 });
      }
      expect(await story.openTasks()).toEqual([]);
      await externalTasks.complete(id, { workerId: 'w' });
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('can neither complete nor fail it while the instance is suspended, and can again afterwards', () =>
    withTask(async (story, id, processInstanceId) => {
      const { externalTasks, runtime } = story.engine;
      await lock(story, id, 'w');
      await runtime.setProcessInstanceSuspended({ processInstanceId }, true);
      await expect(externalTasks.complete(id, { workerId: 'w' })).rejects.toThrow('is suspended');
      await expect(fail(story, id, { retries: 1 })).rejects.toThrow('is suspended');
      await runtime.setProcessInstanceSuspended({ processInstanceId }, false);
      await externalTasks.complete(id, { workerId: 'w' });
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('hands over variables of the instance, and of the task alone for its output mapping', () =>
    withTask(async (story, id, processInstanceId) => {
      await lock(story, id, 'w');
      await story.engine.externalTasks.complete(id, {
        workerId: 'w',
        variables: { kept: { value: 1 } },
        localVariables: { local: { value: 2 } },
      });
      const variables = await story.engine.runtime.getVariables(processInstanceId);
      expect(variables).toMatchObject({ kept: { value: 1 }, mapped: { value: 2 } });
      expect(Object.keys(variables)).not.toContain('local');
    }, mail(`<camunda:inputOutput><camunda:outputParameter name="mapped">\${local}</camunda:outputParameter></camunda:inputOutput>`)));

  it('leaves a log of what became of it', () =>
    withTask(async (story, id) => {
      await lock(story, id, 'w');
      await fail(story, id, { retries: 1 });
      await story.engine.externalTasks.complete(id, { workerId: 'w' });
      const log = await story.engine.history.listExternalTaskLogs();
      expect(log.filter(({ creationLog }) => creationLog)).toHaveLength(1);
      expect(log.filter(({ failureLog }) => failureLog)).toMatchObject([{ errorMessage: 'no', retries: 1 }]);
      expect(log.filter(({ successLog }) => successLog)).toMatchObject([{ workerId: 'w' }]);
      expect(log).toHaveLength(3);
    }));
});

describe('a business error of an external task', () => {
  const CAUGHT = mail(
    `<camunda:errorEventDefinition id="mapping" errorRef="er" expression="\${verdict == 'refused'}"/>`,
    `<boundaryEvent id="caught" attachedToRef="send"><errorEventDefinition errorRef="er"/></boundaryEvent>
     ${flow('caught', 'repair')}<userTask id="repair"/>`,
  ).replace('<process ', '<error id="er" errorCode="refused"/><process ');
  const told = (story: (story: Story, id: string, processInstanceId: string) => Promise<void>): Promise<void> =>
    withTask(async (one, id, processInstanceId) => {
      await lock(one, id, 'w');
      await story(one, id, processInstanceId);
    }, CAUGHT);
  const variables = (verdict: string) => ({ verdict: { value: verdict } });

  it('takes the error path with its variables, and the task is gone', () =>
    told(async (story, id, processInstanceId) => {
      const { externalTasks, history, runtime } = story.engine;
      await externalTasks.handleBpmnError(id, { workerId: 'w', errorCode: 'refused', variables: variables('late') });
      expect(await story.openTasks()).toEqual(['repair']);
      expect(await runtime.getVariables(processInstanceId)).toMatchObject(variables('late'));
      expect(await externalTasks.count()).toBe(0);
      const log = await history.listExternalTaskLogs();
      expect(log.filter(({ deletionLog }) => deletionLog)).toMatchObject([{ externalTaskId: id }]);
    }));

  it.each([
    ['refused', 'repair'],
    ['fine', 'after'],
  ])('is what the model sees in the answer: %s leads to %s', (verdict, next) =>
    told(async (story, id) => {
      await story.engine.externalTasks.complete(id, { workerId: 'w', variables: variables(verdict) });
      expect(await story.openTasks()).toEqual([next]);
    }),
  );

  it('is what the model sees in a failure, which then makes no incident', () =>
    told(async (story, id) => {
      await fail(story, id, { retries: 0, variables: variables('refused') });
      expect(await story.openTasks()).toEqual(['repair']);
      expect(await story.engine.incidents.count()).toBe(0);
    }));

  it('that cannot be decided refuses the answer, but never hides a failure', () =>
    told(async (story, id) => {
      const { externalTasks, incidents } = story.engine;
      await expect(externalTasks.complete(id, { workerId: 'w' })).rejects.toThrow('verdict');
      await fail(story, id, { retries: 0, errorMessage: 'mailbox full' });
      expect(await externalTasks.get(id)).toMatchObject({ retries: 0, errorMessage: 'mailbox full' });
      expect(await incidents.count()).toBe(1);
    }));
});

describe('the retries of an external task', () => {
  it('make no incident while one is left, and one when none is', () =>
    withTask(async (story, id) => {
      const { incidents } = story.engine;
      await lock(story, id, 'w');
      await fail(story, id, { retries: 1 });
      expect(await incidents.count()).toBe(0);
      await fail(story, id, { retries: 0, errorMessage: 'mailbox full' });
      await fail(story, id, { retries: 0, errorMessage: 'again' });
      expect(await incidents.list()).toMatchObject([
        { incidentType: 'failedExternalTask', configuration: id, activityId: 'send', incidentMessage: 'mailbox full' },
      ]);
    }));

  it('make and end the incident when an operator sets them', () =>
    withTask(async (story, id) => {
      const { externalTasks, incidents } = story.engine;
      await externalTasks.setRetries([id], 0);
      expect(await incidents.count()).toBe(1);
      await externalTasks.setRetries([id], 1);
      expect(await incidents.count()).toBe(0);
    }));

  it('are never negative', () =>
    withTask(async (story, id) => {
      const { externalTasks, incidents } = story.engine;
      await lock(story, id, 'w');
      await fail(story, id, { retries: 2 });
      await expect(fail(story, id, { retries: -1 })).rejects.toMatchObject({ status: 400 });
      await expect(externalTasks.setRetries([id], -1)).rejects.toMatchObject({ status: 400 });
      expect(await externalTasks.get(id)).toMatchObject({ retries: 2 });
      expect(await incidents.count()).toBe(0);
    }));

  it('wait for the back-off the worker asked for', () =>
    withTask(async (story, id) => {
      await lock(story, id, 'w');
      await fail(story, id, { retries: 1, retryTimeout: 5000 });
      story.clock.advance(4999);
      expect(await fetched(story, 'other')).toEqual([]);
      story.clock.advance(1);
      expect(await fetched(story, 'other')).toMatchObject([{ id, workerId: 'other', errorMessage: 'no' }]);
    }));
});

describe('the priority of an external task', () => {
  it('that an operator sets decides who is fetched first', () =>
    withTask(async (story, first) => {
      await started(story);
      const { externalTasks } = story.engine;
      const second = (await externalTasks.list()).find(({ id }) => id !== first)?.id ?? '';
      for (const id of [second, first]) {
        await externalTasks.setPriority(first, id === first ? 9 : 1);
        await externalTasks.setPriority(second, id === second ? 9 : 1);
        expect(await fetched(story, 'w')).toMatchObject([{ id, priority: 9 }]);
        await externalTasks.unlock(id);
      }
    }));
});

describe('a worker that waits', () => {
  /** The worker that waits is woken by the event itself: one that asks right after the event gets nothing. */
  const woken = (
    before: (story: Story, id: string) => Promise<void>,
    event: (story: Story, id: string) => Promise<void>,
  ): Promise<void> =>
    withTask(async (story, id) => {
      await before(story, id);
      const enough = new AbortController();
      const waiting = story.engine.externalTasks.fetchAndLock(
        { workerId: 'waiting', asyncResponseTimeout: 60_000, ...FETCH },
        { signal: enough.signal },
      );
      expect(await fetched(story, 'early')).toEqual([]);
      await event(story, id);
      expect(await fetched(story, 'late')).toEqual([]);
      enough.abort();
      expect(await waiting).toMatchObject([{ id, workerId: 'waiting' }]);
    });
  const locked = (story: Story, id: string): Promise<void> => lock(story, id, 'w');

  it('gets the task when it is unlocked', () => woken(locked, ({ engine }, id) => engine.externalTasks.unlock(id)));

  it('gets the task when it failed without a back-off', () =>
    woken(locked, (story, id) => fail(story, id, { retries: 1, retryTimeout: 0 })));

  it('gets the task when it has retries again', () =>
    woken(
      ({ engine }, id) => engine.externalTasks.setRetries([id], 0),
      ({ engine }, id) => engine.externalTasks.setRetries([id], 1),
    ));
});
