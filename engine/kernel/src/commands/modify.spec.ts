import { describe, expect, it } from 'vitest';
import type { ActivityInstanceDto, ModificationInstruction } from '@anliu/engine-protocol';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const flow = (source: string, target: string): string =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;

const NESTED = model(`
  <startEvent id="start"/>${flow('start', 'outer')}
  <subProcess id="outer"><startEvent id="os"/>${flow('os', 'inner')}
    <subProcess id="inner"><startEvent id="is"/>${flow('is', 'work')}<userTask id="work"/>${flow('work', 'ie')}<endEvent id="ie"/></subProcess>
  </subProcess>
  <boundaryEvent id="late" attachedToRef="outer"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
  ${flow('late', 'chase')}<userTask id="chase"/>
  ${flow('outer', 'after')}<userTask id="after"/>${flow('after', 'end')}<endEvent id="end"/>`);

const LOOPS = model(`
  <startEvent id="start"/>${flow('start', 'sign')}
  <userTask id="sign"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>
  ${flow('sign', 'turn')}
  <userTask id="turn"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>
  ${flow('turn', 'end')}<endEvent id="end"/>`);

const REPAIR = model(`
  <startEvent id="start"/>${flow('start', 'work')}<userTask id="work"/>
  <subProcess id="handler" triggeredByEvent="true">
    <startEvent id="hs"><messageEventDefinition messageRef="m"/></startEvent>${flow('hs', 'repair')}
    <userTask id="repair"/>
  </subProcess>`).replace('<process ', '<message id="m" name="broken"/><process ');

const start = async ({ engine }: Story, key = 'p'): Promise<string> =>
  (await engine.runtime.startProcessInstance({ processDefinitionKey: key })).id;
const modify = ({ engine }: Story, id: string, ...instructions: ModificationInstruction[]): Promise<void> =>
  engine.runtime.modifyProcessInstance(id, { instructions });
const tree = ({ engine }: Story, id: string): Promise<ActivityInstanceDto> => engine.runtime.getActivityInstances(id);
const find = (node: ActivityInstanceDto, activityId: string): ActivityInstanceDto[] => [
  ...(node.activityId === activityId ? [node] : []),
  ...node.childActivityInstances.flatMap((child) => find(child, activityId)),
];

/** Memory equals disk, and the instance can be finished from disk alone. */
async function finishes(story: Story, id: string): Promise<void> {
  const { engine } = story;
  for (let step = 0; step < 20; step++) {
    for (const { memory, disk } of memoryAndDisk(engine)) expect(memory).toEqual(disk);
    forgetMemory(engine);
    const [task] = await engine.tasks.list({ processInstanceId: id });
    if (!task) break;
    await engine.tasks.complete(task.id);
  }
  expect((await engine.history.getProcessInstance(id)).state).toBe('COMPLETED');
  expect(await engine.history.countActivityInstances({ processInstanceId: id, unfinished: true })).toBe(0);
}

