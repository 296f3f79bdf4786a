import { describe, expect, it } from 'vitest';
import { end, line, migrating, start, userTask } from '../../test/migrating.js';

const HOUR = 3_600_000;
const listener = (id: string, duration: string): string =>
  `<camunda:taskListener event="timeout" id="${id}" expression="\${execution.setVariable('${id}', true)}">
     <timerEventDefinition><timeDuration>${duration}</timeDuration></timerEventDefinition></camunda:taskListener>`;
const task = (listeners: string, id = 'work'): string =>
  line(start(), `<userTask id="${id}"><extensionElements>${listeners}</extensionElements></userTask>`, end());
const PLAIN = line(start(), userTask('work'), end());
const ONE = task(listener('soon', 'PT1H'));
const TWO = task(listener('soon', 'PT3H') + listener('late', 'PT4H'));

describe('the timer of a timeout listener', () => {
  it('is there after migration when only the target has the listener, and gone when only the source has', async () => {
    await migrating(PLAIN, ONE, async ({ engine, start: begin, migrate, wait }) => {
      const id = await begin();
      await migrate(id, [['work']]);
      expect(await engine.jobs.list()).toMatchObject([{ processDefinitionKey: 'target' }]);
      await wait(HOUR);
      expect(await engine.runtime.getVariable(id, 'soon')).toMatchObject({ value: true });
    });
    await migrating(ONE, PLAIN, async ({ engine, start: begin, migrate }) => {
      await migrate(await begin(), [['work']]);
      expect(await engine.jobs.count()).toBe(0);
    });
  });

  it('stays under the id of its listener and keeps its time; listeners the target adds begin', () =>
    migrating(ONE, TWO, async ({ engine, start: begin, migrate, wait }) => {
      const id = await begin();
      const [before] = await engine.jobs.list();
      await migrate(id, [['work']]);
      const jobs = await engine.jobs.list({ sorting: [{ sortBy: 'jobDueDate', sortOrder: 'asc' }] });
      expect(jobs).toHaveLength(2);
      expect(jobs[0]).toMatchObject({ id: before?.id, dueDate: before?.dueDate });
      expect(jobs.every(({ jobDefinitionId }) => jobDefinitionId !== null)).toBe(true);
      await wait(HOUR);
      expect(await engine.runtime.getVariable(id, 'soon')).toMatchObject({ value: true });
    }));

  it('gets the target’s time when the mapping says so, at another task too', () =>
    migrating(ONE, task(listener('soon', 'PT3H'), 'other'), async ({ engine, clock, start: begin, migrate }) => {
      const id = await begin();
      const [before] = await engine.jobs.list();
      await migrate(id, [['work', 'other', 'update']]);
      const [job] = await engine.jobs.list();
      expect(job).toMatchObject({ id: before?.id });
      expect(Date.parse(job?.dueDate ?? '')).toBe(clock.now() + 3 * HOUR);
    }));

  it('does not come again when it was over before', () =>
    migrating(ONE, TWO, async ({ engine, start: begin, migrate, wait }) => {
      const id = await begin();
      await wait(HOUR);
      await migrate(id, [['work']]);
      expect(await engine.jobs.count()).toBe(1);
    }));
});
