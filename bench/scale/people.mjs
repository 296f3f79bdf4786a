// Ten people of the demonstration, signed in, and what each of them asks for.
import { randomUUID } from 'node:crypto';
import { Client } from '../../e2e/lib/client.mjs';
import { passwordsOf, Server } from '../../e2e/lib/server.mjs';
import { enterprises, inspection } from './contents.mjs';

/** Those who read; the first six also start and complete. */
const LOGINS = [
  'officer1',
  'officer2',
  'officer3',
  'officer4',
  'officer5',
  'chief',
  'deputy',
  'town1',
  'base1',
  'chem1',
];
const STEPS = new Map([
  ['approve_plan', 'return'],
  ['revise_plan', 'submit'],
]);
/** Questions of two characters, a name, pinyin, initials, what everything matches, and nothing. */
export const QUESTIONS = ['消防', '张三', '王执', '粮油', 'xiaofang', 'zs', '检查', '李四'];

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const pick = (list, n) => list[n % list.length];

/** A server on a folder with ten people at it. */
export class Office {
  #used = new Set();
  #tasks = new Map();
  #cases = new Map();
  #count = 0;

  static async open(copy, options = {}) {
    const office = new Office();
    office.server = await Server.start({ dataDir: copy.dataDir, ...options });
    const passwords = passwordsOf(copy.dataDir);
    office.people = [];
    for (const login of LOGINS)
      office.people.push(await new Client(office.server.url, login, passwords.get(login)).signIn());
    office.workers = office.people.slice(0, 6);
    return office;
  }

  /** Milliseconds of processor time the server has used so far; 0 where the system does not tell. */
  cpuMs() {
    return this.server.cpuMs();
  }

  async close() {
    await this.server.stop();
  }

  /** One of the latest hundred cases this person sees. */
  async anyCase(client) {
    if (!this.#cases.has(client)) this.#cases.set(client, (await client.get('/api/cases?size=100')).items);
    return pick(this.#cases.get(client), (this.#count += 7)).id;
  }

  /** Form data of a new inspection by this person. */
  newInspection(client) {
    const n = (this.#count += 1);
    const own = client.session.person;
    const other = pick(
      this.workers.filter((worker) => worker !== client),
      n,
    ).session.person;
    return inspection({ enterprise: pick(enterprises, n), officers: [own, other], at: today() });
  }

  /** A task somebody may complete now, of this person if there is one, with the request that does it. */
  async nextTask(first) {
    for (const client of [first, ...this.workers.toReversed()]) {
      const task = await this.#taskOf(client);
      if (!task) continue;
      const { caseVersion } = await client.get(`/api/tasks/${task.id}`);
      return {
        client,
        id: task.id,
        body: {
          outcome: STEPS.get(task.step),
          opinion: '请补充检查重点',
          // The day of a plan that was returned is over.
          data: task.step === 'revise_plan' ? { plan_at: today() } : {},
          caseVersion,
        },
      };
    }
    throw new Error('nobody has anything left to do');
  }

  async #taskOf(client) {
    let known = this.#tasks.get(client) ?? [];
    if (known.length === 0) {
      const { items } = await client.get('/api/tasks?view=todo&size=100');
      known = items.filter(({ id, step }) => STEPS.has(step) && !this.#used.has(id));
      this.#tasks.set(client, known);
    }
    const task = known.shift();
    if (task) this.#used.add(task.id);
    return task;
  }
}

/** What is measured. `prepare` is not; `people` says who of the office does it. */
export const ACTIONS = [
  { name: 'inbox', ask: (client) => client.get('/api/tasks?view=todo&size=20') },
  { name: 'list', ask: (client) => client.get('/api/cases?size=20') },
  { name: 'list, overdue', ask: (client) => client.get('/api/cases?overdue=true&size=20') },
  {
    name: 'search inbox',
    ask: (client, q) => client.get(`/api/tasks?view=todo&q=${encodeURIComponent(q)}`),
    questions: true,
  },
  { name: 'search list', ask: (client, q) => client.get(`/api/cases?q=${encodeURIComponent(q)}`), questions: true },
  {
    name: 'search list 消防',
    ask: (client) => client.get(`/api/cases?q=${encodeURIComponent('消防')}`),
  },
  {
    name: 'case page',
    prepare: (office, client) => office.anyCase(client),
    ask: (client, id) => client.get(`/api/cases/${id}`),
  },
  {
    name: 'start',
    writes: true,
    prepare: (office, client) => office.newInspection(client),
    ask: (client, data) => client.post('/api/cases', { process: 'inspection', data }),
  },
  {
    name: 'complete',
    writes: true,
    prepare: (office, client) => office.nextTask(client),
    ask: (_, { client, id, body }) => client.post(`/api/tasks/${id}/complete`, body, randomUUID()),
  },
];
