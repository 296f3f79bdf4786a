import { describe, expect, it } from 'vitest';
import type { EmbeddedEngine } from '@anliu/engine-embedded';
import { memoryAndDisk, model, withEngine } from './index.js';

const LOOP = model(
  `<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="g"/><exclusiveGateway id="g"/>
  <sequenceFlow id="f1" sourceRef="g" targetRef="t"/><task id="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="g"/>`,
  'endless',
);
const MANY = model(
  `<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="t"/>
  <userTask id="t"><multiInstanceLoopCharacteristics><loopCardinality>\${n}</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
  'many',
);
const ONE = model('<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><userTask id="t"/>', 'one');

/** Counts the turns of the event loop until told to stop. */
function countTurns(): () => number {
  let turns = 0;
  let stopped = false;
  const next = (): void => {
    if (stopped) return;
    turns += 1;
    setImmediate(next);
  };
  next();
  return () => {
    stopped = true;
    return turns;
  };
}

/** Until some rows of the large command are written and its transaction is open still. */
async function beingWritten({ core }: EmbeddedEngine): Promise<void> {
  const rows = core.db.prepare('SELECT count(*) AS n FROM task');
  const isWriting = () => core.processor.written !== undefined && (rows.get() as { n: number }).n > 0;
  while (!isWriting()) await new Promise((go) => setImmediate(go));
  expect(core.db.inTransaction).toBe(true);
}

describe('a command that takes long', () => {
  it('lets others have their turn, and is refused at its limit as if it had never been', () =>
    withEngine([LOOP, ONE], async ({ engine }) => {
      const turns = countTurns();
      const endless = engine.runtime.startProcessInstance({ processDefinitionKey: 'endless' });
      const seen = engine.runtime.countProcessInstances();
      await expect(endless).rejects.toMatchObject({ limit: 'MAX_STEPS_PER_COMMAND' });
      expect(turns()).toBeGreaterThan(2);
      expect(await seen).toBe(0);
      expect([...engine.core.state.store.all('execution')]).toEqual([]);
      expect(await engine.history.countActivityInstances()).toBe(0);
    }));

  it('goes on before any command that came later, and one commit holds all of it', () =>
    withEngine([MANY, ONE], async ({ engine }) => {
      const order: string[] = [];
      const start = async (key: string, n: number): Promise<void> => {
        await engine.runtime.startProcessInstance({ processDefinitionKey: key, variables: { n: { value: n } } });
        order.push(key);
      };
      const large = start('many', 2_000);
      const small = start('one', 0);
      const partial = new Set<number>();
      for (let isOver = false; !isOver;) {
        partial.add(await engine.tasks.count({ processDefinitionKey: 'many' }));
        isOver = await Promise.race([large.then(() => true), new Promise<boolean>((go) => setImmediate(go, false))]);
      }
      await small;
      partial.add(await engine.tasks.count({ processDefinitionKey: 'many' }));
      expect(order).toEqual(['many', 'one']);
      expect([...partial]).toEqual([0, 2_000]);
      for (const { memory, disk } of memoryAndDisk(engine)) expect(memory).toEqual(disk);
    }));

  it('is written while others have their turn, and nobody sees a part of it', () =>
    withEngine([MANY], async ({ engine }) => {
      const { db } = engine.core;
      const large = engine.runtime.startProcessInstance({
        processDefinitionKey: 'many',
        variables: { n: { value: 2_000 } },
      });
      await beingWritten(engine);
      const tasks = engine.tasks.count();
      const events = engine.events.read(0, 10_000);
      const turns = countTurns();
      expect(await tasks).toBe(2_000);
      expect(turns()).toBeGreaterThan(1);
      expect((await events).filter(({ type }) => type === 'TaskCreated')).toHaveLength(2_000);
      expect(db.inTransaction).toBe(false);
      await large;
      for (const { memory, disk } of memoryAndDisk(engine)) expect(memory).toEqual(disk);
    }));

  it('that the disk refuses half-way has not happened, and those who waited see nothing of it', () =>
    withEngine([MANY, ONE], async ({ engine }) => {
      const { db } = engine.core;
      const large = engine.runtime.startProcessInstance({
        processDefinitionKey: 'many',
        variables: { n: { value: 2_000 } },
      });
      const refused = expect(large).rejects.toThrow(/无法写入磁盘/);
      const later = engine.runtime.startProcessInstance({ processDefinitionKey: 'one' });
      await beingWritten(engine);
      db.exec("CREATE TEMP TRIGGER full BEFORE INSERT ON hi_task BEGIN SELECT RAISE(FAIL, 'disk full'); END");
      const seen = engine.tasks.count();
      await refused;
      expect(await seen).toBe(0);
      db.exec('DROP TRIGGER IF EXISTS full');
      expect((await later).ended).toBe(false);
      expect(await engine.tasks.count()).toBe(1);
      for (const { memory, disk } of memoryAndDisk(engine)) expect(memory).toEqual(disk);
    }));

  it('is finished before the engine closes', () =>
    withEngine([MANY], async ({ engine }) => {
      const large = engine.runtime.startProcessInstance({
        processDefinitionKey: 'many',
        variables: { n: { value: 2_000 } },
      });
      await new Promise((go) => setImmediate(go));
      await engine.close();
      expect((await large).ended).toBe(false);
    }));
});
