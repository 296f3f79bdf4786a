import { flow, historyOf, model, started, stateOf, treeOf, withEngine } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

const MESSAGE = '<messageEventDefinition messageRef="m"/>';
const process = (inside: string, attributes = ''): string =>
  model(`<message id="m" name="news"/><process id="p" isExecutable="true" ${attributes}>${inside}</process>`);
const start = { processDefinitionKey: 'p' };

describe('where an instance starts', () => {
  it('at its none start event, although others stand before it', () =>
    withEngine(
      [
        process(
          `<startEvent id="heard">${MESSAGE}</startEvent>${flow('heard', 'a')}<userTask id="a"/><startEvent id="s"/>${flow('s', 'b')}<userTask id="b"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect(await historyOf(story, id)).toEqual(['s', 'b…']);
        expect(await story.engine.history.getProcessInstance(id)).toMatchObject({
          startActivityId: 's',
          state: 'ACTIVE',
        });
      },
    ));

  it('at the only one it has, whatever that waits for', () =>
    withEngine(
      [process(`<startEvent id="heard">${MESSAGE}</startEvent>${flow('heard', 'a')}<userTask id="a"/>`)],
      async (story) => {
        expect(await historyOf(story, await started(story))).toEqual(['heard', 'a…']);
      },
    ));

  it('nowhere when there are several and none is without an event', () =>
    withEngine(
      [
        process(
          `<startEvent id="s1">${MESSAGE}</startEvent>${flow('s1', 'a')}<startEvent id="s2"><signalEventDefinition signalRef="g"/></startEvent>${flow('s2', 'a')}<userTask id="a"/>`,
        ).replace('<process ', '<signal id="g" name="g"/><process '),
      ],
      async (story) => {
        await expect(started(story)).rejects.toThrow('is not interactively startable');
        expect(await story.engine.runtime.countProcessInstances()).toBe(0);
      },
    ));

  it('at the start event of the message that starts it, with the values of the message', () =>
    withEngine(
      [
        process(
          `<startEvent id="heard">${MESSAGE}</startEvent>${flow('heard', 'a')}<userTask id="a"/><startEvent id="s"/>${flow('s', 'b')}<userTask id="b"/>`,
        ),
      ],
      async (story) => {
        await story.engine.runtime.correlateMessage({
          messageName: 'news',
          businessKey: 'K',
          processVariables: { n: { value: 1 } },
        });
        const [instance] = await story.engine.runtime.listProcessInstances();
        expect(instance?.businessKey).toBe('K');
        expect(await historyOf(story, instance!.id)).toEqual(['heard', 'a…']);
        expect((await story.engine.runtime.getVariables(instance!.id))['n']?.value).toBe(1);
      },
    ));

  it('not at all while its definition is suspended', () =>
    withEngine([process(`<startEvent id="s"/>${flow('s', 'a')}<userTask id="a"/>`)], async (story) => {
      const [definition] = await story.engine.repository.listProcessDefinitions({ key: 'p' });
      await story.engine.repository.setProcessDefinitionSuspended(
        { processDefinitionId: definition!.id },
        { suspended: true },
      );
      await expect(started(story)).rejects.toThrow('is suspended');
    }));
});

describe('an instance', () => {
  it('knows its initiator, its business key and its root; its variables are there before its first listener', () =>
    withEngine(
      [
        process(`<extensionElements><camunda:executionListener event="start" expression="\${execution.setVariable('seen', n + 1)}"/></extensionElements>
        <startEvent id="s" camunda:initiator="who"/>${flow('s', 'a')}<userTask id="a"/>`),
      ],
      async (story) => {
        const { id } = await story.engine.runtime.startProcessInstance({
          ...start,
          businessKey: 'K-1',
          variables: { n: { value: 1 } },
        });
        const variables = await story.engine.runtime.getVariables(id);
        expect(Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, value]))).toEqual({
          n: 1,
          seen: 2,
          who: null,
        });
        expect(await story.engine.history.getProcessInstance(id)).toMatchObject({
          businessKey: 'K-1',
          rootProcessInstanceId: id,
          superProcessInstanceId: null,
          startUserId: null,
          endTime: null,
        });
      },
    ));

  it('is complete when its last token is gone, and leaves nothing; history names where it ended', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'a')}${flow('s', 'b')}<userTask id="a"/>${flow('a', 'e1')}<endEvent id="e1"/><userTask id="b"/>${flow('b', 'e2')}<endEvent id="e2"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story, { n: 1 });
        await story.complete('b');
        expect(await stateOf(story, id)).toBe('ACTIVE');
        expect(await treeOf(story, id)).toBe('(a)');
        await story.complete('a');
        expect(await story.engine.history.getProcessInstance(id)).toMatchObject({
          state: 'COMPLETED',
          deleteReason: null,
        });
        expect(await story.engine.runtime.countVariableInstances()).toBe(0);
        expect(await story.engine.runtime.countExecutions()).toBe(0);
      },
    ));

  it('that is deleted ends from outside with everything in it; its end listeners run', () =>
    withEngine(
      [
        process(`<extensionElements><camunda:executionListener event="end" expression="\${execution.setVariable('bye', true)}"/></extensionElements>
        <startEvent id="s"/>${flow('s', 'a')}<userTask id="a"/><boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow('late', 'b')}<userTask id="b"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.engine.runtime.deleteProcessInstance(id, { deleteReason: 'wrong case' });
        expect(await story.engine.history.getProcessInstance(id)).toMatchObject({
          state: 'EXTERNALLY_TERMINATED',
          deleteReason: 'wrong case',
        });
        expect(await historyOf(story, id)).toEqual(['s', '-a']);
        expect(await story.engine.jobs.count()).toBe(0);
        expect((await story.engine.history.listVariableInstances({ processInstanceId: id }))[0]).toMatchObject({
          name: 'bye',
        });
      },
    ));
});

describe('the instances a call activity starts', () => {
  it('share the root, and end with it: one that is called by a deleted one is terminated, too', () =>
    withEngine(
      [
        model(
          `<process id="r" isExecutable="true"><startEvent id="rs"/>${flow('rs', 'work')}<userTask id="work"/></process>`,
        ),
        model(
          `<process id="q" isExecutable="true"><startEvent id="qs"/>${flow('qs', 'c2')}<callActivity id="c2" calledElement="r"/></process>`,
        ),
        process(
          `<startEvent id="s"/>${flow('s', 'c1')}<callActivity id="c1" calledElement="q"/>${flow('c1', 'after')}<userTask id="after"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        const [deepest] = await story.engine.history.listProcessInstances({ processDefinitionKey: 'r' });
        const [middle] = await story.engine.history.listProcessInstances({ processDefinitionKey: 'q' });
        expect(deepest).toMatchObject({ rootProcessInstanceId: id, superProcessInstanceId: middle!.id });
        await story.complete('work');
        expect(await treeOf(story, id)).toBe('(after)');
        expect(await stateOf(story, middle!.id)).toBe('COMPLETED');
        const other = await started(story);
        await story.engine.runtime.deleteProcessInstance(other, {});
        for (const key of ['q', 'r']) {
          const [last] = await story.engine.history.listProcessInstances({
            processDefinitionKey: key,
            finished: true,
            externallyTerminated: true,
          });
          expect(last?.rootProcessInstanceId).toBe(other);
        }
      },
    ));
});
