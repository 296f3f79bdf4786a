import { describe, expect, it } from 'vitest';
import { boundary, end, line, migrating, start, sub, timer, userTask } from '../../test/migrating.js';

const fork = (inside: (id: string) => string) => `
  ${start()}<sequenceFlow id="f0" sourceRef="start" targetRef="fork"/><parallelGateway id="fork"/>
  ${['a', 'b'].map((id) => `<sequenceFlow id="f${id}" sourceRef="fork" targetRef="${id}"/>${inside(id)}`).join('')}`;
const FORK = fork((id) => userTask(id));

describe('scopes that are added', () => {
  it('are shared by everything that moves into them from one scope', () =>
    migrating(
      FORK,
      line(
        start(),
        sub('outer', line(start('s1'), sub('inner', fork((id) => userTask(id)).replaceAll('"start"', '"s2"')))),
        end(),
      ),
      async ({ engine, start: begin, migrate, tree, complete }) => {
        const id = await begin();
        await migrate(id, [['a'], ['b']]);
        expect(await tree(id)).toBe('(outer(inner(a b)))');
        await complete('a');
        expect(await engine.runtime.countProcessInstances()).toBe(1);
        await complete('b');
        expect(await engine.runtime.countProcessInstances()).toBe(0);
      },
    ));

  it('set their timers and listen to their events', () =>
    migrating(
      line(start(), userTask('work'), end()),
      line(start(), sub('sub', line(start('s'), userTask('work'), end('e'))), end()) +
        boundary('late', 'sub', timer('PT1H')),
      async ({ start: begin, migrate, wait, openTasks }) => {
        await migrate(await begin(), [['work']]);
        await wait(3_600_000);
        expect(await openTasks()).toEqual(['after_late']);
      },
    ));

  it('lie inside the mapped scope they belong to', () =>
    migrating(
      line(start(), sub('sub', line(start('s'), userTask('work'), end('e'))), end()),
      line(
        start(),
        sub('sub', line(start('s'), sub('inner', line(start('i'), userTask('work'), end('ie'))), end('e'))),
        end(),
      ),
      async ({ engine, start: begin, migrate, tree, complete }) => {
        const id = await begin();
        await migrate(id, [['sub'], ['work']]);
        expect(await tree(id)).toBe('(sub(inner(work)))');
        await complete('work');
        expect(await engine.runtime.countProcessInstances()).toBe(0);
      },
    ));
});

describe('scopes that are removed', () => {
  const two = (outer: string, inner: string) =>
    line(
      start(),
      sub(outer, line(start('s1'), sub(inner, line(start('s2'), userTask('work'), end('e2'))), end('e1'))),
      end(),
    );

  it('may be several, and what they were around keeps its place in what stays', () =>
    migrating(two('outer', 'inner'), line(start(), userTask('work'), end()), async (story) => {
      const { engine, start: begin, migrate, tree, complete } = story;
      const id = await begin();
      await migrate(id, [['work']]);
      expect(await tree(id)).toBe('(work)');
      await complete('work');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('may be replaced by others in the same step', () =>
    migrating(
      two('outer', 'inner'),
      two('outer2', 'inner2'),
      async ({ engine, start: begin, migrate, tree, complete }) => {
        const id = await begin();
        const kept = (await engine.runtime.getActivityInstances(id)).childActivityInstances[0]?.id;
        await migrate(id, [['inner', 'inner2'], ['work']]);
        expect(await tree(id)).toBe('(outer2(inner2(work)))');
        const after = (await engine.runtime.getActivityInstances(id)).childActivityInstances[0]?.id;
        expect(after).not.toBe(kept);
        await complete('work');
        expect(await engine.runtime.countProcessInstances()).toBe(0);
      },
    ));

  it('leave what was in them before what began later', () =>
    migrating(
      line(start(), sub('sub', line(start('s'), userTask('work'), end('e'))), end()) +
        boundary('late', 'sub', timer('PT1H'), 'cancelActivity="false"'),
      line(start(), userTask('work'), userTask('after_late'), end()),
      async ({ engine, start: begin, migrate, tree, wait }) => {
        const id = await begin();
        await wait(3_600_000);
        await migrate(id, [['work'], ['after_late']]);
        expect(await tree(id)).toBe('(after_late work)');
        const tasks = await engine.tasks.list();
        expect(new Set(tasks.map(({ executionId }) => executionId)).size).toBe(2);
      },
    ));

  it('take their timers with them', () =>
    migrating(
      line(start(), sub('sub', line(start('s'), userTask('work'), end('e'))), end()) +
        boundary('late', 'sub', timer('PT1H')),
      line(start(), userTask('work'), end()),
      async ({ engine, start: begin, migrate }) => {
        await migrate(await begin(), [['work']]);
        expect(await engine.jobs.count()).toBe(0);
      },
    ));
});

describe('variables beside a concurrent activity', () => {
  it('stay with the activity when it moves into a scope of its own', () =>
    migrating(FORK, FORK + boundary('late', 'a', timer('PT1H')), async ({ engine, start: begin, migrate }) => {
      const id = await begin();
      const [task] = await engine.tasks.list({ taskDefinitionKey: 'a' });
      await engine.runtime.setVariable(task?.executionId ?? '', 'note', { value: 1 }, { local: true });
      await migrate(id);
      expect(await engine.tasks.getVariable(task?.id ?? '', 'note')).toMatchObject({ value: 1 });
      const [other] = await engine.tasks.list({ taskDefinitionKey: 'b' });
      expect(Object.keys(await engine.tasks.getVariables(other?.id ?? ''))).toEqual([]);
    }));
});

describe('an incident of a timer', () => {
  it('moves with its job', () => {
    const guarded = line(start(), userTask('work'), end()) + boundary('late', 'work', timer('PT1H'));
    return migrating(guarded, guarded, async ({ engine, start: begin, migrate, targetId }) => {
      const id = await begin();
      const [job] = await engine.jobs.list();
      await engine.jobs.setRetries({ jobIds: [job?.id ?? ''] }, { retries: 0 });
      const [before] = await engine.incidents.list();
      await migrate(id);
      const [after] = await engine.jobs.list();
      expect(await engine.incidents.list()).toEqual([
        { ...before, processDefinitionId: targetId, jobDefinitionId: after?.jobDefinitionId },
      ]);
    });
  });
});

describe('an incident of a called instance', () => {
  it('shows at the call activity the instance has now', () => {
    const called = `<process id="called" isExecutable="true">${line(start('cs'), '<serviceTask id="c" camunda:type="external" camunda:topic="t"/>')}</process>`;
    const calling = (key: string) =>
      `<process id="${key}" isExecutable="true">${line(start(), `<callActivity id="${key}Call" calledElement="called"/>`, end())}</process>`;
    return migrating(
      calling('source') + called,
      calling('target'),
      async ({ engine, start: begin, migrate, targetId }) => {
        const id = await begin();
        const fetch = { workerId: 'w', maxTasks: 1, topics: [{ topicName: 't', lockDuration: 60_000 }] };
        const [task] = await engine.externalTasks.fetchAndLock(fetch);
        await engine.externalTasks.handleFailure(task?.id ?? '', {
          workerId: 'w',
          errorMessage: 'x',
          retries: 0,
          retryTimeout: 0,
        });
        await migrate(id, [['sourceCall', 'targetCall']]);
        expect(await engine.incidents.list({ processInstanceId: id })).toMatchObject([
          { activityId: 'targetCall', processDefinitionId: targetId },
        ]);
        await engine.externalTasks.setRetries([task?.id ?? ''], 1);
        expect(await engine.incidents.count()).toBe(0);
      },
    );
  });
});
