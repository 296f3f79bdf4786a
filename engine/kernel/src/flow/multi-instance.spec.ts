import {
  around,
  executionsAt,
  historyOf,
  model,
  started,
  startInside,
  treeOf,
  withEngine,
} from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

const loop = (attributes: string, inside = '', element = 'userTask'): string =>
  model(
    around(
      `<${element} id="x"><multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics></${element}>`,
    ),
  );
const COUNT = '<loopCardinality xsi:type="tFormalExpression">${n}</loopCardinality>';
const ITEMS = 'camunda:collection="${items}" camunda:elementVariable="item"';
const items = (...list: unknown[]) => ({ value: JSON.stringify(list), type: 'Json' });
const startWith = async ({ engine }: Story, list: readonly unknown[], more = {}): Promise<string> =>
  (
    await engine.runtime.startProcessInstance({
      processDefinitionKey: 'p',
      variables: { items: items(...list), ...more },
    })
  ).id;
/** Completes the first of the open tasks, or the one of an item. */
async function completeOne(
  { engine }: Story,
  variables: Record<string, { value: unknown }> = {},
  at = 0,
): Promise<void> {
  const tasks = (await engine.tasks.list()).sort((a, b) => (a.id < b.id ? -1 : 1));
  await engine.tasks.complete(tasks[at]!.id, { variables });
}
/** What the body counts. */
async function counters({ engine }: Story, id: string): Promise<Record<string, unknown>> {
  const found = await engine.runtime.listVariableInstances({ processInstanceIdIn: [id], variableNameLike: 'nrOf%' });
  return Object.fromEntries(found.map(({ name, value }) => [name.replace('nrOf', ''), value]));
}
/** `loopCounter` and `item` of every instance, in order. */
async function seen({ engine }: Story, id: string): Promise<unknown[]> {
  const found = await engine.runtime.listVariableInstances({ processInstanceIdIn: [id] });
  const by = (name: string) =>
    new Map(found.filter((one) => one.name === name).map((one) => [one.executionId, one.value]));
  const item = by('item');
  return [...by('loopCounter')].map(([execution, index]) => [index, item.get(execution)]).sort();
}

