import { describe, expect, it } from 'vitest';
import { MAX_MULTI_INSTANCES } from '@anliu/engine-kernel';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';
import { around, flow, historyOf, startInside, started, stateOf, treeOf } from '@anliu/engine-testkit';

const loop = (attributes: string, condition?: string): string =>
  `<standardLoopCharacteristics ${attributes}>${
    condition === undefined ? '' : `<loopCondition xsi:type="tFormalExpression">\${${condition}}</loopCondition>`
  }</standardLoopCharacteristics>`;
const task = (attributes: string, condition?: string): string[] => [
  model(around(`<userTask id="x">${loop(attributes, condition)}</userTask>`)),
];
const AGAIN = 'again';

describe('a standard loop', () => {
  it('runs again while its condition holds, asked after each run', () =>
    withEngine(task('', AGAIN), async (story) => {
      const id = await started(story, { again: false });
      for (const again of [true, true, false]) {
        expect(await treeOf(story, id)).toBe('(x#(x))');
        for (const { memory, disk } of memoryAndDisk(story.engine)) expect(memory).toEqual(disk);
        forgetMemory(story.engine);
        await story.complete('x', { again });
      }
      expect(await story.openTasks()).toEqual(['after']);
      expect(await historyOf(story, id)).toEqual(['s', 'x#multiInstanceBody', 'x', 'x', 'x', 'after…']);
    }));

  it('is passed when it is asked first and does not hold', () =>
    withEngine(task('testBefore="true"', AGAIN), async (story) => {
      const id = await started(story, { again: false });
      expect(await story.openTasks()).toEqual(['after']);
      expect(await historyOf(story, id)).toEqual(['s', 'x#multiInstanceBody', 'after…']);
      await started(story, { again: true });
      expect(await story.openTasks()).toEqual(['after', 'x']);
    }));

  it.each([
    ['at most as often as its maximum says', 'loopMaximum="2"', 'true', 2],
    ['as often as its maximum says without a condition', 'loopMaximum="3"', undefined, 3],
    ['once without condition and maximum', '', undefined, 1],
    ['once when it is asked too late for a maximum of none', 'loopMaximum="0"', 'true', 1],
    ['not at all when it is asked first for a maximum of none', 'loopMaximum="0" testBefore="true"', 'true', 0],
    ['as its counter says, which begins at none', '', 'loopCounter != 2', 2],
  ])('runs %s', (_, attributes, condition, times) =>
    withEngine(task(attributes, condition), async (story) => {
      const id = await started(story);
      let runs = 0;
      for (; (await story.openTasks())[0] === 'x'; runs++) {
        const [open] = await story.engine.tasks.list();
        expect((await story.engine.tasks.getVariable(open?.id ?? '', 'loopCounter')).value).toBe(runs);
        await story.complete('x');
      }
      expect(runs).toBe(times);
      expect(await story.openTasks()).toEqual(['after']);
      expect((await story.engine.runtime.getVariables(id))['loopCounter']).toBeUndefined();
    }),
  );

  it('runs as often as the limit says; one further is refused, not dropped in silence', () =>
    withEngine(task('', 'true'), async (story) => {
      const id = await started(story);
      const [body] = await story.engine.runtime.listVariableInstances({ variableName: 'loopCounter' });
      const setTo = (value: number): Promise<void> =>
        story.engine.runtime.setVariable(body?.executionId ?? '', 'loopCounter', { value }, { local: true });
      await setTo(MAX_MULTI_INSTANCES - 2);
      await story.complete('x');
      expect(await treeOf(story, id)).toBe('(x#(x))');
      await expect(story.complete('x')).rejects.toMatchObject({ limit: 'MAX_MULTI_INSTANCES' });
      expect(await story.openTasks()).toEqual(['x']);
    }));

  it('is interrupted by its boundary events as a whole', () =>
    withEngine(
      [
        model(
          `${around(`<userTask id="x">${loop('', 'true')}</userTask>`)}<boundaryEvent id="stop" attachedToRef="x"><messageEventDefinition messageRef="m"/></boundaryEvent>${flow('stop', 'care')}<userTask id="care"/>`,
        ).replace('<process ', '<message id="m" name="stop"/><process '),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('x');
        await story.engine.runtime.correlateMessage({ messageName: 'stop' });
        expect(await treeOf(story, id)).toBe('(care)');
        expect((await historyOf(story, id)).filter((one) => one.startsWith('-'))).toEqual([
          '-x#multiInstanceBody',
          '-x',
        ]);
      },
    ));

  it('of a sub-process begins it anew each time', () =>
    withEngine(
      [
        model(
          around(
            `<subProcess id="x">${loop('loopMaximum="2"')}<startEvent id="is"/>${flow('is', 'in')}<userTask id="in"/></subProcess>`,
          ),
        ),
      ],
      async (story) => {
        const id = await started(story);
        for (let i = 0; i < 2; i++) {
          expect(await treeOf(story, id)).toBe('(x#(x(in)))');
          await story.complete('in');
        }
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('of a call activity calls each time', () =>
    withEngine(
      [
        model(around(`<callActivity id="x" calledElement="q">${loop('loopMaximum="2"')}</callActivity>`)),
        model(`<startEvent id="qs"/>${flow('qs', 'called')}<userTask id="called"/>`, 'q'),
      ],
      async (story) => {
        await started(story);
        await story.complete('called');
        await story.complete('called');
        expect(await story.openTasks()).toEqual(['after']);
        expect(await story.engine.history.countProcessInstances({ processDefinitionKey: 'q' })).toBe(2);
      },
    ));

  it('that ended is compensated once for each run, the last first', () =>
    withEngine(
      [
        model(
          `<startEvent id="s"/>${flow('s', 'x')}<userTask id="x">${loop('loopMaximum="2"')}</userTask>
           <boundaryEvent id="u" attachedToRef="x"><compensateEventDefinition/></boundaryEvent><userTask id="undo" isForCompensation="true"/>
           <association id="as" sourceRef="u" targetRef="undo" associationDirection="One"/>
           ${flow('x', 'back')}<intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent>${flow('back', 'e')}<endEvent id="e"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('x');
        await story.complete('x');
        expect(await story.openTasks()).toEqual(['undo', 'undo']);
        for (const undo of await story.engine.tasks.list()) await story.engine.tasks.complete(undo.id, {});
        expect(await stateOf(story, id)).toBe('COMPLETED');
      },
    ));

  it('is entered by modification as its first run, and refuses a second beside it', () =>
    withEngine(task('loopMaximum="2"'), async (story) => {
      const id = await started(story);
      await expect(startInside(story, id, 'x')).rejects.toThrow('Concurrent instantiation not possible');
      await story.complete('x');
      await story.complete('x');
      await startInside(story, id, 'x');
      expect(await treeOf(story, id)).toBe('(after x#(x))');
      await story.complete('x');
      await story.complete('x');
      expect(await story.openTasks()).toEqual(['after', 'after']);
    }));

  it('that is asynchronous has one job before it, not one for each run', () =>
    withEngine(
      [
        model(
          around(
            `<scriptTask id="x" scriptFormat="juel" camunda:asyncBefore="true">${loop('loopMaximum="2"')}<script>\${execution.setVariable('n', execution.hasVariable('n') ? n + 1 : 1)}</script></scriptTask>`,
          ),
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(x#multiInstanceBody*)');
        await story.engine.runDueJobs();
        expect((await story.engine.runtime.getVariable(id, 'n')).value).toBe(2);
      },
    ));
});
