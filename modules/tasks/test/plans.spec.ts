import { randomUUID } from 'node:crypto';
import { EnterpriseLookup } from '@anliu/enterprises';
import type { Storage } from '@anliu/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casesOf, newFolder, openPlatform, removeFolder, type TestPlatform } from '../../cases/test/platform.js';
import { backEnds } from '../../storage/test/back-ends.js';
import type { SqliteStore } from '../../storage/src/sqlite/store.js';
import { TaskCommands } from '../src/app/commands.js';
import { listNotices } from '../src/app/notices.js';
import { taskDetail } from '../src/app/read.js';
import { taskContext } from '../src/module.js';
import { countUnassigned, listUnassigned } from '../src/app/unassigned.js';
import { listCases, listTasks } from '../src/worklist/lists.js';

/** Collections that grow with cases; the others hold what an installation is set up with. */
const GROWING = new Set([
  'cases',
  'inboxtasks',
  'taskdrafts',
  'deskrows',
  'caserows',
  'notices',
  'documents',
  'files',
  'numbers',
]);

const PAGE = 20;
/** Copies of one case, so that a server that chooses plans by trying them has something to choose by. */
const COPIES = 400;

/** Everything that is asked of the data layer, with how it would be answered. */
interface Asked {
  /** Questions that read a whole growing collection, or sort what they found. */
  bad(): Promise<string[]>;
  /** Not looked at: what the test itself does. */
  unseen(work: () => Promise<void>): Promise<void>;
  /** How many different questions were looked at. */
  seen(): Promise<number>;
}

