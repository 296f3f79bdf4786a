import type { MessageCorrelationInput } from '@anliu/engine-protocol';
import { describe, expect, it } from 'vitest';
import { flow, model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const withMessage = (process: string, key: string): string =>
  model(process, key).replace('<process ', '<message id="m" name="go"/><process ');
const WAITS = withMessage(
  `<startEvent id="s"/>${flow('s', 'wait')}<receiveTask id="wait" messageRef="m"/>${flow('wait', 'after')}<userTask id="after"/>`,
  'waits',
);
const STARTS = withMessage(
  `<startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>${flow('s', 'begun')}<userTask id="begun"/>`,
  'starts',
);

const waiting = async ({ engine }: Story, businessKey: string, n = 0): Promise<string> =>
  (
    await engine.runtime.startProcessInstance({
      processDefinitionKey: 'waits',
      businessKey,
      variables: { n: { value: n } },
    })
  ).id;
const go = ({ engine }: Story, input: Omit<MessageCorrelationInput, 'messageName'> = {}) =>
  engine.runtime.correlateMessage({ messageName: 'go', ...input });
const goneOn = async ({ engine }: Story): Promise<(string | undefined)[]> =>
  (await engine.tasks.list({ taskDefinitionKey: 'after' })).map((task) => task.processInstanceId ?? undefined);

describe('a message', () => {
  it('goes to the one instance that waits, even when it could start one', () =>
    withEngine([WAITS, STARTS], async (story) => {
      const id = await waiting(story, 'A');
      expect(await go(story)).toMatchObject([{ resultType: 'Execution' }]);
      expect(await goneOn(story)).toEqual([id]);
      expect(await go(story)).toMatchObject([{ resultType: 'ProcessDefinition' }]);
      expect(await story.openTasks()).toEqual(['after', 'begun']);
    }));

  it('changes nothing when several instances wait for it, unless it is meant for all', () =>
    withEngine([WAITS], async (story) => {
      const ids = [await waiting(story, 'A'), await waiting(story, 'B')];
      await expect(go(story)).rejects.toThrow('2 executions match');
      expect(await goneOn(story)).toEqual([]);
      await go(story, { all: true });
      expect((await goneOn(story)).sort()).toEqual(ids.sort());
    }));

  it('is refused when nobody waits for it', () =>
    withEngine([WAITS], async (story) => {
      await expect(go(story)).rejects.toThrow('No process definition or execution matches');
    }));

  it.each([
    ['business key', { businessKey: 'B' }],
    ['variable', { correlationKeys: { n: { value: 2 } } }],
  ])('finds its instance by %s', (_what, input) =>
    withEngine([WAITS], async (story) => {
      await waiting(story, 'A', 1);
      const id = await waiting(story, 'B', 2);
      await go(story, input);
      expect(await goneOn(story)).toEqual([id]);
    }),
  );

  it('finds its instance by id, and never starts one instead', () =>
    withEngine([WAITS, STARTS], async (story) => {
      const processInstanceId = await waiting(story, 'A');
      await waiting(story, 'B');
      await go(story, { processInstanceId });
      expect(await goneOn(story)).toEqual([processInstanceId]);
      await expect(go(story, { processInstanceId })).rejects.toThrow('No process definition or execution matches');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('does not reach a suspended instance', () =>
    withEngine([WAITS], async (story) => {
      const processInstanceId = await waiting(story, 'A');
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId }, true);
      await expect(go(story)).rejects.toThrow('No process definition or execution matches');
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId }, false);
      await go(story);
      expect(await goneOn(story)).toEqual([processInstanceId]);
    }));

  it('brings variables to the instance that waits for it', () =>
    withEngine([WAITS], async (story) => {
      const id = await waiting(story, 'A', 1);
      await go(story, { processVariables: { n: { value: 2 }, more: { value: 3 } } });
      expect(await story.engine.runtime.getVariables(id)).toMatchObject({ n: { value: 2 }, more: { value: 3 } });
    }));

  it('sent to one execution is refused when that waits for another one, or is suspended', () =>
    withEngine([WAITS], async (story) => {
      const { runtime } = story.engine;
      const processInstanceId = await waiting(story, 'A');
      const [subscription] = await runtime.listEventSubscriptions({ processInstanceId });
      const executionId = subscription?.executionId ?? '';
      await expect(runtime.triggerMessage(executionId, 'stop')).rejects.toThrow('does not have a subscription');
      await runtime.setProcessInstanceSuspended({ processInstanceId }, true);
      await expect(runtime.triggerMessage(executionId, 'go')).rejects.toThrow('suspended');
      await runtime.setProcessInstanceSuspended({ processInstanceId }, false);
      await runtime.triggerMessage(executionId, 'go', { n: { value: 2 } });
      expect(await goneOn(story)).toEqual([processInstanceId]);
      expect(await runtime.getVariables(processInstanceId)).toMatchObject({ n: { value: 2 } });
    }));
});
