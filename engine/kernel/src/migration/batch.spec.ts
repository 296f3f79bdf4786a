import { describe, expect, it } from 'vitest';
import { end, line, migrating, start, userTask } from '../../test/migrating.js';

const TASK = line(start(), userTask('work'), end());

describe('a migration as a batch', () => {
  it('moves every instance in a job of its own; one that is not covered fails its job and stays where it is', () =>
    migrating(line(start(), userTask('work'), userTask('other')), TASK, async (story) => {
      const { engine, start: begin, plan, wait, complete, tree } = story;
      const stuck = await begin();
      await complete('work');
      const moved = await begin();
      const batch = await engine.migration.executeAsync(
        {
          migrationPlan: { ...(await plan([['work']])), variables: { why: { value: 'rules' } } },
          processInstanceIds: [moved, stuck],
        },
        { userId: 'kim' },
      );
      expect(batch).toMatchObject({ type: 'instance-migration', totalJobs: 2, createUserId: 'kim' });
      await wait(0);
      expect(await engine.runtime.getProcessInstance(moved)).toMatchObject({ definitionKey: 'target' });
      expect(await engine.runtime.getVariable(moved, 'why')).toMatchObject({ value: 'rules' });
      expect(await engine.runtime.getProcessInstance(stuck)).toMatchObject({ definitionKey: 'source' });
      expect(await tree(stuck)).toBe('(other)');
      const [failed, ...others] = await engine.jobs.list({ jobDefinitionId: batch.batchJobDefinitionId });
      expect(others).toEqual([]);
      expect(failed?.exceptionMessage).toMatch(/Cannot migrate process instance/);
    }));
});
