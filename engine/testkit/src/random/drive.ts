import type { EmbeddedEngine } from '@anliu/engine-embedded';
import type { VirtualClock } from '../clock.js';
import type { Expectation } from './expectation.js';
import type { Step } from './path.js';
import { actualPicture, expectedPicture, findPlace } from './picture.js';
import type { ActualPlace, ExpectedPlace } from './picture.js';

const HOUR = 3_600_000;
const WORKER = 'worker';

const must = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`the engine has no ${what}`);
  return value;
};

const lock = (engine: EmbeddedEngine, id: string): Promise<void> =>
  engine.externalTasks.lock(id, { workerId: WORKER, lockDuration: HOUR });

/** Commands given without waiting for each other: they share a batch and a commit. */
const together = (...commands: Promise<void>[]): Promise<unknown> => Promise.all(commands);

/** Takes a step in the engine through its port, then in the expectation. */
export async function take(
  { engine, clock }: { engine: EmbeddedEngine; clock: VirtualClock },
  rootId: string,
  expectation: Expectation,
  step: Step,
): Promise<void> {
  const { store } = engine.core.state;
  const place = (target: (place: ExpectedPlace) => boolean): ActualPlace => {
    const expected = expectedPicture(expectation.root.root);
    return must(findPlace(expected, actualPicture(store, rootId), target), 'such place');
  };
  const ownerOf = ({ token, scope }: ActualPlace): string => scope?.id ?? token?.id ?? '';
  switch (step.do) {
    case 'job': {
      const { token } = place((one) => one.token === step.token);
      await engine.jobs.execute(must(store.owned('job', token?.id ?? '')[0], 'job').id);
      expectation.resume(step.token);
      return;
    }
    case 'complete': {
      const owner = ownerOf(place((one) => one.token === step.token));
      if (step.token.waitsFor === 'user') {
        await engine.tasks.complete(must(store.owned('task', owner)[0], 'task').id);
      } else {
        const { id } = must(store.owned('externalTask', owner)[0], 'external task');
        await together(lock(engine, id), engine.externalTasks.complete(id, { workerId: WORKER }));
      }
      expectation.resume(step.token);
      return;
    }
    case 'failure':
    case 'error': {
      const owner = ownerOf(place((one) => one.token === step.token));
      const { id } = must(store.owned('externalTask', owner)[0], 'external task');
      if (step.do === 'error') {
        const error = { workerId: WORKER, errorCode: step.code };
        await together(lock(engine, id), engine.externalTasks.handleBpmnError(id, error));
        expectation.fail(step.token, step.code);
        return;
      }
      await lock(engine, id);
      await engine.externalTasks.handleFailure(id, { workerId: WORKER, errorMessage: 'no', retries: 0 });
      if (store.owned('incident', id).length !== 1) throw new Error('a failed external task has no incident');
      await engine.externalTasks.setRetries([id], 1);
      if (store.owned('incident', id).length !== 0) throw new Error('an incident stays although there are retries');
      return;
    }
    case 'event': {
      const { occurrence, scope } = step.armed;
      const { event, name, id } = occurrence;
      const found = place((one) => one.scope === scope);
      const owner = must(found.scope, 'such scope');
      switch (event) {
        case 'timer': {
          const job = must(
            store.owned('job', owner.id).find(({ activityId }) => activityId === id),
            'timer',
          );
          clock.advance(HOUR);
          await engine.jobs.execute(job.id);
          expectation.occur((one, at) => one === occurrence && at === scope);
          return;
        }
        case 'message': {
          const waiting = store.owned('eventSubscription', owner.id).find(({ activityId }) => activityId === id);
          await engine.runtime.triggerMessage(must(waiting, 'subscription').executionId ?? '', name ?? '');
          expectation.occur((one, at) => one === occurrence && at === scope);
          return;
        }
        case 'signal':
          await engine.runtime.broadcastSignal({ name: name ?? '' });
          expectation.occur((one) => one.name === name);
          return;
        default: {
          const { processInstanceId } = owner;
          const { variables } = scope.instance;
          await engine.runtime.setVariable(processInstanceId, name ?? '', { value: true });
          variables.set(name ?? '', true);
          expectation.occur((one, at) => one.name === name && at.instance === scope.instance);
          variables.set(name ?? '', false);
          if (store.get('execution', processInstanceId)) {
            await engine.runtime.setVariable(processInstanceId, name ?? '', { value: false });
          }
          return;
        }
      }
    }
    case 'variable': {
      const { processInstanceId } = must(place((one) => one.scope === step.scope).scope, 'such instance');
      await engine.runtime.setVariable(processInstanceId, step.name, { value: step.value });
      step.scope.instance.variables.set(step.name, step.value);
      return;
    }
    case 'delete':
      await engine.runtime.deleteProcessInstance(rootId, {});
      expectation.delete();
  }
}
