import { describe, expect, it } from 'vitest';
import { model, withEngine } from '../with-engine.js';
import type { Story } from '../with-engine.js';
import { checkDisk, checkDiskThroughout } from './disk.js';

const ONE_TASK = model('<startEvent id="s"/><userTask id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>');

/** An instance at its task, compared once. */
const compared = (then: (story: Story, id: string) => void): Promise<void> =>
  withEngine([ONE_TASK], async (story) => {
    const { id } = await story.engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
    checkDisk(story.engine, id);
    checkDisk(story.engine, id);
    checkDiskThroughout(story.engine, id);
    then(story, id);
  });

describe('the comparison of memory and disk', () => {
  it('finds a row that was changed on disk alone', () =>
    compared(({ engine }, id) => {
      engine.core.db.prepare("UPDATE task SET name = 'other'").run();
      expect(() => checkDisk(engine, id)).toThrow(/task .* on disk/);
    }));

  it('finds a row that is missing on disk', () =>
    compared(({ engine }, id) => {
      engine.core.db.prepare('DELETE FROM task').run();
      expect(() => checkDisk(engine, id)).toThrow(/task .* on disk/);
    }));

  it('finds a row that was never written', () =>
    compared(({ engine }, id) => {
      const { store } = engine.core.state;
      const [task] = store.ofInstance('task', id);
      store.put('task', { ...task!, name: 'other' });
      expect(() => checkDisk(engine, id)).toThrow(/task on disk/);
    }));
});
