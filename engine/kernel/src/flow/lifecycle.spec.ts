import { flow, historyOf, model, started, treeOf, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

const valueOf = async ({ engine }: Story, id: string, name: string): Promise<unknown> =>
  (await engine.history.listVariableInstances({ processInstanceId: id, variableName: name }))[0]?.value;
/** A listener that writes down that it ran. */
const note = (event: string, word: string): string =>
  `<camunda:executionListener event="${event}" expression="\${execution.setVariable('log', log.concat(' ${word}'))}"/>`;
const notes = (...list: [event: string, word: string][]): string =>
  `<extensionElements>${list.map(([event, word]) => note(event, word)).join('')}</extensionElements>`;

describe('listeners', () => {
  const LISTENING = model(`<process id="p" isExecutable="true">${notes(['start', 'in'], ['end', 'out'])}
    <startEvent id="s">${notes(['start', 's+'], ['end', 's-'])}</startEvent>
    <sequenceFlow id="f" sourceRef="s" targetRef="sub">${notes(['take', '>'])}</sequenceFlow>
    <subProcess id="sub">${notes(['start', 'sub+'], ['end', 'sub-'])}<startEvent id="is"/>${flow('is', 'x')}
      <userTask id="x">${notes(['start', 'x+'], ['end', 'x-'])}</userTask></subProcess>
    ${flow('sub', 'e')}<endEvent id="e"/></process>`);

  it('run when process, flow and activities start, are taken and end, from the outside in and back', () =>
    withEngine([LISTENING], async (story) => {
      const id = await started(story, { log: '' });
      expect(await valueOf(story, id, 'log')).toBe(' in s+ s- > sub+ x+');
      await story.complete('x');
      expect(await valueOf(story, id, 'log')).toBe(' in s+ s- > sub+ x+ x- sub- out');
    }));

  it('run their end also for what is cancelled, inside out, and stay away when they are to be skipped', () =>
    withEngine([LISTENING], async (story) => {
      const id = await started(story, { log: '' });
      const cancel = { instructions: [{ type: 'cancel' as const, activityId: 'x' }] };
      const other = await started(story, { log: '' });
      await story.engine.runtime.modifyProcessInstance(other, { ...cancel, skipCustomListeners: true });
      expect(await valueOf(story, other, 'log')).toBe(' in s+ s- > sub+ x+');
      await story.engine.runtime.modifyProcessInstance(id, cancel);
      expect(await valueOf(story, id, 'log')).toBe(' in s+ s- > sub+ x+ x- sub- out');
    }));

  it('of a multi-instance run for every instance, not for the body', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'x')}<task id="x">${notes(['start', '+'], ['end', '-'])}
          <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></task>
          ${flow('x', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        expect(await valueOf(story, await started(story, { log: '' }), 'log')).toBe(' + - + -');
      },
    ));
});

describe('input and output parameters', () => {
  const MAPPED = model(`<startEvent id="s"/>${flow('s', 'x')}<userTask id="x"><extensionElements><camunda:inputOutput>
      <camunda:inputParameter name="a">\${n + 1}</camunda:inputParameter>
      <camunda:inputParameter name="b">\${execution.hasVariable('a') ? a : 'alone'}</camunda:inputParameter>
      <camunda:outputParameter name="result">\${a * 10}</camunda:outputParameter></camunda:inputOutput></extensionElements></userTask>
    ${flow('x', 'after')}<userTask id="after"/>`);

  it('are computed outside and live inside: inputs do not see each other, outputs stay when the activity is gone', () =>
    withEngine([MAPPED], async (story) => {
      const id = await started(story, { n: 1 });
      const inside = await story.engine.runtime.listVariableInstances({ processInstanceIdIn: [id] });
      expect(Object.fromEntries(inside.map(({ name, value }) => [name, value]))).toEqual({ n: 1, a: 2, b: 'alone' });
      await story.complete('x');
      const outside = await story.engine.runtime.getVariables(id);
      expect(Object.fromEntries(Object.entries(outside).map(([name, { value }]) => [name, value]))).toEqual({
        n: 1,
        result: 20,
      });
    }));

  it('are left alone when a modification skips them', () =>
    withEngine([MAPPED], async (story) => {
      const id = await started(story, { n: 1, a: 3 });
      await story.engine.runtime.modifyProcessInstance(id, {
        instructions: [
          { type: 'cancel', activityId: 'x' },
          { type: 'startBeforeActivity', activityId: 'after' },
        ],
        skipIoMappings: true,
      });
      expect(await valueOf(story, id, 'result')).toBeUndefined();
    }));
});

