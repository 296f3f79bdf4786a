import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

/** A sub-process whose activity has a handler, then a task, then a compensation throw event and a last task. */
const undoable = (inside: string, around = ''): string =>
  model(`
  <startEvent id="start"/><sequenceFlow id="toTrip" sourceRef="start" targetRef="trip"/>
  <subProcess id="trip">${around}
    <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="book"/><userTask id="book"/>
    <boundaryEvent id="onBook" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
    ${inside}
    <association id="as" associationDirection="One" sourceRef="onBook" targetRef="undo"/>
  </subProcess>
  <sequenceFlow id="toDecide" sourceRef="trip" targetRef="decide"/><userTask id="decide"/>
  <sequenceFlow id="toThrow" sourceRef="decide" targetRef="throw"/>
  <intermediateThrowEvent id="throw"><compensateEventDefinition/></intermediateThrowEvent>
  <sequenceFlow id="toAfter" sourceRef="throw" targetRef="after"/><userTask id="after"/>`);

const LOOP =
  '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>';
const HANDLER = '<userTask id="undo" isForCompensation="true"/>';

const start = ({ engine }: Story) => engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });

async function completeAll({ engine }: Story, taskDefinitionKey: string): Promise<void> {
  for (const task of await engine.tasks.list({ taskDefinitionKey })) await engine.tasks.complete(task.id, {});
}

describe('compensation', () => {
  it('shows the handlers of all instances of a completed multi-instance under one activity instance', () =>
    withEngine([undoable(HANDLER, LOOP)], async (story) => {
      const { id } = await start(story);
      await completeAll(story, 'book');
      await story.complete('decide');
      const tree = await story.engine.runtime.getActivityInstances(id);
      const body = tree.childActivityInstances.find(({ activityId }) => activityId === 'trip#multiInstanceBody');
      expect(body?.childActivityInstances.map(({ activityId }) => activityId)).toEqual(['trip']);
      const handlers = body?.childActivityInstances[0]?.childActivityInstances ?? [];
      expect(handlers.map(({ activityId }) => activityId)).toEqual(['undo', 'undo']);
    }));

  it('goes on when every handler has ended', () =>
    withEngine([undoable(HANDLER, LOOP)], async (story) => {
      await start(story);
      await completeAll(story, 'book');
      await story.complete('decide');
      await completeAll(story, 'undo');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('starts a handler at once although it is asynchronous', () =>
    withEngine(
      [undoable('<userTask id="undo" isForCompensation="true" camunda:asyncBefore="true"/>')],
      async (story) => {
        await start(story);
        await story.complete('book');
        await story.complete('decide');
        expect(await story.openTasks()).toEqual(['undo']);
      },
    ));

  it('opens no message subscription for an event sub-process of the handler itself', () =>
    withEngine(
      [
        undoable(`<subProcess id="undo" isForCompensation="true">
          <startEvent id="us"/><sequenceFlow id="uf" sourceRef="us" targetRef="undoWork"/><userTask id="undoWork"/>
          <subProcess id="late" triggeredByEvent="true">
            <startEvent id="lateStart"><messageEventDefinition messageRef="m"/></startEvent>
          </subProcess>
        </subProcess>`).replace('<process ', '<message id="m" name="late"/><process '),
      ],
      async (story) => {
        const { id } = await start(story);
        await story.complete('book');
        await story.complete('decide');
        expect(await story.openTasks()).toEqual(['undoWork']);
        const waiting = await story.engine.runtime.listEventSubscriptions({
          processInstanceId: id,
          eventType: 'message',
        });
        expect(waiting).toEqual([]);
      },
    ));

  it('keeps an instance that modification emptied while something can still be compensated', () =>
    withEngine([undoable(HANDLER)], async (story) => {
      const { id } = await start(story);
      await story.complete('book');
      const instructions = [{ type: 'cancel', activityId: 'decide' }] as const;
      await story.engine.runtime.modifyProcessInstance(id, { instructions });
      expect(await story.engine.runtime.countProcessInstances()).toBe(1);
      const again = [{ type: 'startBeforeActivity', activityId: 'throw' }] as const;
      await story.engine.runtime.modifyProcessInstance(id, { instructions: again });
      expect(await story.openTasks()).toEqual(['undo']);
    }));
});
