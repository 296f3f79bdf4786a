import fs from 'node:fs';
import type { Platform } from '@anliu/kit';
import { PRODUCT_MODULES } from '../../host/src/compose.js';
import { addWorkerToken, type HostConfig } from '../../host/src/index.js';
import { runHost, type Answer, type RunningHost, type Visitor } from '../../host/test/running-host.js';

/** A whole platform with cases to operate on. Its document worker is a stranger with a token, so that a test says what it does. */
export interface Office {
  readonly running: RunningHost;
  readonly platform: () => Platform;
  readonly as: (login: string) => Promise<Visitor>;
  /** An inspection whose plan was approved: its first document is to be made. @returns its number */
  approved(): Promise<string>;
  /** An inspection whose plan waits for approval. @returns its number */
  planned(): Promise<string>;
  /** The document worker takes what there is and fails with it, until no try is left. @returns how many tasks it took */
  failDocuments(message: string): Promise<number>;
  /** It takes what there is and completes it. */
  makeDocuments(): Promise<number>;
  stop(): Promise<void>;
}

const LOCK_MS = 60_000;
const TRIES = 3;
const MAX_ROUNDS = 50;

export async function openOffice(config: Partial<HostConfig> = {}): Promise<Office> {
  const many = { burst: 1_000_000, perSecond: 1_000_000 };
  let seen: Platform | undefined;
  const running = await runHost({
    rateLimits: { login: many, read: many, write: many },
    modules: PRODUCT_MODULES.map((create) => (platform) => create((seen = platform))),
    ...config,
  });
  const visitors = new Map<string, Promise<Visitor>>();
  const as = (login: string): Promise<Visitor> => {
    const known = visitors.get(login) ?? running.login(login);
    visitors.set(login, known);
    return known;
  };
  const secret = addWorkerToken(
    running.dataDir,
    { name: `documents-${Date.now()}`, topics: ['document.render'], verbs: ['work'] },
    new Date(0),
  );
  const worker = (at: string, body: unknown): Promise<Answer> =>
    running.request(`/engine-rest/external-task${at}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${secret}` },
    });
  const fetchTasks = async (): Promise<{ id: string; retries: number | null }[]> =>
    (
      await worker('/fetchAndLock', {
        workerId: 'w',
        maxTasks: 10,
        topics: [{ topicName: 'document.render', lockDuration: LOCK_MS }],
      })
    ).body as unknown as { id: string; retries: number | null }[];
  let started = 0;

  async function planned(): Promise<string> {
    const key = `office-${(started += 1)}`;
    const officer = await as('officer1');
    const person = async (login: string): Promise<{ id: string; name: string }> => {
      const { id, name } = (await as(login)).session['person'] as { id: string; name: string };
      return { id, name };
    };
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const [enterprise] = (await officer.get('/api/enterprises?size=1')).body['items'] as {
      uscc: string;
      name: string;
    }[];
    const answer = await officer.send(
      'POST',
      '/api/cases',
      {
        process: 'inspection',
        data: {
          enterprise: { uscc: enterprise?.uscc, name: enterprise?.name },
          plan_source: '1',
          plan_at: today,
          officers: [await person('officer1'), await person('officer2')],
          methods: ['1'],
          content: ['A16'],
        },
      },
      { 'idempotency-key': key },
    );
    if (answer.status !== 200) throw new Error(`not started: ${answer.text}`);
    return (answer.body['case'] as { no: string }).no;
  }

  async function approved(): Promise<string> {
    const no = await planned();
    const chief = await as('chief');
    const { body } = await chief.get(`/api/tasks?view=todo&q=${no}`);
    const [task] = body['items'] as { id: string }[];
    const { caseVersion } = (await chief.get(`/api/tasks/${task?.id}`)).body as { caseVersion?: number };
    const done = await chief.send(
      'POST',
      `/api/tasks/${task?.id}/complete`,
      { outcome: 'approve', data: {}, caseVersion },
      { 'idempotency-key': `approve-${no}` },
    );
    if (done.status !== 200) throw new Error(`not approved: ${done.text}`);
    return no;
  }

  return {
    running,
    platform: () => seen as Platform,
    as,
    planned,
    approved,
    async failDocuments(errorMessage) {
      const failed = new Set<string>();
      for (let idle = 0, rounds = 0; idle < 3 && rounds < MAX_ROUNDS; rounds += 1) {
        const tasks = await fetchTasks();
        idle = tasks.length > 0 ? 0 : idle + 1;
        for (const { id, retries } of tasks) {
          failed.add(id);
          await worker(`/${id}/failure`, {
            workerId: 'w',
            errorMessage,
            retries: (retries ?? TRIES) - 1,
            retryTimeout: 0,
          });
        }
        // A task that failed is due again with the next tick of the clock.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return failed.size;
    },
    async makeDocuments() {
      const tasks = await fetchTasks();
      for (const { id } of tasks) await worker(`/${id}/complete`, { workerId: 'w' });
      return tasks.length;
    },
    async stop() {
      await running.host.stop();
      if (config.dataDir === undefined) fs.rmSync(running.dataDir, { recursive: true, force: true });
    },
  };
}
