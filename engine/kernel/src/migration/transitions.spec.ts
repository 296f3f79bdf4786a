import { describe, expect, it } from 'vitest';
import { end, line, migrating, start, sub, userTask } from '../../test/migrating.js';

const before = (id: string) => `<userTask id="${id}" camunda:asyncBefore="true"/>`;
const after = (id: string) => `<userTask id="${id}" camunda:asyncAfter="true"/>`;

describe('a continuation before an activity', () => {
  it('keeps its job under the new definition, and continues there', () =>
    migrating(line(start(), before('work'), end()), line(start(), before('check'), end()), async (story) => {
      const { engine, start: begin, migrate, tree, wait, openTasks, targetId } = story;
      const id = await begin();
      const [job] = await engine.jobs.list();
      await migrate(id, [['work', 'check']]);
      expect(await tree(id)).toBe('(check*)');
      const [definition] = await engine.jobs.listDefinitions({ processDefinitionId: targetId });
      expect(await engine.jobs.list()).toMatchObject([
        { id: job?.id, processDefinitionId: targetId, jobDefinitionId: definition?.id },
      ]);
      await wait(0);
      expect(await openTasks()).toEqual(['check']);
    }));

  it('moves into a scope that is added', () =>
    migrating(
      line(start(), before('work'), end()),
      line(start(), sub('sub', line(start('s'), before('work'), end('e'))), end()),
      async ({ engine, start: begin, migrate, tree, wait, complete }) => {
        const id = await begin();
        await migrate(id, [['work']]);
        expect(await tree(id)).toBe('(sub(work*))');
        await wait(0);
        await complete('work');
        expect(await engine.runtime.countProcessInstances()).toBe(0);
      },
    ));

  it('keeps its incident', () => {
    const failing = (id: string) =>
      line(
        start(),
        `<serviceTask id="${id}" camunda:asyncBefore="true" camunda:expression="\${missing}"><extensionElements>
          <camunda:failedJobRetryTimeCycle>R1/PT5M</camunda:failedJobRetryTimeCycle></extensionElements></serviceTask>`,
        userTask('after'),
      );
    return migrating(failing('compute'), failing('calculate'), async (story) => {
      const { engine, start: begin, migrate, wait, openTasks, targetId } = story;
      const id = await begin();
      await wait(0);
      const [incident] = await engine.incidents.list();
      await migrate(id, [['compute', 'calculate']]);
      const [job] = await engine.jobs.list();
      expect(await engine.incidents.list()).toMatchObject([
        {
          id: incident?.id,
          activityId: 'calculate',
          processDefinitionId: targetId,
          jobDefinitionId: job?.jobDefinitionId,
        },
      ]);
      await engine.runtime.setVariable(id, 'missing', { value: 1 });
      await engine.jobs.setRetries({ jobIds: [job?.id ?? ''] }, { retries: 1 });
      await wait(0);
      expect(await openTasks()).toEqual(['after']);
      expect(await engine.incidents.count()).toBe(0);
    });
  });
});

describe('a continuation after an activity', () => {
  it('takes the only flow of the target', () =>
    migrating(
      line(start(), after('work'), userTask('a')),
      line(start(), after('work'), userTask('b')),
      async (story) => {
        const { start: begin, migrate, complete, tree, wait, openTasks } = story;
        const id = await begin();
        await complete('work');
        await migrate(id);
        expect(await tree(id)).toBe('(work*)');
        await wait(0);
        expect(await openTasks()).toEqual(['b']);
      },
    ));

  it('takes the flow of the same id when the target has several', () => {
    const fork = (flows: readonly (readonly [string, string])[]) => `${line(start(), after('work'))}
      ${flows.map(([id, to]) => `<sequenceFlow id="${id}" sourceRef="work" targetRef="${to}"/>${userTask(to)}`).join('')}`;
    return migrating(
      fork([['x', 'a']]),
      fork([
        ['y', 'b'],
        ['x', 'c'],
      ]),
      async (story) => {
        const { start: begin, migrate, complete, wait, openTasks } = story;
        const id = await begin();
        await complete('work');
        await migrate(id);
        await wait(0);
        expect(await openTasks()).toEqual(['c']);
      },
    );
  });
});
