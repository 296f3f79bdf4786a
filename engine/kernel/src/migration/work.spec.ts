import { describe, expect, it } from 'vitest';
import { model } from '@anliu/engine-testkit';
import { end, line, migrating, start, sub, userTask } from '../../test/migrating.js';

const external = (id: string, topic = 't') =>
  `<serviceTask id="${id}" camunda:type="external" camunda:topic="${topic}"/>`;

describe('an external task', () => {
  it('keeps its worker, lock, error and incident, and is completed in the new definition', () =>
    migrating(line(start(), external('work'), end()), line(start(), external('do', 'other'), end()), async (story) => {
      const { engine, start: begin, migrate, tree, targetId } = story;
      const id = await begin();
      const [fetched] = await engine.externalTasks.fetchAndLock({
        workerId: 'w',
        maxTasks: 1,
        topics: [{ topicName: 't', lockDuration: 60_000 }],
      });
      const taskId = fetched?.id ?? '';
      await engine.externalTasks.handleFailure(taskId, {
        workerId: 'w',
        errorMessage: 'broken',
        retries: 0,
        retryTimeout: 0,
      });
      const before = await engine.externalTasks.get(taskId);
      const [incident] = await engine.incidents.list();
      await migrate(id, [['work', 'do']]);
      expect(await tree(id)).toBe('(do)');
      expect(await engine.externalTasks.get(taskId)).toEqual({
        ...before,
        activityId: 'do',
        processDefinitionId: targetId,
        processDefinitionKey: 'target',
      });
      expect(await engine.incidents.list()).toMatchObject([
        { id: incident?.id, activityId: 'do', failedActivityId: 'work', processDefinitionId: targetId },
      ]);
      expect(await engine.history.listIncidents()).toMatchObject([{ activityId: 'do', processDefinitionId: targetId }]);
      await engine.externalTasks.setRetries([taskId], 1);
      expect(await engine.incidents.count()).toBe(0);
      await engine.externalTasks.fetchAndLock({
        workerId: 'w',
        maxTasks: 1,
        topics: [{ topicName: 't', lockDuration: 60_000 }],
      });
      await engine.externalTasks.complete(taskId, { workerId: 'w' });
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));
});

describe('a call activity', () => {
  const CALLED = model(line(start('cs'), userTask('inner'), end('ce')), 'called');
  const calling = (id: string) =>
    line(start(), `<callActivity id="${id}" calledElement="called"/>`, userTask('after'), end());

  it('keeps the called instance, which returns to the new definition', () =>
    migrating(
      calling('call'),
      calling('ask'),
      async ({ start: begin, migrate, tree, complete, openTasks }) => {
        const id = await begin();
        await migrate(id, [['call', 'ask']]);
        expect(await tree(id)).toBe('(ask)');
        await complete('inner');
        expect(await openTasks()).toEqual(['after']);
      },
      [CALLED],
    ));

  it('keeps the called instance when it gets a scope, and when it loses it', () => {
    const guarded = `${calling('call')}<boundaryEvent id="late" attachedToRef="call"><timerEventDefinition>
      <timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      <sequenceFlow id="fl" sourceRef="late" targetRef="missed"/>${userTask('missed')}`;
    const moves = (source: string, target: string) =>
      migrating(
        source,
        target,
        async ({ engine, start: begin, migrate, complete, openTasks }) => {
          const id = await begin();
          await migrate(id);
          const [called] = await engine.runtime.listProcessInstances({ superProcessInstance: id });
          expect(called).toBeDefined();
          await complete('inner');
          expect(await openTasks()).toEqual(['after']);
        },
        [CALLED],
      );
    return moves(calling('call'), guarded).then(() => moves(guarded, calling('call')));
  });
});

describe('a multi-instance activity', () => {
  const repeated = (attributes: string) =>
    line(
      start(),
      userTask(
        'work',
        `<multiInstanceLoopCharacteristics ${attributes}><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>`,
      ),
      userTask('after'),
      end(),
    );
  const BODY = 'work#multiInstanceBody';

  it('in parallel keeps its instances, also the ended ones, and its counters', () =>
    migrating(repeated(''), repeated(''), async ({ engine, start: begin, migrate, tree, openTasks }) => {
      const id = await begin();
      const [first] = await engine.tasks.list();
      await engine.tasks.complete(first?.id ?? '');
      const variables = await engine.runtime.listVariableInstances();
      await migrate(id);
      expect(await tree(id)).toBe('(work#multiInstanceBody(work work work*))');
      expect(await engine.runtime.listVariableInstances()).toEqual(
        variables.map((variable) => ({
          ...variable,
          processDefinitionId: expect.stringContaining('target') as string,
        })),
      );
      for (const task of await engine.tasks.list()) await engine.tasks.complete(task.id);
      expect(await openTasks()).toEqual(['after']);
    }));

  it('in sequence goes on where it was', () =>
    migrating(repeated('isSequential="true"'), repeated('isSequential="true"'), async (story) => {
      const { start: begin, migrate, complete, openTasks } = story;
      const id = await begin();
      await complete('work');
      await migrate(id, [[BODY], ['work']]);
      await complete('work');
      expect(await openTasks()).toEqual(['work']);
      await complete('work');
      expect(await openTasks()).toEqual(['after']);
    }));

  it('loses its body and counters when only the inner activity is mapped', () =>
    migrating(repeated(''), line(start(), userTask('work'), userTask('after'), end()), async (story) => {
      const { engine, start: begin, migrate, tree, openTasks } = story;
      const id = await begin();
      await migrate(id, [['work']]);
      expect(await tree(id)).toBe('(work work work)');
      const names = (await engine.runtime.listVariableInstances()).map(({ name }) => name).sort();
      expect(names).toEqual(['loopCounter', 'loopCounter', 'loopCounter']);
      for (const task of await engine.tasks.list()) await engine.tasks.complete(task.id);
      expect(await openTasks()).toEqual(['after', 'after', 'after']);
    }));

  it('of a sub-process keeps what runs in every instance', () => {
    const many = line(
      start(),
      sub(
        'sub',
        `<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>${line(start('s'), userTask('work'), end('e'))}`,
      ),
      end(),
    );
    return migrating(many, many, async ({ engine, start: begin, migrate, tree }) => {
      const id = await begin();
      await migrate(id);
      expect(await tree(id)).toBe('(sub#multiInstanceBody(sub(work) sub(work)))');
      for (const task of await engine.tasks.list()) await engine.tasks.complete(task.id);
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    });
  });
});

describe('a gateway', () => {
  const joining = (kind: string, branches: readonly string[]) => `
    ${start()}<sequenceFlow id="f0" sourceRef="start" targetRef="fork"/><${kind} id="fork"/>
    ${branches
      .map(
        (branch) => `<sequenceFlow id="i${branch}" sourceRef="fork" targetRef="${branch}"/>${userTask(branch)}
          <sequenceFlow id="o${branch}" sourceRef="${branch}" targetRef="join"/>`,
      )
      .join('')}
    <${kind} id="join"/><sequenceFlow id="f9" sourceRef="join" targetRef="after"/>${userTask('after')}`;

  for (const kind of ['parallelGateway', 'inclusiveGateway']) {
    it(`(${kind}) keeps the tokens that have arrived`, () =>
      migrating(joining(kind, ['a', 'b']), joining(kind, ['a', 'b']), async (story) => {
        const { start: begin, migrate, tree, complete, openTasks } = story;
        const id = await begin();
        await complete('a');
        await migrate(id);
        expect(await tree(id)).toBe('(b join)');
        await complete('b');
        expect(await openTasks()).toEqual(['after']);
      }));
  }

  it('that got a third branch waits for it', () =>
    migrating(joining('parallelGateway', ['a', 'b']), joining('parallelGateway', ['a', 'b', 'c']), async (story) => {
      const { engine, start: begin, migrate, complete, openTasks } = story;
      const id = await begin();
      await complete('a');
      await migrate(id);
      await complete('b');
      expect(await openTasks()).toEqual([]);
      await engine.runtime.modifyProcessInstance(id, {
        instructions: [{ type: 'startBeforeActivity', activityId: 'join' }],
      });
      expect(await openTasks()).toEqual(['after']);
    }));
});

describe('a suspended instance', () => {
  it('moves, gets new scopes, and stays suspended', () =>
    migrating(
      line(start(), userTask('work'), end()),
      line(start(), sub('sub', line(start('s'), userTask('work'), end('e'))), end()),
      async ({ engine, start: begin, migrate, tree, complete }) => {
        const id = await begin();
        await engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, true);
        await migrate(id, [['work']]);
        expect(await tree(id)).toBe('(sub(work))');
        await expect(complete('work')).rejects.toThrow(/suspended/);
        await engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, false);
        await complete('work');
        expect(await engine.runtime.countProcessInstances()).toBe(0);
      },
    ));
});
