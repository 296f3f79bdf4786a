import { describe, expect, it } from 'vitest';
import { end, line, migrating, start, sub, userTask } from '../../test/migrating.js';

const PLAIN = line(start(), userTask('work'), end());

describe('a user task', () => {
  it('keeps id, assignee, local variables and comments, and is completed in the new definition', () =>
    migrating(PLAIN, line(start(), userTask('check'), userTask('next'), end()), async (story) => {
      const { engine, start: begin, migrate, tree, openTasks, complete, targetId } = story;
      const id = await begin({ amount: 1 });
      const [task] = await engine.tasks.list();
      const taskId = task?.id ?? '';
      await engine.tasks.setAssignee(taskId, 'kim');
      await engine.tasks.setVariable(taskId, 'note', { value: 'seen' }, { local: true });
      const before = await engine.tasks.get(taskId);
      await migrate(id, [['work', 'check']]);
      expect(await tree(id)).toBe('(check)');
      expect(await engine.tasks.get(taskId)).toEqual({
        ...before,
        processDefinitionId: targetId,
        taskDefinitionKey: 'check',
      });
      expect(await engine.tasks.getVariable(taskId, 'note', { local: true })).toMatchObject({ value: 'seen' });
      expect(await engine.runtime.getVariable(id, 'amount')).toMatchObject({ value: 1 });
      await complete('check');
      expect(await openTasks()).toEqual(['next']);
      await complete('next');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('tells whoever follows the feed where it is now', () =>
    migrating(PLAIN, line(start(), userTask('check'), end()), async ({ engine, start: begin, migrate, targetId }) => {
      const id = await begin();
      const before = await engine.events.lastSeq();
      await migrate(id, [['work', 'check']]);
      expect(await engine.events.read(before, 10)).toMatchObject([
        {
          type: 'TaskUpdated',
          processInstanceId: id,
          task: { taskDefinitionKey: 'check', processDefinitionId: targetId },
        },
      ]);
    }));

  it('shows in history under its new activity', () =>
    migrating(PLAIN, line(start(), userTask('check'), end()), async ({ engine, start: begin, migrate, targetId }) => {
      const id = await begin();
      await migrate(id, [['work', 'check']]);
      expect(await engine.history.listProcessInstances()).toMatchObject([
        { processDefinitionId: targetId, processDefinitionKey: 'target' },
      ]);
      const activities = await engine.history.listActivityInstances({ unfinished: true });
      expect(activities).toMatchObject([{ activityId: 'check', processDefinitionId: targetId }]);
      expect(await engine.history.listTasks()).toMatchObject([
        { taskDefinitionKey: 'check', processDefinitionId: targetId },
      ]);
      expect(await engine.history.listActivityInstances({ finished: true })).toMatchObject([
        { activityId: 'start', processDefinitionKey: 'source' },
      ]);
    }));
});

describe('a scope', () => {
  const nested = line(start(), sub('sub', line(start('s1'), userTask('work'), end('e1'))), end());

  it('is added around what moves into it, and completes like any other', () =>
    migrating(PLAIN, nested, async ({ engine, start: begin, migrate, tree, complete }) => {
      const id = await begin();
      await migrate(id, [['work']]);
      expect(await tree(id)).toBe('(sub(work))');
      await complete('work');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
      expect(await engine.history.listActivityInstances({ activityId: 'sub' })).toMatchObject([{ canceled: false }]);
    }));

  it('is removed with its variables when no instruction maps it', () =>
    migrating(nested, PLAIN, async ({ engine, start: begin, migrate, tree, complete }) => {
      const id = await begin();
      const [sub1] = (await engine.runtime.getActivityInstances(id)).childActivityInstances ?? [];
      await engine.runtime.setVariable(sub1?.executionIds?.[0] ?? '', 'inner', { value: 1 }, { local: true });
      await migrate(id, [['work']]);
      expect(await tree(id)).toBe('(work)');
      expect(await engine.runtime.countVariableInstances()).toBe(0);
      expect(await engine.history.listActivityInstances({ activityId: 'sub' })).toMatchObject([{ canceled: true }]);
      await complete('work');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('stays with its variables when it is mapped', () =>
    migrating(nested, nested, async ({ engine, start: begin, migrate, tree, complete }) => {
      const id = await begin();
      const [sub1] = (await engine.runtime.getActivityInstances(id)).childActivityInstances ?? [];
      const scope = sub1?.executionIds?.[0] ?? '';
      await engine.runtime.setVariable(scope, 'inner', { value: 1 }, { local: true });
      await migrate(id);
      expect(await tree(id)).toBe('(sub(work))');
      expect(await engine.runtime.getVariable(scope, 'inner', { local: true })).toMatchObject({ value: 1 });
      await complete('work');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));
});
