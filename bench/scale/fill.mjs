// Fills a data folder with open cases, as its own process: node bench/scale/fill.mjs --data DIR --cases N [--storage mongodb://…]
// The real host runs in it, on a clock that walks from some months ago to now; enterprises come by the import, cases by the services behind
// the routes, many at once, so that projection, search terms, engine and history are what they would be. Only the HTTP of each start is left out.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { CASES } from '../../modules/cases/dist/index.js';
import { PRODUCT_MODULES } from '../../modules/host/dist/compose.js';
import { createHost } from '../../modules/host/dist/index.js';
import { Organization } from '../../modules/organization/dist/index.js';
import { dayOf } from '../../modules/office-time/dist/index.js';
import { Client } from '../../e2e/lib/client.mjs';
import { passwordsOf } from '../../e2e/lib/server.mjs';
import { enterprises, enterprisesCsv, inspection } from './contents.mjs';

const AT_ONCE = 64;
const DAYS = 60;
const DAY_MS = 86_400_000;
/** Every fourth plan is returned to who made it, every fiftieth approved (which makes a document). */
const RETURN_EVERY = 4;
const APPROVE_EVERY = 50;
const WIDE = { burst: 1e6, perSecond: 1e6 };
const STARTERS = ['officer1', 'officer2', 'officer3', 'officer4', 'officer5'];

const { values } = parseArgs({
  options: { data: { type: 'string' }, cases: { type: 'string' }, storage: { type: 'string' } },
});
const wanted = Number(values.cases);
const quiet = () => undefined;

let platform;
const days = Math.min(DAYS, Math.max(2, Math.ceil(wanted / 10)));
const first = Date.now() - days * DAY_MS;
const host = createHost({
  dataDir: values.data,
  port: 0,
  virtualClock: new Date(first),
  rateLimits: { login: WIDE, read: WIDE, write: WIDE },
  log: { info: quiet, warn: quiet, error: (message, details) => console.error(message, JSON.stringify(details ?? {})) },
  modules: [
    ...PRODUCT_MODULES,
    (known) => {
      platform = known;
      return { name: 'fill', permissions: [], routes: [] };
    },
  ],
  ...(values.storage === undefined ? {} : { storage: values.storage }),
});
const { url } = await host.start();

const chiefAtDesk = await new Client(url, 'chief', passwordsOf(values.data).get('chief')).signIn();
const form = new FormData();
form.set('file', new Blob([enterprisesCsv()], { type: 'text/csv' }), '企业.csv');
const preview = await chiefAtDesk.request('POST', '/api/enterprises/imports', form);
const imported = await chiefAtDesk.post(`/api/enterprises/imports/${preview.id}/commit`);
if (imported.committed !== enterprises.length)
  throw new Error(`enterprises: ${JSON.stringify(imported).slice(0, 500)}`);

const cases = platform.services.use(CASES);
const organization = platform.services.use(Organization);

async function principalOf(login, post) {
  const person = await organization.byLogin(login);
  const { id, name, certificate, posts } = person;
  const acting = post === undefined ? posts[0] : posts.find((item) => item.post === post);
  return {
    kind: 'person',
    person: { id, name, login, ...(certificate === undefined ? {} : { certificate }) },
    acting,
    posts,
    sessionId: `fill-${login}`,
  };
}

const starters = await Promise.all(STARTERS.map((login) => principalOf(login)));
const chief = await principalOf('chief', 'post-chief');

async function one(n) {
  const starter = starters[n % starters.length];
  const other = starters[(n + 1) % starters.length];
  const { record } = await cases.start(
    {
      process: 'inspection',
      data: inspection({
        enterprise: enterprises[(n * 7) % enterprises.length],
        officers: [starter.person, other.person],
        at: dayOf(platform.clock.now()),
      }),
      key: randomUUID(),
    },
    starter,
  );
  const outcome = n % APPROVE_EVERY === 0 ? 'approve' : n % RETURN_EVERY === 1 ? 'return' : undefined;
  if (outcome === undefined) return;
  const [step] = await cases.openSteps(record);
  await cases.complete(
    {
      caseId: record._id,
      taskId: step.taskId,
      step: step.step,
      taskCreatedAt: step.since,
      outcome,
      opinion: outcome === 'return' ? '请补充检查重点' : '同意',
      data: {},
      caseVersion: record.version,
      key: randomUUID(),
    },
    chief,
  );
}

/** A plugin makes the documents of approved plans; a clock that moved on would take its work from it. */
async function documentsMade() {
  await cases.caughtUp();
  while ((await platform.engine.externalTasks.count({ withRetriesLeft: true })) > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await cases.caughtUp();
}

const from = Date.now();
let next = 0;
for (let day = 0; day < days; day += 1) {
  await platform.clock.setTo(new Date(first + day * DAY_MS));
  const until = Math.round((wanted * (day + 1)) / days);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < until) await one(next++);
    }),
  );
  await documentsMade();
  if (day % 10 === 9) console.log(`  ${next} of ${wanted} cases, ${((Date.now() - from) / 1000).toFixed(0)} s`);
}
await platform.clock.setTo(new Date());
await documentsMade();
await host.stop();
process.exit(0);
