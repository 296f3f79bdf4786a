import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';

describe('a signal', () => {
  const WAITING = model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="wait"/>
    <intermediateCatchEvent id="wait"><signalEventDefinition signalRef="x"/></intermediateCatchEvent>
    <sequenceFlow id="f2" sourceRef="wait" targetRef="after"/><userTask id="after"/>`).replace(
    '<process ',
    '<signal id="x" name="alert"/><process ',
  );

  it('is not heard by a suspended instance, which hears the next one once it is active', () =>
    withEngine([WAITING], async ({ engine, openTasks }) => {
      const asleep = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      await engine.runtime.setProcessInstanceSuspended({ processInstanceId: asleep.id }, true);
      await engine.runtime.broadcastSignal({ name: 'alert' });
      expect(await openTasks()).toEqual(['after']);

      await engine.runtime.setProcessInstanceSuspended({ processInstanceId: asleep.id }, false);
      await engine.runtime.broadcastSignal({ name: 'alert' });
      expect(await openTasks()).toEqual(['after', 'after']);
    }));

  it('sent to a suspended execution alone is refused', () =>
    withEngine([WAITING], async ({ engine, openTasks }) => {
      const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      const [waiting] = await engine.runtime.listEventSubscriptions({ processInstanceId: id });
      await engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, true);
      await expect(
        engine.runtime.broadcastSignal({ name: 'alert', executionId: waiting?.executionId ?? '' }),
      ).rejects.toThrow(/suspended/);
      expect(await openTasks()).toEqual([]);
    }));
});

describe('an error nobody catches', () => {
  it('ends the instance of a multi-instance in which it was thrown; the body goes on with the next', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="each"/>
          <serviceTask id="each" camunda:type="external" camunda:topic="t">
            <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
          </serviceTask>
          <sequenceFlow id="f2" sourceRef="each" targetRef="after"/><userTask id="after"/>`),
      ],
      async ({ engine, openTasks }) => {
        await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
        for (const open of [[], ['after']]) {
          const [work] = await engine.externalTasks.fetchAndLock({
            workerId: 'w',
            maxTasks: 1,
            topics: [{ topicName: 't', lockDuration: 60_000 }],
          });
          await engine.externalTasks.handleBpmnError(work?.id ?? '', { workerId: 'w', errorCode: 'nobody' });
          expect(await openTasks()).toEqual(open);
        }
      },
    ));

  it('lets an activity that is asynchronous after wait for its job, which then goes nowhere', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="work"/>
          <userTask id="work" camunda:asyncAfter="true"/>
          <sequenceFlow id="f2" sourceRef="work" targetRef="after"/><userTask id="after"/>`),
      ],
      async ({ engine }) => {
        const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
        const [work] = await engine.tasks.list();
        await engine.tasks.handleBpmnError(work?.id ?? '', { errorCode: 'nobody' });
        const [job] = await engine.jobs.list({ processInstanceId: id });
        await engine.jobs.execute(job?.id ?? '');
        expect(await engine.tasks.list()).toEqual([]);
        expect(await engine.runtime.listProcessInstances()).toEqual([]);
      },
    ));
});
