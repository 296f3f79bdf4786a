import type { ExpressionScope } from '@anliu/engine-expression';
import { around, historyOf, model, started, treeOf, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

const valueOf = async ({ engine }: Story, id: string, name: string): Promise<unknown> =>
  (await engine.runtime.getVariables(id))[name]?.value;

describe('tasks that compute', () => {
  it.each([
    [
      'a script task',
      '<scriptTask id="x" scriptFormat="juel" camunda:resultVariable="r"><script>${n * 2}</script></scriptTask>',
      6,
    ],
    [
      'a script task in FEEL',
      '<scriptTask id="x" scriptFormat="feel" camunda:resultVariable="r"><script>n + 1</script></scriptTask>',
      4,
    ],
    ['a service task', '<serviceTask id="x" camunda:expression="${n * 3}" camunda:resultVariable="r"/>', 9],
    ['a send task', '<sendTask id="x" camunda:expression="${n - 1}" camunda:resultVariable="r"/>', 2],
    ['a business rule task', '<businessRuleTask id="x" camunda:expression="${n}" camunda:resultVariable="r"/>', 3],
  ])('%s keeps its result where it says, and goes on', (_, element, expected) =>
    withEngine([model(around(element))], async (story) => {
      const id = await started(story, { n: 3 });
      expect(await story.openTasks()).toEqual(['after']);
      expect(await valueOf(story, id, 'r')).toBe(expected);
    }),
  );

  it.each([
    [
      'a script task',
      '<scriptTask id="x" scriptFormat="juel"><script>${execution.setVariable("seen", n)}</script></scriptTask>',
    ],
    ['a service task', '<serviceTask id="x" camunda:expression="${execution.setVariable(&quot;seen&quot;, n)}"/>'],
  ])('%s without a result variable runs all the same, and keeps nothing else', (_, element) =>
    withEngine([model(around(element))], async (story) => {
      const id = await started(story, { n: 3 });
      expect(await story.openTasks()).toEqual(['after']);
      expect(Object.keys(await story.engine.runtime.getVariables(id)).sort()).toEqual(['n', 'seen']);
    }),
  );

  it('a service task calls the code of the host', () => {
    const calls: unknown[] = [];
    const host = ({ scope, name }: { scope: ExpressionScope; name: string }): void => {
      calls.push(name, scope.get('n'));
      scope.set?.('said', 'done');
    };
    return withEngine(
      [model(around('<serviceTask id="x" camunda:delegateExpression="${host}"/>'))],
      async (story) => {
        const id = await started(story, { n: 3 });
        expect(calls).toEqual(['host', 3]);
        expect(await valueOf(story, id, 'said')).toBe('done');
        expect(await story.openTasks()).toEqual(['after']);
      },
      { delegates: new Map([['host', host]]) },
    );
  });

  it('a business rule task evaluates a decision and keeps its result', () =>
    withEngine(
      [
        model(
          around(
            '<businessRuleTask id="x" camunda:decisionRef="fee" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"/>',
          ),
        ),
      ],
      async (story) => {
        const content = `<?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test">
        <decision id="fee" name="fee"><literalExpression id="l"><text>n * 10</text></literalExpression></decision></definitions>`;
        await story.engine.repository.createDeployment({ resources: [{ name: 'fee.dmn', content }] });
        const id = await started(story, { n: 3 });
        expect(await valueOf(story, id, 'r')).toBe(30);
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));
});

describe('tasks that wait', () => {
  it('a user task shows in the list, and goes on when it is completed', () =>
    withEngine([model(around('<userTask id="x" name="Check"/>'))], async (story) => {
      const id = await started(story);
      expect(await story.engine.tasks.list()).toMatchObject([
        { taskDefinitionKey: 'x', name: 'Check', processInstanceId: id },
      ]);
      await story.complete('x');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it.each([
    ['a receive task', '<receiveTask id="x"/>'],
    ['a service task of a worker', '<serviceTask id="x" camunda:type="external" camunda:topic="t"/>'],
  ])('%s goes on when it is signalled, with the values given', (_, element) =>
    withEngine([model(around(element))], async (story) => {
      const id = await started(story);
      expect(await treeOf(story, id)).toBe('(x)');
      const [waiting] = (await story.engine.runtime.getActivityInstances(id)).childActivityInstances ?? [];
      await story.engine.runtime.signalExecution(waiting!.executionIds![0]!, { told: { value: 'yes' } });
      expect(await story.openTasks()).toEqual(['after']);
      expect(await valueOf(story, id, 'told')).toBe('yes');
      expect(await story.engine.externalTasks.count()).toBe(0);
    }),
  );

  it('a receive task goes on with its message', () =>
    withEngine(
      [
        model(
          `<message id="m" name="news"/><process id="p" isExecutable="true">${around('<receiveTask id="x" messageRef="m"/>')}</process>`,
        ),
      ],
      async (story) => {
        await started(story);
        await story.engine.runtime.correlateMessage({ messageName: 'news' });
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));
});

describe('tasks that pass', () => {
  it.each(['<task id="x"/>', '<manualTask id="x"/>'])('%s is in history and holds nobody up', (element) =>
    withEngine([model(around(element))], async (story) => {
      const id = await started(story);
      expect(await historyOf(story, id)).toEqual(['s', 'x', 'after…']);
    }),
  );
});