describe('starting by modification', () => {
  it('creates the scopes around the activity, with their timers', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      await modify(
        story,
        id,
        { type: 'cancel', activityId: 'work' },
        { type: 'startBeforeActivity', activityId: 'work' },
      );
      expect(find(await tree(story, id), 'inner')).toHaveLength(1);
      expect(await story.engine.jobs.count({ processInstanceId: id })).toBe(1);
      await finishes(story, id);
    }));

  it('joins the scope that is there', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      await modify(story, id, { type: 'startBeforeActivity', activityId: 'work' });
      const [inner, ...others] = find(await tree(story, id), 'inner');
      expect(others).toEqual([]);
      expect(inner?.childActivityInstances.map(({ activityId }) => activityId)).toEqual(['work', 'work']);
      await finishes(story, id);
    }));

  it('creates a second scope when the ancestor is named above it', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      await modify(story, id, { type: 'startBeforeActivity', activityId: 'work', ancestorActivityInstanceId: id });
      expect(find(await tree(story, id), 'outer')).toHaveLength(2);
      await finishes(story, id);
    }));

  it('joins the one that is named when there are several, and refuses to guess', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      await modify(story, id, { type: 'startBeforeActivity', activityId: 'work', ancestorActivityInstanceId: id });
      await expect(modify(story, id, { type: 'startBeforeActivity', activityId: 'work' })).rejects.toThrow(
        'Ancestor activity execution is ambiguous for activity Activity(inner)',
      );
      const [, second] = find(await tree(story, id), 'inner');
      const ancestorActivityInstanceId = second?.id ?? '';
      await modify(story, id, { type: 'startBeforeActivity', activityId: 'work', ancestorActivityInstanceId });
      const inner = find(await tree(story, id), 'inner').find((one) => one.id === second?.id);
      expect(inner?.childActivityInstances).toHaveLength(2);
      await finishes(story, id);
    }));

  it('refuses an ancestor that is not there, or not around the activity', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      const [inner] = find(await tree(story, id), 'inner');
      const before = (ancestorActivityInstanceId: string, activityId = 'work') =>
        modify(story, id, { type: 'startBeforeActivity', activityId, ancestorActivityInstanceId });
      await expect(before('nobody')).rejects.toThrow(
        "Cannot perform instruction: Start before activity 'work' with ancestor activity instance 'nobody'; Ancestor activity instance 'nobody' does not exist: ancestorInstance is null",
      );
      await expect(before(inner?.id ?? '', 'after')).rejects.toThrow(
        `Scope execution for '${inner?.id ?? ''}' cannot be found in parent hierarchy of flow element 'after'`,
      );
    }));

  it('after an activity takes its only flow, and refuses none or several', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      await modify(
        story,
        id,
        { type: 'cancel', activityId: 'outer' },
        { type: 'startAfterActivity', activityId: 'outer' },
      );
      expect(await story.openTasks()).toEqual(['after']);
      await expect(modify(story, id, { type: 'startAfterActivity', activityId: 'end' })).rejects.toThrow(
        'Cannot start after activity end; activity has no outgoing sequence flow to take',
      );
      await finishes(story, id);
    }));

  it('on a transition takes that flow', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      await modify(
        story,
        id,
        { type: 'cancel', activityId: 'outer' },
        { type: 'startTransition', transitionId: 'late_chase' },
      );
      expect(await story.openTasks()).toEqual(['chase']);
      await finishes(story, id);
    }));

  it('before an interrupting boundary event cancels its activity', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      await modify(story, id, { type: 'startAfterActivity', activityId: 'late' });
      expect(await story.openTasks()).toEqual(['work', 'chase']);
      await modify(story, id, { type: 'startBeforeActivity', activityId: 'late' });
      expect(find(await tree(story, id), 'outer')).toEqual([]);
    }));

  it('adds an instance to a parallel multi-instance and refuses it in a sequential one', () =>
    withEngine([LOOPS], async (story) => {
      const id = await start(story);
      await modify(story, id, { type: 'startBeforeActivity', activityId: 'sign' });
      expect(await story.openTasks()).toEqual(['sign', 'sign', 'sign']);
      for (const task of await story.engine.tasks.list()) await story.engine.tasks.complete(task.id);
      expect(await story.openTasks()).toEqual(['turn']);
      await expect(modify(story, id, { type: 'startBeforeActivity', activityId: 'turn' })).rejects.toThrow(
        'Concurrent instantiation not possible for activities in scope turn#multiInstanceBody',
      );
      await finishes(story, id);
    }));

  it('inside an interrupting event sub-process interrupts only by its start event', () =>
    withEngine([REPAIR], async (story) => {
      const id = await start(story);
      await modify(story, id, { type: 'startBeforeActivity', activityId: 'repair' });
      expect(await story.openTasks()).toEqual(['work', 'repair']);
      await modify(story, id, { type: 'startBeforeActivity', activityId: 'hs', ancestorActivityInstanceId: id });
      expect(await story.openTasks()).toEqual(['repair']);
      await finishes(story, id);
    }));

  it('sets variables where they belong: local ones where the start begins, others where they are found', () =>
    withEngine([NESTED], async (story) => {
      const { engine } = story;
      const id = await start(story);
      const variables = { mine: { value: 1, local: true }, ours: { value: 2 } };
      await modify(story, id, {
        type: 'startBeforeActivity',
        activityId: 'work',
        ancestorActivityInstanceId: id,
        variables,
      });
      const found = await engine.runtime.listVariableInstances({ processInstanceIdIn: [id] });
      const at = Object.fromEntries(found.map(({ name, executionId }) => [name, executionId]));
      expect(at['ours']).toBe(id);
      expect(at['mine']).not.toBe(id);
      const seen = await Promise.all(
        (await engine.tasks.list()).map(async (task) => Object.keys(await engine.tasks.getVariables(task.id))),
      );
      expect(seen.filter((names) => names.includes('mine'))).toHaveLength(1);
    }));
});

