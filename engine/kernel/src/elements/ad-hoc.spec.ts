import { describe, expect, it } from 'vitest';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';
import { around, executionsAt, flow, historyOf, startInside, started, stateOf, treeOf } from '@anliu/engine-testkit';

const adHoc = (inside: string, attributes = '', condition?: string): string =>
  `<adHocSubProcess id="x" ${attributes}>${inside}${
    condition === undefined
      ? ''
      : `<completionCondition xsi:type="tFormalExpression">\${${condition}}</completionCondition>`
  }</adHocSubProcess>`;
const tasks = '<userTask id="a"/><userTask id="b"/>';
const given = (inside: string, attributes = '', condition?: string): string[] => [
  model(around(adHoc(inside, attributes, condition))),
];

describe('a parallel ad-hoc sub-process', () => {
  it('enables everything without a predecessor and completes with the last', () =>
    withEngine(given(`${tasks}<userTask id="c"/>${flow('b', 'c')}`), async (story) => {
      const id = await started(story);
      expect(await treeOf(story, id)).toBe('(x(a b))');
      await story.complete('b');
      expect(await treeOf(story, id)).toBe('(x(a c))');
      await story.complete('a');
      await story.complete('c');
      expect(await story.openTasks()).toEqual(['after']);
      expect(await historyOf(story, id)).toEqual(['s', 'x', 'a', 'b', 'c', 'after…']);
    }));

  it('asks its condition when an activity ends, and cancels what remains', () =>
    withEngine(given(tasks, '', 'done == true'), async (story) => {
      const id = await started(story, { done: false });
      await story.complete('a', { done: true });
      expect(await story.openTasks()).toEqual(['after']);
      expect((await historyOf(story, id)).filter((one) => one.startsWith('-'))).toEqual(['-b']);
    }));

  it('lets what runs end when told to, and begins nothing more', () =>
    withEngine(
      given(`${tasks}<userTask id="c"/>${flow('b', 'c')}`, 'cancelRemainingInstances="false"', 'done'),
      async (story) => {
        const id = await started(story, { done: false });
        await story.complete('a', { done: true });
        expect(await treeOf(story, id)).toBe('(x(b))');
        await story.complete('b', { done: false });
        expect(await story.openTasks()).toEqual(['after']);
        expect((await historyOf(story, id)).some((one) => one.startsWith('-'))).toBe(false);
      },
    ));

  it('waits, even empty, while its condition does not hold: its activities may be started from outside, again and again', () =>
    withEngine(given(tasks, '', 'done'), async (story) => {
      const id = await started(story, { done: false });
      await story.complete('a');
      await story.complete('b');
      expect(await treeOf(story, id)).toBe('(x)');
      forgetMemory(story.engine);
      await startInside(story, id, 'a');
      await startInside(story, id, 'a');
      expect(await treeOf(story, id)).toBe('(x(a a))');
      const [first] = await story.engine.tasks.list();
      await story.engine.tasks.complete(first?.id ?? '', { variables: { done: { value: true } } });
      expect(await story.openTasks()).toEqual(['after']);
      expect((await historyOf(story, id)).sort()).toEqual(['-a', 'a', 'a', 'after…', 'b', 's', 'x']);
    }));

  it('begins nothing that is on its way once its condition holds', () =>
    withEngine(
      given(
        `<scriptTask id="a" scriptFormat="juel" camunda:resultVariable="done"><script>\${true}</script></scriptTask>
         <userTask id="b"/><userTask id="c"/><task id="fork"/>${flow('fork', 'a')}${flow('fork', 'c')}`,
        'cancelRemainingInstances="false"',
        'done',
      ),
      async (story) => {
        const id = await started(story, { done: false });
        expect(await treeOf(story, id)).toBe('(x(b))');
        await startInside(story, id, 'c');
        expect(await treeOf(story, id)).toBe('(x(b))');
        await story.complete('b');
        expect(await story.openTasks()).toEqual(['after']);
        expect(await historyOf(story, id)).toEqual(['s', 'x', 'b', 'fork', 'a', 'after…']);
      },
    ));

  it('enables sub-processes, not event sub-processes and events', () =>
    withEngine(
      given(
        `<subProcess id="sub"><startEvent id="is"/>${flow('is', 'in')}<userTask id="in"/></subProcess>
         <adHocSubProcess id="inner"><userTask id="deep"/></adHocSubProcess>
         <intermediateThrowEvent id="never"/>
         <subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><signalEventDefinition signalRef="sig"/></startEvent></subProcess>`,
      ).map((xml) => xml.replace('<process ', '<signal id="sig" name="sig"/><process ')),
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(x(inner(deep) sub(in)))');
        expect(await executionsAt(story, 'never')).toBe(0);
        await story.complete('in');
        await story.complete('deep');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('does not ask its condition behind a gateway or an event', () =>
    withEngine(
      given(
        `<userTask id="a"/>${flow('a', 'n')}<intermediateThrowEvent id="n"><extensionElements><camunda:executionListener event="start" expression="\${execution.setVariable('done', true)}"/></extensionElements></intermediateThrowEvent>${flow('n', 'b')}<userTask id="b"/>`,
        '',
        'done',
      ),
      async (story) => {
        await started(story, { done: false });
        await story.complete('a');
        expect(await story.openTasks()).toEqual(['b']);
        await story.complete('b');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('has joins that wait for what is about to begin', () =>
    withEngine(
      given(
        `<task id="a"/><userTask id="b"/>${flow('a', 'j')}${flow('b', 'j')}<inclusiveGateway id="j"/>${flow('j', 'c')}<userTask id="c"/>`,
      ),
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(x(b j))');
        await story.complete('b');
        expect(await treeOf(story, id)).toBe('(x(c))');
      },
    ));

  it('compensates an activity in it before it has completed', () =>
    withEngine(
      given(
        `<userTask id="a"/><boundaryEvent id="u" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
         <userTask id="undo" isForCompensation="true"/><association id="as" sourceRef="u" targetRef="undo" associationDirection="One"/>
         ${flow('a', 'back')}<intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent><userTask id="b"/>`,
        '',
        'true == false',
      ),
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await treeOf(story, id)).toBe('(x(b back undo))');
        await story.complete('undo');
        expect(await treeOf(story, id)).toBe('(x(b))');
      },
    ));

  it('is passed when there is nothing in it', () =>
    withEngine(given(''), async (story) => {
      await started(story);
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('fails the command when its condition cannot be asked', () =>
    withEngine(given(tasks, '', 'nothing'), async (story) => {
      await started(story);
      await expect(story.complete('a')).rejects.toThrow('nothing');
      expect(await story.openTasks()).toEqual(['a', 'b']);
    }));
});

describe('a sequential ad-hoc sub-process', () => {
  const sequential = 'ordering="Sequential"';

  it('has one activity at a time; those that wait for their turn show as transition instances', () =>
    withEngine(given(`${tasks}<userTask id="c"/>${flow('a', 'c')}`, sequential), async (story) => {
      const id = await started(story);
      expect(await treeOf(story, id)).toBe('(x(a b*))');
      await story.complete('a');
      expect(await treeOf(story, id)).toBe('(x(b* c))');
      await story.complete('c');
      expect(await treeOf(story, id)).toBe('(x(b))');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['after']);
      expect(await historyOf(story, id)).toEqual(['s', 'x', 'a', 'c', 'b', 'after…']);
    }));

  it('goes on from disk alone, and its order is that of the model', () =>
    withEngine(given(`<userTask id="z"/>${tasks}`, sequential), async (story) => {
      await started(story);
      for (const task of ['z', 'a', 'b']) {
        for (const { memory, disk } of memoryAndDisk(story.engine)) expect(memory).toEqual(disk);
        forgetMemory(story.engine);
        expect(await story.openTasks()).toEqual([task]);
        await story.complete(task);
      }
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('begins nothing more once its condition holds', () =>
    withEngine(given(tasks, sequential, 'done'), async (story) => {
      const id = await started(story, { done: false });
      await story.complete('a', { done: true });
      expect(await story.openTasks()).toEqual(['after']);
      expect(await historyOf(story, id)).toEqual(['s', 'x', 'a', 'after…']);
    }));

  it('lets only the one that runs end when told to', () =>
    withEngine(
      given(`${tasks}<userTask id="c"/>${flow('a', 'c')}`, `${sequential} cancelRemainingInstances="false"`, 'done'),
      async (story) => {
        const id = await started(story, { done: false });
        await startInside(story, id, 'b');
        await story.complete('a', { done: true });
        expect(await story.openTasks()).toEqual(['after']);
        expect(await historyOf(story, id)).toEqual(['s', 'x', 'a', 'after…']);
      },
    ));

  it('gives the turn on while an event is awaited between two activities', () =>
    withEngine(
      given(
        `${tasks}${flow('a', 'later')}<intermediateCatchEvent id="later"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>${flow('later', 'c')}<userTask id="c"/>`,
        sequential,
      ),
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await treeOf(story, id)).toBe('(x(b later))');
        await story.wait(3_600_000);
        expect(await treeOf(story, id)).toBe('(x(b c*))');
        await story.complete('b');
        expect(await treeOf(story, id)).toBe('(x(c))');
      },
    ));

  it('begins nothing while an activity waits to be left', () =>
    withEngine(given(`<userTask id="a" camunda:asyncAfter="true"/><userTask id="b"/>`, sequential), async (story) => {
      const id = await started(story);
      await story.complete('a');
      expect(await treeOf(story, id)).toBe('(x(a* b*))');
      await startInside(story, id, 'b');
      expect(await treeOf(story, id)).toBe('(x(a* b* b*))');
      await story.engine.runDueJobs();
      expect(await treeOf(story, id)).toBe('(x(b b*))');
    }));

  it('keeps what is started from outside waiting for its turn', () =>
    withEngine(given(tasks, sequential), async (story) => {
      const id = await started(story);
      await startInside(story, id, 'b');
      expect(await treeOf(story, id)).toBe('(x(a b* b*))');
      expect([await executionsAt(story, 'a'), await executionsAt(story, 'b')]).toEqual([1, 0]);
      await story.complete('a');
      await story.complete('b');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('gives the turn on when what runs is cancelled, interrupted or ends with an error', () =>
    withEngine(
      given(
        `<userTask id="a"/><boundaryEvent id="away" attachedToRef="a"><messageEventDefinition messageRef="m"/></boundaryEvent>
         <userTask id="b"/><userTask id="c"/>`,
        sequential,
      ).map((xml) => xml.replace('<process ', '<message id="m" name="away"/><process ')),
      async (story) => {
        const id = await started(story);
        await story.engine.runtime.correlateMessage({ messageName: 'away' });
        expect(await treeOf(story, id)).toBe('(x(b c*))');
        const instructions = [{ type: 'cancel', activityId: 'b' }] as const;
        await story.engine.runtime.modifyProcessInstance(id, { instructions });
        expect(await treeOf(story, id)).toBe('(x(c))');
        const [task] = await story.engine.tasks.list();
        await story.engine.tasks.handleBpmnError(task?.id ?? '', { errorCode: 'nobody' });
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('has its turn with asynchronous activities too', () =>
    withEngine(
      given(
        '<scriptTask id="a" scriptFormat="juel" camunda:asyncBefore="true" camunda:asyncAfter="true"><script>${1}</script></scriptTask><userTask id="b"/>',
        sequential,
      ),
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(x(a* b*))');
        await story.engine.runDueJobs();
        expect(await treeOf(story, id)).toBe('(x(b))');
      },
    ));
});

describe('an ad-hoc sub-process', () => {
  const interrupting = (kind: string): string =>
    `${tasks}<subProcess id="esp" triggeredByEvent="true"><startEvent id="es" isInterrupting="${kind}"><messageEventDefinition messageRef="m"/></startEvent>
     ${flow('es', 'care')}<userTask id="care"/></subProcess>`;
  const listening = (kind: string, condition?: string): string[] =>
    given(interrupting(kind), '', condition).map((xml) =>
      xml.replace('<process ', '<message id="m" name="help"/><process '),
    );

  it('that an event sub-process interrupts completes with it, whatever its condition says', () =>
    withEngine(listening('true', 'done'), async (story) => {
      const id = await started(story, { done: false });
      await story.engine.runtime.correlateMessage({ messageName: 'help' });
      expect(await treeOf(story, id)).toBe('(x(esp(care)))');
      await story.complete('care');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('waits for an event sub-process beside its activities', () =>
    withEngine(listening('false'), async (story) => {
      await started(story);
      await story.engine.runtime.correlateMessage({ messageName: 'help' });
      await story.complete('a');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['care']);
      await story.complete('care');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('may be an instance of a multi-instance activity, each with its own completion', () =>
    withEngine(
      given(
        `<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>${tasks}`,
        'ordering="Sequential"',
        'enough',
      ),
      async (story) => {
        const id = await started(story, { enough: true });
        expect(await treeOf(story, id)).toBe('(x#(x(a b*) x(a b*)))');
        for (const task of await story.engine.tasks.list()) await story.engine.tasks.complete(task.id, {});
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('is interrupted by its boundary events with everything in it', () =>
    withEngine(
      [
        model(
          `${around(adHoc(tasks, 'ordering="Sequential"'))}<boundaryEvent id="late" attachedToRef="x"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow('late', 'care')}<userTask id="care"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.wait(3_600_000);
        expect(await treeOf(story, id)).toBe('(care)');
        expect(await historyOf(story, id)).toEqual(['s', '-x', '-a', 'late', 'care…']);
      },
    ));

  it('is compensated by what completed in it', () =>
    withEngine(
      [
        model(
          `<startEvent id="s"/>${flow('s', 'x')}${adHoc(
            `<userTask id="a"/><boundaryEvent id="u" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
             <userTask id="undo" isForCompensation="true"/><association id="as" sourceRef="u" targetRef="undo" associationDirection="One"/>`,
          )}${flow('x', 'back')}<intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent>${flow('back', 'e')}<endEvent id="e"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await story.openTasks()).toEqual(['undo']);
        await story.complete('undo');
        expect(await stateOf(story, id)).toBe('COMPLETED');
      },
    ));

  it('begins nothing while the instance is suspended', () =>
    withEngine(given(tasks, 'ordering="Sequential"'), async (story) => {
      const id = await started(story);
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, true);
      await expect(story.complete('a')).rejects.toThrow('suspended');
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, false);
      await story.complete('a');
      expect(await treeOf(story, id)).toBe('(x(b))');
    }));

  it('is started by hand with one of its activities only', () =>
    withEngine(given(tasks), async (story) => {
      const { id } = await story.engine.runtime.startProcessInstance({
        processDefinitionKey: 'p',
        startInstructions: [{ type: 'startBeforeActivity', activityId: 'b' }],
      });
      expect(await treeOf(story, id)).toBe('(x(b))');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['after']);
    }));
});
