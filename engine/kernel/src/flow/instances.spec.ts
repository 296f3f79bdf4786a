import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { flow, historyOf, started, treeOf } from '@anliu/engine-testkit';

const roots = '<message id="m" name="order"/>';
const receiving = (attributes = 'messageRef="m"', more = ''): string =>
  model(
    `<receiveTask id="x" instantiate="true" ${attributes}/>${flow('x', 'work')}<userTask id="work"/>${more}`,
  ).replace('<process ', `${roots}<process `);
const order = ({ engine }: Story, variables = {}) =>
  engine.runtime.correlateMessage({ messageName: 'order', processVariables: variables });

describe('a receive task that instantiates', () => {
  it('starts an instance with its message, which it has then received', () =>
    withEngine([receiving()], async (story) => {
      const [result] = await order(story, { n: { value: 1 } });
      expect(result).toMatchObject({ resultType: 'ProcessDefinition' });
      const id = result?.processInstance?.id ?? '';
      expect(await treeOf(story, id)).toBe('(work)');
      expect(await historyOf(story, id)).toEqual(['x', 'work…']);
      expect((await story.engine.runtime.getVariable(id, 'n')).value).toBe(1);
      expect(await story.engine.history.getProcessInstance(id)).toMatchObject({ startActivityId: 'x' });
      expect(await story.engine.runtime.countEventSubscriptions({ processInstanceId: id })).toBe(0);
    }));

  it('listens for the newest version only, and shows as a start subscription', () =>
    withEngine([receiving(), receiving('messageRef="m" name="2"')], async (story) => {
      const subscriptions = await story.engine.runtime.listEventSubscriptions({ eventName: 'order' });
      expect(subscriptions).toMatchObject([{ activityId: 'x', eventType: 'message', processInstanceId: null }]);
      await order(story);
      const [instance] = await story.engine.history.listProcessInstances();
      expect(instance?.processDefinitionVersion).toBe(2);
    }));

  it('waits for its message when the instance is started otherwise', () =>
    withEngine([receiving()], async (story) => {
      const id = await started(story);
      expect(await treeOf(story, id)).toBe('(x)');
      const [result] = await order(story);
      expect(result).toMatchObject({ resultType: 'Execution' });
      expect(await treeOf(story, id)).toBe('(work)');
    }));

  it('may stand beside start events', () =>
    withEngine([receiving('messageRef="m"', `<startEvent id="s"/>${flow('s', 'work')}`)], async (story) => {
      expect(await treeOf(story, await started(story))).toBe('(work)');
      await order(story);
      expect(await story.openTasks()).toEqual(['work', 'work']);
    }));

  it('with a flow into it is an ordinary receive task', () =>
    withEngine([receiving('messageRef="m"', `<startEvent id="s"/>${flow('s', 'x')}`)], async (story) => {
      await expect(order(story)).rejects.toThrow('Cannot correlate message');
      expect(await treeOf(story, await started(story))).toBe('(x)');
    }));

  it('takes a message name no other process starts with', () =>
    withEngine([receiving()], async ({ engine }) => {
      const content = receiving().replace('id="p"', 'id="other"');
      const deployment = engine.repository.createDeployment({ resources: [{ name: 'other.bpmn', content }] });
      await expect(deployment).rejects.toThrow('there already is a message event subscription');
    }));

  it('runs its listeners and maps its outputs when it starts an instance', () =>
    withEngine(
      [
        receiving().replace(
          'messageRef="m"/>',
          `messageRef="m"><extensionElements><camunda:executionListener event="end" expression="\${execution.setVariable('ended', true)}"/>
           <camunda:inputOutput><camunda:outputParameter name="out">\${1 + 1}</camunda:outputParameter></camunda:inputOutput></extensionElements></receiveTask>`,
        ),
      ],
      async (story) => {
        const [result] = await order(story);
        const variables = await story.engine.runtime.getVariables(result?.processInstance?.id ?? '');
        expect(variables).toMatchObject({ ended: { value: true }, out: { value: 2 } });
      },
    ));
});