function onSqlite(storage: Storage): Asked {
  const { rows } = storage.connection.db as unknown as SqliteStore;
  let isUnseen = false;
  const questions = new Map<
    string,
    { collection: string; filter: Record<string, unknown>; sort: readonly (readonly [string, 1 | -1])[] }
  >();
  const note = (
    collection: string,
    filter: Record<string, unknown>,
    sort: readonly (readonly [string, 1 | -1])[],
  ): void => {
    if (!GROWING.has(collection) || isUnseen) return;
    const shape = JSON.stringify([collection, filter, sort]).replaceAll(/"[^"]*[0-9a-f]{8}-[^"]*"/g, '"id"');
    if (questions.size < 5_000) questions.set(shape, { collection, filter, sort });
  };
  const { select, selectFields, count } = rows;
  rows.select = (collection, filter, options = {}) => {
    note(collection, filter, options.sort ?? []);
    return select.call(rows, collection, filter, options);
  };
  rows.selectFields = (collection, filter, options, fields) => {
    note(collection, filter, options.sort ?? []);
    return selectFields.call(rows, collection, filter, options, fields);
  };
  rows.count = (collection, filter, ...rest) => {
    note(collection, filter, []);
    return count.call(rows, collection, filter, ...rest);
  };
  return {
    unseen: async (work) => {
      isUnseen = true;
      await work();
      isUnseen = false;
    },
    seen: () => Promise.resolve(questions.size),
    bad: () =>
      Promise.resolve(
        [...questions.values()].flatMap(({ collection, filter, sort }) => {
          const { sql, detail } = rows.explain(collection, filter, sort);
          const plan = detail.join('; ');
          // `WHERE 0` reads nothing; rows that are alike in all that was indexed may be put in order among themselves.
          const scans =
            !sql.includes(' WHERE 0') &&
            detail.some((step) => /^SCAN "?c_/.test(step) || /TEMP B-TREE(?! FOR LAST)/.test(step));
          // A sort that SQL cannot do is done afterwards, over all that was found.
          const sortsAfterwards = sort.length > 0 && !/ORDER BY/.test(sql);
          return scans || sortsAfterwards
            ? [`${collection} ${JSON.stringify(filter)} ${JSON.stringify(sort)}: ${plan}`]
            : [];
        }),
      ),
  };
}

/** The server's own profile of every operation. */
async function onMongo(storage: Storage): Promise<Asked> {
  const { db } = storage.connection;
  // The server's own profile holds a megabyte: too little for all that is asked here.
  await db!.createCollection('system.profile', { capped: true, size: 64 * 1024 * 1024 });
  await db!.command({ profile: 2 });
  const profiled = async () => {
    await db!.command({ profile: 0 });
    return (await db!.collection('system.profile').find({}).toArray()) as unknown as {
      ns: string;
      op: string;
      planSummary?: string;
      hasSortStage?: boolean;
      docsExamined?: number;
      command?: Record<string, unknown>;
    }[];
  };
  const growing = (ns: string): boolean => GROWING.has(ns.slice(ns.indexOf('.') + 1));
  return {
    unseen: async (work) => {
      await db!.command({ profile: 0 });
      await work();
      await db!.command({ profile: 2 });
    },
    seen: async () => (await profiled()).filter(({ ns }) => growing(ns)).length,
    bad: async () =>
      (await profiled())
        .filter(
          ({ ns, planSummary, hasSortStage, docsExamined = 0 }) =>
            growing(ns) && (planSummary === 'COLLSCAN' || (hasSortStage === true && docsExamined > PAGE)),
        )
        .map(({ ns, op, planSummary, command }) => `${op} ${ns} ${planSummary ?? ''} ${JSON.stringify(command)}`),
  };
}

for (const backEnd of backEnds) {
  describe(`every question of lists, desks, cases and steps on ${backEnd.name}`, () => {
    let folder: string;
    let test: TestPlatform;
    let asked: Asked;

    beforeAll(async () => {
      folder = newFolder();
      const probe = backEnd.name === 'mongodb' ? await backEnd.open() : undefined;
      const storage = probe && `${mongoUri(probe)}`;
      await probe?.close();
      test = await openPlatform(folder, { at: '2026-11-24T09:00:00+08:00', ...(storage ? { storage } : {}) });
      asked = backEnd.name === 'mongodb' ? await onMongo(test.platform.storage) : onSqlite(test.platform.storage);
    });
    afterAll(async () => {
      if (backEnd.name === 'mongodb') await test.platform.storage.connection.dropDatabase();
      await test.stop();
      removeFolder(folder);
      await backEnd.stop();
    });

    it('walks an index and sorts nothing', async () => {
      const context = taskContext(test.platform);
      const cases = casesOf(test);
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
      const { record } = await cases.start({ process: 'inspection', data, key: 'k' }, officer);
      await cases.settle(record);
      await asked.unseen(() => copy(test));
      for (const login of ['officer1', 'chief', 'ent01-safety', 'officer3']) {
        const person = await test.as(login);
        for (const q of [undefined, '检查', '安澜', 'jc', record.no, record.no.slice(-6), '检'])
          for (const view of ['todo', 'claimable', 'done', 'started', 'cc', 'drafts'] as const)
            for (const kind of [undefined, 'inspection'])
              await listTasks(context, person, { view, q, kind, page: 1, size: 20 });
        for (const q of [undefined, '检查', 'lujian', record.no])
          for (const filter of [
            {},
            { kind: 'inspection' },
            { state: record.state },
            { closed: false },
            { grade: 'major' as const },
            { uscc: '91320724XXXX00019D' },
            { overdue: true },
            { overdue: true, kind: 'inspection' },
            { kind: 'inspection', closed: false, state: record.state },
          ])
            await listCases(context, person, { ...filter, q, page: 1, size: 20 });
        await listNotices(context, person);
      }
      await listUnassigned(context, { skip: 0, limit: 20 });
      await countUnassigned(context);
      await cases.untold();
      const chief = await test.as('chief');
      const [step] = await cases.openSteps(record);
      const commands = new TaskCommands(context);
      await taskDetail(context, step?.taskId ?? '', chief);
      await commands.saveDraft(step?.taskId ?? '', { data: {}, caseVersion: 1 }, chief);
      await cases.detail(record._id, chief);
      await commands.complete(
        step?.taskId ?? '',
        { outcome: 'return', opinion: '补充', data: {}, caseVersion: 1 },
        randomUUID(),
        chief,
      );
      expect(await asked.seen()).toBeGreaterThan(50);
      expect([...new Set(await asked.bad())]).toEqual([]);
    });
  });
}

const mongoUri = (storage: Storage): string => {
  const { host, port, name } = storage.connection;
  return `mongodb://${host}:${port}/${name}?directConnection=true`;
};

/** More of the same, as rows only: what is asked of them does not depend on who they belong to. */
async function copy(test: TestPlatform): Promise<void> {
  for (const name of ['caserows', 'deskrows', 'inboxtasks', 'cases']) {
    const collection = test.platform.storage.connection.collection(name);
    const originals = await collection.find({}).toArray();
    for (let n = 1; n <= COPIES; n += 1) {
      await collection.insertMany(
        originals.map((row) => ({
          ...row,
          _id: typeof row._id === 'number' ? (row._id as number) + n : `${String(row._id)} ${n}`,
          caseId: `${String(row.caseId)} ${n}`,
          no: `${String(row.no)}${n}`,
          startKey: `${String(row.startKey)} ${n}`,
        })) as never,
      );
    }
  }
}
