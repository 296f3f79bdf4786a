import { describe, expect, it } from 'vitest';
import { flow, model, started, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const CHECK = model(
  `<startEvent id="s"/>${flow('s', 'check')}<userTask id="check"/>${flow('check', 'after')}<userTask id="after"/>`,
);
const withTask = (story: (story: Story, id: string, processInstanceId: string) => Promise<void>): Promise<void> =>
  withEngine([CHECK], async (told) => {
    const processInstanceId = await started(told);
    const [task] = await told.engine.tasks.list();
    await story(told, task?.id ?? '', processInstanceId);
  });

describe('a user task', () => {
  it('is claimed by one person: again by the same, never by another', () =>
    withTask(async ({ engine: { tasks } }, id) => {
      await tasks.claim(id, 'li');
      await tasks.claim(id, 'li');
      await expect(tasks.claim(id, 'wang')).rejects.toThrow('already claimed by someone else');
      expect(await tasks.get(id)).toMatchObject({ assignee: 'li' });
    }));

  it('is neither claimed nor completed while the instance is suspended', () =>
    withTask(async (story, id, processInstanceId) => {
      const { tasks, runtime } = story.engine;
      await runtime.setProcessInstanceSuspended({ processInstanceId }, true);
      await expect(tasks.claim(id, 'li')).rejects.toThrow('is suspended');
      await expect(tasks.complete(id, {})).rejects.toThrow('is suspended');
      expect(await tasks.get(id)).toMatchObject({ assignee: null });
      await runtime.setProcessInstanceSuspended({ processInstanceId }, false);
      await tasks.complete(id, {});
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('comes back to its owner when a delegate resolves it, and is not completed before', () =>
    withTask(async (story, id) => {
      const { tasks } = story.engine;
      await tasks.claim(id, 'li');
      await tasks.delegate(id, 'wang');
      expect(await tasks.get(id)).toMatchObject({ assignee: 'wang', owner: 'li' });
      await expect(tasks.complete(id, {})).rejects.toThrow('should be resolved instead');
      await tasks.resolve(id, {});
      expect(await tasks.get(id)).toMatchObject({ assignee: 'li' });
      await tasks.complete(id, {});
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('of a process is not deleted', () =>
    withTask(async (story, id) => {
      await expect(story.engine.tasks.delete(id)).rejects.toThrow('part of a running process');
      expect(await story.openTasks()).toEqual(['check']);
    }));
});
