import { EnterpriseLookup } from '@anliu/enterprises';
import type { Storage } from '@anliu/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqliteStore } from '../../storage/src/sqlite/store.js';
import { casesOf, newFolder, openPlatform, removeFolder, type TestPlatform } from '../../cases/test/platform.js';

/** What the data layer does between two moments. */
interface Cost {
  reads: number;
  caseReads: number;
  writes: number;
  commits: number;
}

function observed(storage: Storage): Cost {
  const cost: Cost = { reads: 0, caseReads: 0, writes: 0, commits: 0 };
  const { rows, database } = storage.connection.db as unknown as SqliteStore;
  const before = <K extends 'select' | 'selectFields' | 'count' | 'insert' | 'replace' | 'remove'>(
    name: K,
    note: (args: Parameters<(typeof rows)[K]>) => void,
  ): void => {
    const own = rows[name].bind(rows) as (...args: unknown[]) => unknown;
    Object.defineProperty(rows, name, {
      value: (...args: unknown[]) => {
        note(args as Parameters<(typeof rows)[K]>);
        return own(...args);
      },
    });
  };
  before('select', ([collection, , options]) => {
    if (options?.forWriting === true) return;
    cost.reads += 1;
    if (collection === 'cases') cost.caseReads += 1;
  });
  before('selectFields', ([collection]) => {
    cost.reads += 1;
    if (collection === 'cases') cost.caseReads += 1;
  });
  before('count', () => (cost.reads += 1));
  before('insert', () => (cost.writes += 1));
  before('replace', () => (cost.writes += 1));
  before('remove', () => (cost.writes += 1));
  const settled = database.onSettled;
  database.onSettled = (committed) => {
    cost.commits += 1;
    settled(committed);
  };
  return cost;
}

describe('one step', () => {
  let folder: string;
  let test: TestPlatform;
  let cost: Cost;
  beforeAll(async () => {
    folder = newFolder();
    test = await openPlatform(folder, { at: '2026-11-24T09:00:00+08:00' });
    cost = observed(test.platform.storage);
  });
  afterAll(async () => {
    await test.stop();
    removeFolder(folder);
  });

  const start = async (key: string): Promise<string> => {
    const officer = await test.as('officer1');
    const people = [officer, await test.as('officer2')].map(({ person: { id, name } }) => ({ id, name }));
    const enterprise = await test.platform.services.use(EnterpriseLookup).ref('91320724XXXX00019D');
    const data = {
      enterprise,
      plan_source: '1',
      plan_at: '2026-11-24',
      officers: people,
      methods: ['1'],
      content: ['A16'],
    };
    const { record } = await casesOf(test).start({ process: 'inspection', data, key }, officer);
    await casesOf(test).settle(record);
    return record._id;
  };

  const complete = async (id: string, key: string): Promise<void> => {
    const cases = casesOf(test);
    const chief = await test.as('chief');
    const known = await cases.get(id);
    const [step] = await cases.openSteps(known);
    Object.assign(cost, { reads: 0, caseReads: 0, writes: 0, commits: 0 });
    const done = await cases.complete(
      {
        caseId: id,
        taskId: step?.taskId ?? '',
        step: step?.step ?? '',
        taskCreatedAt: step?.since ?? '',
        outcome: 'return',
        opinion: '补充重点',
        data: {},
        caseVersion: known.version,
        key,
      },
      chief,
    );
    await cases.settle(done.record);
  };

  it('reads its case once and commits at most three times, with what it is told to the engine and what follows', async () => {
    const [first, second] = [await start('a'), await start('b')];
    await complete(first, 'a');
    const warm = { ...cost };
    // Nothing is known of the case any more: the step reads it.
    await test.stop();
    test = await openPlatform(folder, { at: '2026-11-24T10:00:00+08:00' });
    cost = observed(test.platform.storage);
    await complete(second, 'b');
    for (const [name, measured] of Object.entries({ warm, cold: cost })) {
      expect(measured.caseReads, `${name}: reads of the case`).toBeLessThanOrEqual(1);
      expect(measured.commits, `${name}: commits`).toBeLessThanOrEqual(3);
      expect(measured.reads, `${name}: reads`).toBeLessThanOrEqual(10);
      expect(measured.writes, `${name}: documents written`).toBeLessThanOrEqual(25);
    }
  });
});
