import { describe, expect, it } from 'vitest';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';
import { flow, historyOf, started, stateOf, treeOf } from '@anliu/engine-testkit';

const undoable = (id: string): string =>
  `<userTask id="${id}"/><boundaryEvent id="b_${id}" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>
   <userTask id="undo_${id}" isForCompensation="true"/><association id="as_${id}" sourceRef="b_${id}" targetRef="undo_${id}" associationDirection="One"/>`;
const throwing = (reference = ''): string => `<compensateEventDefinition waitForCompletion="false" ${reference}/>`;
const line = (event: string): string =>
  `<startEvent id="s"/>${flow('s', 'a')}${undoable('a')}${flow('a', 'b')}${undoable('b')}${flow('b', 'back')}${event}`;
const intermediate = (reference?: string): string =>
  `<intermediateThrowEvent id="back">${throwing(reference)}</intermediateThrowEvent>${flow('back', 'after')}<userTask id="after"/>`;

describe('compensation that is not waited for', () => {
  it('runs beside what follows the thrower, the activity completed last first', () =>
    withEngine([model(line(intermediate()))], async (story) => {
      const id = await started(story);
      await story.complete('a');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['undo_b', 'undo_a', 'after']);
      expect(await treeOf(story, id)).toBe('(after undo_a undo_b)');
      for (const { memory, disk } of memoryAndDisk(story.engine)) expect(memory).toEqual(disk);
      forgetMemory(story.engine);
      await story.complete('after');
      await story.complete('undo_a');
      expect(await stateOf(story, id)).toBe('ACTIVE');
      await story.complete('undo_b');
      expect(await stateOf(story, id)).toBe('COMPLETED');
      expect((await historyOf(story, id)).filter((one) => one.startsWith('-'))).toEqual([]);
    }));

  it('goes on at once when there is nothing to compensate', () =>
    withEngine([model(line(intermediate('activityRef="a"')))], async (story) => {
      const id = await started(story);
      await story.complete('a');
      await story.complete('b');
      expect(await treeOf(story, id)).toBe('(after undo_a)');
    }));

  it('keeps the scope of an end event until it is done', () =>
    withEngine(
      [
        model(
          `<startEvent id="os"/>${flow('os', 'sub')}<subProcess id="sub">${line(`<endEvent id="back">${throwing()}</endEvent>`)}</subProcess>
           ${flow('sub', 'next')}<userTask id="next"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        await story.complete('b');
        expect(await treeOf(story, id)).toBe('(sub(undo_a undo_b))');
        await story.complete('undo_a');
        await story.complete('undo_b');
        expect(await story.openTasks()).toEqual(['next']);
      },
    ));

  it('re-opens a completed sub-process with its variables', () =>
    withEngine(
      [
        model(
          `<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><extensionElements><camunda:inputOutput><camunda:inputParameter name="kept">inside</camunda:inputParameter></camunda:inputOutput></extensionElements>
           <startEvent id="is"/>${flow('is', 'a')}${undoable('a')}</subProcess>${flow('sub', 'back')}${intermediate()}`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await story.openTasks()).toEqual(['undo_a', 'after']);
        const [undo] = await story.engine.tasks.list({ taskDefinitionKey: 'undo_a' });
        expect((await story.engine.tasks.getVariable(undo?.id ?? '', 'kept')).value).toBe('inside');
        await story.complete('undo_a');
        expect(await treeOf(story, id)).toBe('(after)');
        await story.complete('after');
        expect(await stateOf(story, id)).toBe('COMPLETED');
        for (const { memory, disk } of memoryAndDisk(story.engine)) expect(memory).toEqual(disk);
      },
    ));

  it('ends with its scope when a terminate end event is reached beside it', () =>
    withEngine(
      [
        model(
          line(intermediate()) + `${flow('after', 'all')}<endEvent id="all"><terminateEventDefinition/></endEvent>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        await story.complete('b');
        await story.complete('after');
        expect(await stateOf(story, id)).toBe('COMPLETED');
        expect((await historyOf(story, id)).filter((one) => one.startsWith('-')).sort()).toEqual([
          '-undo_a',
          '-undo_b',
        ]);
      },
    ));

  it('is cancelled by modification handler by handler', () =>
    withEngine([model(line(intermediate()))], async (story) => {
      const id = await started(story);
      await story.complete('a');
      await story.complete('b');
      const instructions = [{ type: 'cancel', activityId: 'undo_b' }] as const;
      await story.engine.runtime.modifyProcessInstance(id, { instructions });
      expect(await treeOf(story, id)).toBe('(after undo_a)');
    }));

  it('refuses to go on while the instance is suspended', () =>
    withEngine([model(line(intermediate()))], async (story) => {
      const id = await started(story);
      await story.complete('a');
      await story.complete('b');
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, true);
      await expect(story.complete('undo_a')).rejects.toThrow('suspended');
    }));
});
