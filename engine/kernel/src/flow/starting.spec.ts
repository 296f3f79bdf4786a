import { around, flow, historyOf, model, started, stateOf, treeOf, withEngine } from '@anliu/engine-testkit';
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

describe('a process', () => {
  it('that calls itself is refused beyond a hundred calls', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'more')}<exclusiveGateway id="more"/>${flow('more', 'call', 'n > 0')}${flow('more', 'open', 'n == 0')}<userTask id="open"/>
      <callActivity id="call" calledElement="p"><extensionElements><camunda:in sourceExpression="\${n - 1}" target="n"/></extensionElements></callActivity>`),
      ],
      async (story) => {
        await started(story, { n: 100 });
        expect(await story.openTasks()).toEqual(['open']);
        await expect(started(story, { n: 101 })).rejects.toMatchObject({
          limit: 'MAX_CALL_DEPTH',
          message: expect.stringContaining('100') as string,
        });
      },
    ));

  it('is started at its timer start event when no other is without an event', () =>
    withEngine(
      [
        model(
          `<startEvent id="m"><messageEventDefinition messageRef="msg"/></startEvent>${flow('m', 'a')}<userTask id="a"/>
           <startEvent id="t"><timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent>${flow('t', 'b')}<userTask id="b"/>`,
        ).replace('<process ', '<message id="msg" name="msg"/><process '),
      ],
      async (story) => {
        await started(story);
        expect(await story.openTasks()).toEqual(['b']);
      },
    ));

  it('without start events is started at the receive task that instantiates, not at another', () =>
    withEngine(
      [
        model(
          `<userTask id="loose"/><receiveTask id="no" messageRef="msg"/>${flow('loose', 'no')}<receiveTask id="yes" instantiate="true" messageRef="msg"/>${flow('yes', 'b')}<userTask id="b"/>`,
        ).replace('<process ', '<message id="msg" name="msg"/><process '),
      ],
      async (story) => {
        expect(await treeOf(story, await started(story))).toBe('(yes)');
      },
    ));

  it('goes on when a listener of its last token met a condition', () =>
    withEngine(
      [
        model(
          `<startEvent id="s"/>${flow('s', 'a')}<userTask id="a"/>${flow('a', 'sub')}
           <subProcess id="sub"><startEvent id="is"/>${flow('is', 'ie')}<endEvent id="ie"><extensionElements><camunda:executionListener event="end" expression="\${execution.setVariable('n', 1)}"/></extensionElements></endEvent>
             <subProcess id="one" triggeredByEvent="true"><startEvent id="os" isInterrupting="false"><conditionalEventDefinition><condition xsi:type="tFormalExpression">\${n == 1}</condition></conditionalEventDefinition></startEvent>${flow('os', 'in')}<userTask id="in"/></subProcess></subProcess>
           ${flow('sub', 'e')}<endEvent id="e"><extensionElements><camunda:executionListener event="end" expression="\${execution.setVariable('n', 2)}"/></extensionElements></endEvent>
           <subProcess id="two" triggeredByEvent="true"><startEvent id="ts" isInterrupting="false"><conditionalEventDefinition><condition xsi:type="tFormalExpression">\${n == 2}</condition></conditionalEventDefinition></startEvent>${flow('ts', 'out')}<userTask id="out"/></subProcess>`,
        ),
      ],
      async (story) => {
        const id = await started(story, { n: 0 });
        await story.complete('a');
        expect(await treeOf(story, id)).toBe('(sub(one(in)))');
        await story.complete('in');
        expect(await treeOf(story, id)).toBe('(two(out))');
        await story.complete('out');
        expect(await stateOf(story, id)).toBe('COMPLETED');
      },
    ));

  it('that ends closes what clients had noted against it', () =>
    withEngine([model(around('<userTask id="x"/>'))], async (story) => {
      const id = await started(story);
      await story.engine.incidents.create(id, { incidentType: 'noted', configuration: 'why' });
      await story.complete('x');
      expect(await story.engine.incidents.list()).toHaveLength(1);
      await story.complete('after');
      expect(await story.engine.incidents.list()).toEqual([]);
      expect(await story.engine.history.listIncidents()).toMatchObject([
        { incidentType: 'noted', deleted: true, open: false },
      ]);
    }));

  it('marks the variables it was started with as its first', () =>
    withEngine([model(around('<userTask id="x"/>'))], async (story) => {
      const id = await started(story, { a: 1 });
      await story.engine.runtime.setVariable(id, 'b', { value: 2 });
      const details = await story.engine.history.listDetails({ processInstanceId: id });
      expect(details.flatMap((row) => ('variableName' in row ? [[row.variableName, row.initial]] : [])).sort()).toEqual(
        [
          ['a', true],
          ['b', false],
        ],
      );
    }));
});