describe('a parallel multi-instance', () => {
  it('has one instance for every element, each with its counter and its element', () =>
    withEngine([loop(ITEMS)], async (story) => {
      const id = await startWith(story, ['甲', '乙', '丙']);
      expect(await treeOf(story, id)).toBe('(x#(x x x))');
      expect(await seen(story, id)).toEqual([
        [0, '甲'],
        [1, '乙'],
        [2, '丙'],
      ]);
      expect(await counters(story, id)).toEqual({ Instances: 3, CompletedInstances: 0, ActiveInstances: 3 });
    }));

  it('counts, and goes on when the last has ended, once', () =>
    withEngine([loop('', COUNT)], async (story) => {
      const id = await started(story, { n: 3 });
      await completeOne(story);
      expect(await counters(story, id)).toEqual({ Instances: 3, CompletedInstances: 1, ActiveInstances: 2 });
      // The one that has ended stays until the others have.
      expect(await treeOf(story, id)).toBe('(x#(x x x*))');
      await completeOne(story, {}, 1);
      expect(await counters(story, id)).toEqual({ Instances: 3, CompletedInstances: 2, ActiveInstances: 1 });
      await completeOne(story);
      expect(await treeOf(story, id)).toBe('(after)');
      expect(await historyOf(story, id)).toEqual(['s', 'x#multiInstanceBody', 'x', 'x', 'x', 'after…']);
      await story.complete('after');
      expect(await story.engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('is over as soon as its completion condition holds: what is open is cancelled', () =>
    withEngine(
      [
        loop(
          '',
          `${COUNT}<completionCondition xsi:type="tFormalExpression">\${nrOfCompletedInstances >= 2 or veto}</completionCondition>`,
        ),
      ],
      async (story) => {
        const id = await started(story, { n: 4, veto: false });
        await completeOne(story);
        expect(await treeOf(story, id)).toBe('(x#(x x x x*))');
        await completeOne(story);
        expect(await treeOf(story, id)).toBe('(after)');
        expect(await historyOf(story, id)).toEqual(['s', 'x#multiInstanceBody', 'x', 'x', '-x', '-x', 'after…']);
        const other = await started(story, { n: 4, veto: true });
        await story.engine.tasks.complete((await story.engine.tasks.list({ processInstanceId: other }))[0]!.id, {});
        expect(await treeOf(story, other)).toBe('(after)');
      },
    ));

  it('ends a sub-process for each of its elements', () =>
    withEngine(
      [
        model(
          around(`<subProcess id="x"><multiInstanceLoopCharacteristics>${COUNT}</multiInstanceLoopCharacteristics>
            <startEvent id="is"/><sequenceFlow id="g" sourceRef="is" targetRef="it"/><userTask id="it"/></subProcess>`),
        ),
      ],
      async (story) => {
        const id = await started(story, { n: 2 });
        expect(await treeOf(story, id)).toBe('(x#(x(it) x(it)))');
        await completeOne(story);
        expect(await treeOf(story, id)).toBe('(x#(x(it) x*))');
        await completeOne(story);
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));
});

describe('a sequential multi-instance', () => {
  it('has one instance after the other, each with its counter and its element', () =>
    withEngine([loop(`isSequential="true" ${ITEMS}`)], async (story) => {
      const id = await startWith(story, ['甲', '乙']);
      expect(await treeOf(story, id)).toBe('(x#(x))');
      expect(await seen(story, id)).toEqual([[0, '甲']]);
      expect(await counters(story, id)).toEqual({ Instances: 2, CompletedInstances: 0, ActiveInstances: 1 });
      await story.complete('x');
      expect(await seen(story, id)).toEqual([[1, '乙']]);
      expect(await counters(story, id)).toEqual({ Instances: 2, CompletedInstances: 1, ActiveInstances: 1 });
      await story.complete('x');
      expect(await treeOf(story, id)).toBe('(after)');
      expect(await historyOf(story, id)).toEqual(['s', 'x#multiInstanceBody', 'x', 'x', 'after…']);
    }));

  it('is over as soon as its completion condition holds', () =>
    withEngine(
      [
        loop(
          'isSequential="true"',
          `${COUNT}<completionCondition xsi:type="tFormalExpression">\${nrOfCompletedInstances == 2}</completionCondition>`,
        ),
      ],
      async (story) => {
        const id = await started(story, { n: 4 });
        await story.complete('x');
        expect(await treeOf(story, id)).toBe('(x#(x))');
        await story.complete('x');
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));

  it('fails when its collection became shorter in between', () =>
    withEngine([loop(`isSequential="true" ${ITEMS}`)], async (story) => {
      const id = await startWith(story, ['甲', '乙']);
      await story.engine.runtime.modifyVariables(id, { modifications: { items: items('甲') } });
      await expect(story.complete('x')).rejects.toThrow('collection has no element 1: it became shorter');
      expect(await treeOf(story, id)).toBe('(x#(x))');
    }));
});

describe('how many instances there are', () => {
  it.each(['', 'isSequential="true"'])('none with an empty collection: the activity ends at once (%s)', (attributes) =>
    withEngine([loop(`${attributes} ${ITEMS}`)], async (story) => {
      const id = await startWith(story, []);
      expect(await treeOf(story, id)).toBe('(after)');
      expect(await historyOf(story, id)).toEqual(['s', 'x#multiInstanceBody', 'after…']);
    }),
  );

  it.each([2, '2', ' 2 '])('a cardinality of %j are two', (n) =>
    withEngine([loop('', COUNT)], async (story) => {
      expect(await treeOf(story, await started(story, { n }))).toBe('(x#(x x))');
    }),
  );

  it.each([
    [1.5, 'Could not resolve expression'],
    ['', 'Could not resolve expression'],
    ['two', 'Could not resolve expression'],
    [true, 'Could not resolve expression'],
    [-1, 'must be a non-negative integer value, but was -1'],
  ])('a cardinality of %j is refused', (n, reason) =>
    withEngine([loop('', COUNT)], async (story) => {
      await expect(started(story, { n })).rejects.toThrow(reason);
      expect(await story.engine.runtime.countProcessInstances()).toBe(0);
    }),
  );

  it('the collection may be named as a variable; elements need no name', () =>
    withEngine([loop('camunda:collection="items"')], async (story) => {
      const id = await startWith(story, [1, 2]);
      expect(await treeOf(story, id)).toBe('(x#(x x))');
      expect(await seen(story, id)).toEqual([
        [0, undefined],
        [1, undefined],
      ]);
    }));

  it('a cardinality and a collection together: the cardinality counts, elements come from the collection', () =>
    withEngine([loop(ITEMS, COUNT)], async (story) => {
      const id = await startWith(story, ['甲', '乙', '丙'], { n: { value: 2 } });
      expect(await seen(story, id)).toEqual([
        [0, '甲'],
        [1, '乙'],
      ]);
    }));

  it.each([
    ['camunda:collection="${items}"', '${items}'],
    ['camunda:collection="items"', 'items'],
  ])('what is no list is refused (%s)', (attributes, name) =>
    withEngine([loop(attributes)], async (story) => {
      await expect(started(story, { items: 'text' })).rejects.toThrow(`'${name}' is not a Collection`);
    }),
  );
});

describe('a body', () => {
  it('started inside by modification gets a further instance; emptied it ends', () =>
    withEngine([loop('', COUNT)], async (story) => {
      const id = await started(story, { n: 1 });
      await startInside(story, id, 'x');
      expect(await treeOf(story, id)).toBe('(x#(x x))');
      expect(await counters(story, id)).toEqual({ Instances: 2, CompletedInstances: 0, ActiveInstances: 2 });
    }));
});

describe('the limits of a body', () => {
  const sequential = model(
    around(
      '<userTask id="x"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>${n}</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
    ),
  );

  it('are 10,000 instances: one more is refused', () =>
    withEngine([sequential], async (story) => {
      for (const n of [9_999, 10_000]) expect(await treeOf(story, await started(story, { n }))).toBe('(x#(x))');
      await expect(started(story, { n: 10_001 })).rejects.toMatchObject({
        limit: 'MAX_MULTI_INSTANCES',
        message: expect.stringContaining('10001') as string,
      });
    }));

  it('are whole numbers: blank text is none', () =>
    withEngine([sequential], async (story) => {
      await expect(started(story, { n: '  ' })).rejects.toThrow('to a number');
      expect(await treeOf(story, await started(story, { n: ' 2 ' }))).toBe('(x#(x))');
    }));
});

describe('the executions of a parallel body', () => {
  it('are concurrent, a single one too; one that has ended is inactive', () =>
    withEngine(
      [
        model(
          around(
            `<userTask id="x"><multiInstanceLoopCharacteristics><loopCardinality>\${n}</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
          ),
        ),
      ],
      async (story) => {
        const id = await started(story, { n: 1 });
        expect(await story.engine.runtime.countExecutions({ processInstanceId: id })).toBe(3);
        const other = await started(story, { n: 2 });
        const [task] = await story.engine.tasks.list({ processInstanceId: other });
        await story.engine.tasks.complete(task?.id ?? '', {});
        expect(await executionsAt(story, 'x')).toBe(2);
        expect(await treeOf(story, other)).toBe('(x#(x x*))');
      },
    ));

  it('are left to their body when modification takes them away', () =>
    withEngine(
      [
        model(
          around(
            `<userTask id="x"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
          ),
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.engine.runtime.modifyProcessInstance(id, {
          instructions: [
            { type: 'startBeforeActivity', activityId: 'after' },
            { type: 'cancel', activityId: 'x' },
          ],
        });
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));

  it('have their inputs each, the body none', () =>
    withEngine(
      [
        model(
          around(`<userTask id="x"><extensionElements><camunda:inputOutput><camunda:inputParameter name="mine">\${loopCounter + 1}</camunda:inputParameter></camunda:inputOutput></extensionElements>
            <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`),
        ),
      ],
      async (story) => {
        const id = await started(story);
        for (const expected of [1, 2]) {
          const [task] = await story.engine.tasks.list();
          expect((await story.engine.tasks.getVariables(task!.id))['mine']?.value).toBe(expected);
          await story.complete('x');
        }
        expect(await story.openTasks()).toEqual(['after']);
        expect(Object.keys(await story.engine.runtime.getVariables(id))).toEqual([]);
      },
    ));
});