describe('cancelling by modification', () => {
  it('of the last activity instance ends the instance from outside', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      const [work] = find(await tree(story, id), 'work');
      await modify(story, id, { type: 'cancel', activityInstanceId: work?.id ?? '' });
      expect((await story.engine.history.getProcessInstance(id)).state).toBe('EXTERNALLY_TERMINATED');
      expect(await story.engine.jobs.count()).toBe(0);
    }));

  it('refuses an activity or transition instance that is not there', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      await expect(modify(story, id, { type: 'cancel', activityInstanceId: 'nobody' })).rejects.toMatchObject({
        type: 'NotValidException',
        status: 400,
        message:
          "Cannot perform instruction: Cancel activity instance 'nobody'; Activity instance 'nobody' does not exist: activityInstance is null",
      });
      await expect(modify(story, id, { type: 'cancel', transitionInstanceId: 'nobody' })).rejects.toThrow(
        "Transition instance 'nobody' does not exist: transitionInstance is null",
      );
    }));

  it('of what was there at first spares what the modification starts', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      const [before] = await story.engine.tasks.list();
      await modify(
        story,
        id,
        { type: 'startBeforeActivity', activityId: 'work', ancestorActivityInstanceId: id },
        { type: 'cancel', activityId: 'work', cancelCurrentActiveActivityInstances: true },
      );
      const [task, ...others] = await story.engine.tasks.list();
      expect(others).toEqual([]);
      expect(task?.id).not.toBe(before?.id);
      await finishes(story, id);
    }));

  it('leaves everything as it was when a later instruction is refused', () =>
    withEngine([NESTED], async (story) => {
      const id = await start(story);
      const before = await tree(story, id);
      await expect(
        modify(
          story,
          id,
          { type: 'cancel', activityId: 'work' },
          { type: 'startBeforeActivity', activityId: 'nowhere' },
        ),
      ).rejects.toThrow("Element 'nowhere' does not exist in process");
      expect(await tree(story, id)).toEqual(before);
      await finishes(story, id);
    }));
});

describe('several instances', () => {
  it('are modified together or not at all', () =>
    withEngine([NESTED, model(`<startEvent id="s"/>${flow('s', 't')}<userTask id="t"/>`, 'other')], async (story) => {
      const { engine } = story;
      const ids = [await start(story), await start(story)];
      const stranger = await start(story, 'other');
      const { id: processDefinitionId } = await engine.repository.getProcessDefinitionByKey('p');
      const skip = {
        processDefinitionId,
        instructions: [
          { type: 'startBeforeActivity', activityId: 'after' },
          { type: 'cancel', activityId: 'work' },
        ] satisfies ModificationInstruction[],
      };
      await expect(
        engine.runtime.modifyProcessInstances({ ...skip, processInstanceIds: [...ids, stranger] }),
      ).rejects.toThrow(`Process instance '${stranger}' cannot be modified. Its process definition`);
      expect(await story.openTasks()).toEqual(['work', 'work', 't']);
      await engine.runtime.modifyProcessInstances({ ...skip, processInstanceQuery: { processDefinitionId } });
      expect(await story.openTasks()).toEqual(['t', 'after', 'after']);
      for (const id of ids) await finishes(story, id);
    }));

  it('must be named, and so must what to do', () =>
    withEngine([NESTED], async ({ engine }) => {
      const { id: processDefinitionId } = await engine.repository.getProcessDefinitionByKey('p');
      const instructions: ModificationInstruction[] = [{ type: 'cancel', activityId: 'work' }];
      await expect(
        engine.runtime.modifyProcessInstances({ processDefinitionId, instructions, processInstanceIds: [] }),
      ).rejects.toThrow('Process instance ids cannot be empty');
      await expect(
        engine.runtime.modifyProcessInstances({ processDefinitionId, instructions: [], processInstanceIds: ['a'] }),
      ).rejects.toThrow('Modification instructions cannot be empty');
    }));
});

describe('an instance started at instructions', () => {
  it('has no token at its start event, and history names where it began', () =>
    withEngine([NESTED], async (story) => {
      const { id } = await story.engine.runtime.startProcessInstance({
        processDefinitionKey: 'p',
        startInstructions: [{ type: 'startBeforeActivity', activityId: 'work' }],
      });
      expect(await story.openTasks()).toEqual(['work']);
      expect((await story.engine.history.getProcessInstance(id)).startActivityId).toBe('work');
      expect(await story.engine.history.countActivityInstances({ processInstanceId: id, activityId: 'start' })).toBe(0);
      await finishes(story, id);
    }));

  it('can begin on a transition, and begins nowhere when the activity is unknown', () =>
    withEngine([NESTED], async ({ engine, openTasks }) => {
      const startAt = (type: 'startTransition' | 'startBeforeActivity', at: object) =>
        engine.runtime.startProcessInstance({ processDefinitionKey: 'p', startInstructions: [{ type, ...at }] });
      const { id } = await startAt('startTransition', { transitionId: 'outer_after' });
      expect(await openTasks()).toEqual(['after']);
      expect((await engine.history.getProcessInstance(id)).startActivityId).toBe('after');
      await expect(startAt('startBeforeActivity', { activityId: 'nowhere' })).rejects.toThrow(
        "Element 'nowhere' does not exist",
      );
      expect(await engine.runtime.countProcessInstances()).toBe(1);
    }));
});
