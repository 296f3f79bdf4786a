import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

/** Two bookings, each with a handler that undoes it. */
const bookings = (loop: string): string =>
  model(`
  <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="book"/>
  <userTask id="book"><multiInstanceLoopCharacteristics ${loop}><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>
  <boundaryEvent id="undoing" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
  <userTask id="undo" isForCompensation="true"/><association id="a" sourceRef="undoing" targetRef="undo"/>
  <sequenceFlow id="f2" sourceRef="book" targetRef="after"/><userTask id="after"/>`);

const BODY = 'book#multiInstanceBody';

async function started({ engine }: Story): Promise<string> {
  return (await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' })).id;
}
const startBefore = ({ engine }: Story, id: string, activityId: string): Promise<void> =>
  engine.runtime.modifyProcessInstance(id, { instructions: [{ type: 'startBeforeActivity', activityId }] });

async function inBody({ engine }: Story, id: string): Promise<string[]> {
  const { childActivityInstances } = await engine.runtime.getActivityInstances(id);
  return childActivityInstances
    .filter(({ activityId }) => activityId === BODY)
    .flatMap((body) => body.childActivityInstances.map(({ activityId }) => activityId))
    .sort();
}
async function counters({ engine }: Story, id: string): Promise<unknown[]> {
  const variables = await engine.runtime.listVariableInstances({ processInstanceIdIn: [id] });
  return ['nrOfInstances', 'nrOfActiveInstances', 'nrOfCompletedInstances'].map(
    (name) => variables.find((variable) => variable.name === name)?.value,
  );
}

describe('the compensation handler of a multi-instance activity, started by modification', () => {
  it('runs in the body, as a further instance of it', () =>
    withEngine([bookings('')], async (story) => {
      const id = await started(story);
      await startBefore(story, id, 'undo');
      expect(await inBody(story, id)).toEqual(['book', 'book', 'undo']);
      expect(await counters(story, id)).toEqual([3, 3, 0]);
    }));

  it('ends as an instance of it does: the body goes on with the others and leaves with the last', () =>
    withEngine([bookings('')], async (story) => {
      const id = await started(story);
      await startBefore(story, id, 'undo');
      await story.complete('undo');
      expect(await counters(story, id)).toEqual([3, 2, 1]);
      for (const task of await story.engine.tasks.list({ taskDefinitionKey: 'book' }))
        await story.engine.tasks.complete(task.id);
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('ends with the body when that is cancelled', () =>
    withEngine([bookings('')], async (story) => {
      const id = await started(story);
      await startBefore(story, id, 'undo');
      const instructions = [{ type: 'cancel', activityId: BODY } as const];
      await story.engine.runtime.modifyProcessInstance(id, { instructions });
      expect(await story.engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('opens a body where there is none, which leaves when the handler has ended', () =>
    withEngine([bookings('isSequential="true"')], async (story) => {
      const id = await started(story);
      await story.complete('book');
      await story.complete('book');
      await startBefore(story, id, 'undo');
      expect(await inBody(story, id)).toEqual(['undo']);
      await story.complete('undo');
      expect(await story.openTasks()).toEqual(['after', 'after']);
    }));

  it('has no room beside an instance of a sequential one', () =>
    withEngine([bookings('isSequential="true"')], async (story) => {
      const id = await started(story);
      await expect(startBefore(story, id, 'undo')).rejects.toThrow('Concurrent instantiation not possible');
    }));
});