describe('the flows an activity leaves by', () => {
  const choosing = (defaultFlow: string): string =>
    model(`<startEvent id="s"/>${flow('s', 'x')}<task id="x" ${defaultFlow}/>
      <sequenceFlow id="big" sourceRef="x" targetRef="a"><conditionExpression xsi:type="tFormalExpression">\${n > 10}</conditionExpression></sequenceFlow>
      <sequenceFlow id="odd" sourceRef="x" targetRef="b"><conditionExpression xsi:type="tFormalExpression">\${n % 2 == 1}</conditionExpression></sequenceFlow>
      <sequenceFlow id="else" sourceRef="x" targetRef="c"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>`);

  it.each([
    [12, ['a']],
    [13, ['a', 'b']],
    [1, ['b']],
    [2, ['c']],
  ])('are all whose condition holds, the default one only without them (%i)', (n, expected) =>
    withEngine([choosing('default="else"')], async (story) => {
      await started(story, { n });
      expect(await story.openTasks()).toEqual(expected);
    }),
  );

  it('include every flow without a condition that is no default', () =>
    withEngine([choosing('')], async (story) => {
      await started(story, { n: 13 });
      expect(await story.openTasks()).toEqual(['a', 'b', 'c']);
    }));

  it('must be there: nothing has happened when none can be taken', () =>
    withEngine(
      [
        choosing('default="odd"')
          .replace(/<sequenceFlow id="else"[^>]*>/, '')
          .replace('<userTask id="c"/>', '')
          .replace('default="odd"', ''),
      ],
      async (story) => {
        await expect(started(story, { n: 2 })).rejects.toThrow(
          "No outgoing sequence flow for the element with id 'x' could be selected",
        );
        expect(await story.engine.runtime.countProcessInstances()).toBe(0);
      },
    ));
});

describe('an asynchronous activity', () => {
  it('waits for its job before it begins, and again after it has ended; then it goes on along the flows chosen', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'x')}<task id="x" camunda:asyncBefore="true" camunda:asyncAfter="true"/>
          ${flow('x', 'a')}${flow('x', 'b')}<userTask id="a"/><userTask id="b"/>`),
      ],
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(x*)');
        expect(await historyOf(story, id)).toEqual(['s']);
        await story.wait(1);
        // What the first job led to is a job for each flow, in the same round.
        await story.wait(1);
        expect(await story.openTasks()).toEqual(['a', 'b']);
        expect(await historyOf(story, id)).toEqual(['s', 'x', 'a…', 'b…']);
        expect(await story.engine.jobs.count()).toBe(0);
      },
    ));

  it('that is cancelled while it waits leaves no job', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'x')}
          <task id="x" camunda:asyncBefore="true"/></subProcess><boundaryEvent id="off" attachedToRef="sub"><messageEventDefinition messageRef="m"/></boundaryEvent>
          ${flow('off', 'care')}<userTask id="care"/>`).replace('<process ', '<message id="m" name="off"/><process '),
      ],
      async (story) => {
        await started(story);
        expect(await story.engine.jobs.count()).toBe(1);
        await story.engine.runtime.correlateMessage({ messageName: 'off' });
        expect(await story.openTasks()).toEqual(['care']);
        expect(await story.engine.jobs.count()).toBe(0);
      },
    ));
});

describe('a scope', () => {
  it('completes with its last token, whichever that is, and its variables and waits are gone', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'a')}${flow('is', 'b')}
          <userTask id="a"/><userTask id="b"/></subProcess>
          <boundaryEvent id="late" attachedToRef="sub" cancelActivity="false"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
          ${flow('late', 'hurry')}<userTask id="hurry"/>${flow('sub', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('b');
        expect(await treeOf(story, id)).toBe('(sub(a))');
        expect(await story.engine.jobs.count()).toBe(1);
        await story.complete('a');
        expect(await treeOf(story, id)).toBe('(after)');
        expect(await story.engine.jobs.count()).toBe(0);
        await story.wait(7_200_000);
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));
});
