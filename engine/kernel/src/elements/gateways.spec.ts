import { describe, expect, it } from 'vitest';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';

const FORK = model(`
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="fork"/>
  <parallelGateway id="fork"/>
  <sequenceFlow id="f2" sourceRef="fork" targetRef="a"/><sequenceFlow id="f3" sourceRef="fork" targetRef="b"/>
  <userTask id="a"/><userTask id="b"/>
  <sequenceFlow id="f4" sourceRef="a" targetRef="join"/><sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
  <parallelGateway id="join"/><sequenceFlow id="f6" sourceRef="join" targetRef="after"/>
  <userTask id="after"/><sequenceFlow id="f7" sourceRef="after" targetRef="end"/><endEvent id="end"/>`);

describe('parallel gateway', () => {
  it('waits for every branch, then goes on once', () =>
    withEngine([FORK], async ({ engine, openTasks, complete }) => {
      const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      expect(await openTasks()).toEqual(['a', 'b']);
      await complete('b');
      expect(await openTasks()).toEqual(['a']);
      await complete('a');
      expect(await openTasks()).toEqual(['after']);
      await complete('after');
      const history = await engine.history.getProcessInstance(id);
      expect(history.state).toBe('COMPLETED');
    }));

  it('shows a sole token as the instance and several as concurrent executions', () =>
    withEngine([FORK], async ({ engine, complete }) => {
      const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      const forked = await engine.tasks.list();
      expect(forked.every((task) => task.executionId !== id)).toBe(true);
      expect(new Set(forked.map((task) => task.executionId)).size).toBe(2);
      await complete('a');
      await complete('b');
      const [after] = await engine.tasks.list();
      expect(after?.executionId).toBe(id);
    }));

  it('keeps memory and disk equal after every step, and goes on from disk alone', () =>
    withEngine([FORK], async ({ engine, complete }) => {
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', variables: { n: { value: 1 } } });
      for (const task of ['a', 'b', 'after']) {
        for (const { memory, disk } of memoryAndDisk(engine)) expect(memory).toEqual(disk);
        forgetMemory(engine);
        await complete(task, { done: task });
      }
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));
});

const INCLUSIVE = model(`
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="fork"/>
  <inclusiveGateway id="fork"/>
  <sequenceFlow id="f2" sourceRef="fork" targetRef="a"/><sequenceFlow id="f3" sourceRef="fork" targetRef="b"/>
  <userTask id="a"/><userTask id="b"/>
  <boundaryEvent id="away" attachedToRef="b"><messageEventDefinition messageRef="m"/></boundaryEvent>
  <sequenceFlow id="f8" sourceRef="away" targetRef="gone"/><endEvent id="gone"/>
  <sequenceFlow id="f4" sourceRef="a" targetRef="join"/><sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
  <inclusiveGateway id="join"/><sequenceFlow id="f6" sourceRef="join" targetRef="after"/>
  <userTask id="after"/><sequenceFlow id="f7" sourceRef="after" targetRef="end"/><endEvent id="end"/>`).replace(
  '<process ',
  '<message id="m" name="away"/><process ',
);

describe('inclusive join', () => {
  const story = (inclusiveJoin: 'c7' | 'live', expected: string[]) =>
    withEngine(
      [INCLUSIVE],
      async ({ engine, openTasks, complete }) => {
        await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
        await complete('a');
        expect(await openTasks()).toEqual(['b']);
        await engine.runtime.correlateMessage({ messageName: 'away' });
        expect(await openTasks()).toEqual(expected);
      },
      { inclusiveJoin },
    );

  it('goes on when the token that blocked it took another way', () => story('live', ['after']));
  it('hangs where Camunda 7 hangs when told to', () => story('c7', []));
});
