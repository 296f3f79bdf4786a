// npm run bench -- load: what others feel while one person sends the server far too much.
import { copyOf } from './folders.mjs';
import { percentile } from './measure.mjs';
import { ACTIONS, Office } from './people.mjs';

const BOUND = 3;
const FULL = { store: 'sqlite', cases: 200, rounds: 3, each: 30, pauseMs: 60 };
const BAD_ROWS = 5_000;
const LINE_BYTES = 9 * 1024 * 1024;
const UNKNOWN_KEYS = 100_000;
const SEARCHES_AT_ONCE = 8;
const PAUSE_BETWEEN_MS = 500;
const WARM_UP = 6;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const csv = (text) => {
  const form = new FormData();
  form.set('file', new Blob([text], { type: 'text/csv' }), '企业.csv');
  return form;
};
/** Refusals are what is expected here; what counts is what others feel. */
const refused = (answer) => answer.catch((error) => error);

const badRows = ['统一社会信用代码,企业名称,行政区划代码,主要负责人']
  .concat(Array.from({ length: BAD_ROWS }, (_, n) => `坏代码${n},,没有的区划${n},\u0007`))
  .join('\n');
const longLine = `统一社会信用代码,企业名称,行政区划代码,主要负责人\n${'长'.repeat(LINE_BYTES / 3)}`;
const unknownKeys = Object.fromEntries(Array.from({ length: UNKNOWN_KEYS }, (_, n) => [`k${n}`, n]));

/** One turn of what one person does again and again. */
const BURDENS = {
  'an import of 5,000 bad rows': ({ chief }) =>
    refused(chief.request('POST', '/api/enterprises/imports', csv(badRows))),
  'a file of one line of 9 MB': ({ chief }) =>
    refused(chief.request('POST', '/api/enterprises/imports', csv(longLine))),
  'answers with 100,000 unknown keys': ({ chief, task }) =>
    refused(chief.post(`/api/tasks/${task.id}/complete`, { ...task.body, data: unknownKeys })),
  'a start with 100,000 unknown keys': ({ chief }) =>
    refused(chief.post('/api/cases', { process: 'inspection', data: unknownKeys })),
  'eight searches at once': ({ chief }) =>
    Promise.all(
      Array.from({ length: SEARCHES_AT_ONCE }, (_, n) =>
        refused(
          chief.get(
            `/api/${n % 2 ? 'cases' : 'tasks'}?q=${encodeURIComponent('检查 公司')}&size=100&page=${1 + (n % 3)}`,
          ),
        ),
      ),
    ),
};

/** A connection the server closed for idleness just as it was used again: a browser asks again, too. */
async function patiently(ask) {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return ask();
  }
}

/** Others look at their inbox and complete steps; answers come with the milliseconds each took. */
async function others(office, { each, pauseMs }) {
  const people = office.workers.filter(({ login }) => login !== 'chief');
  const times = { inbox: [], complete: [] };
  await Promise.all(
    people.map(async (client) => {
      for (let n = 0; n < each; n += 1) {
        for (const name of n % 3 === 0 ? ['inbox', 'complete'] : ['inbox']) {
          const action = ACTIONS.find((known) => known.name === name);
          const prepared = await patiently(() => action.prepare?.(office, client));
          const from = process.hrtime.bigint();
          await patiently(() => action.ask(client, prepared));
          times[name].push(Number(process.hrtime.bigint() - from) / 1e6);
          await sleep(pauseMs * (0.5 + Math.random()));
        }
      }
    }),
  );
  return times;
}

/** Carries a burden until it is told to stop. @returns how many turns it had */
async function carry(burden, office, isOver) {
  const chief = office.workers.find(({ login }) => login === 'chief');
  const task = await office.nextTask(chief);
  let turns = 0;
  while (!isOver()) {
    await burden({ chief, task });
    turns += 1;
  }
  return turns;
}

/** Prints what others feel with and without each burden, in turns; nothing passes or fails. @returns the figures */
export async function benchLoad({ kept, print = console.log, burdens = Object.keys(BURDENS), ...given } = {}) {
  const options = { ...FULL, ...given };
  const copy = await copyOf(options.store, options.cases, kept);
  const office = await Office.open(copy);
  const all = [];
  try {
    await others(office, { each: WARM_UP, pauseMs: options.pauseMs });
    print(`${options.store}, milliseconds others wait (p95) without and with one person's load; bound ${BOUND} ×`);
    for (const name of burdens) {
      const quiet = { inbox: [], complete: [] };
      const loaded = { inbox: [], complete: [] };
      let turns = 0;
      for (let round = 0; round < options.rounds; round += 1) {
        const before = await others(office, options);
        let isOver = false;
        const carrying = carry(BURDENS[name], office, () => isOver);
        const during = await others(office, options);
        isOver = true;
        turns += await carrying;
        for (const key of Object.keys(quiet)) {
          quiet[key].push(...before[key]);
          loaded[key].push(...during[key]);
        }
        await sleep(PAUSE_BETWEEN_MS);
      }
      const ratios = Object.keys(quiet).map((key) => {
        const [without, under] = [percentile(quiet[key], 95), percentile(loaded[key], 95)];
        const worst = Math.max(...loaded[key]);
        all.push({ burden: name, action: key, without, under, turns });
        const ratio = under / without;
        return `${key} ${without.toFixed(0)} → ${under.toFixed(0)} (${ratio.toFixed(2)} ×${ratio > BOUND ? ' !' : ''}, worst ${worst.toFixed(0)})`;
      });
      print(`  ${name.padEnd(36)} ${ratios.join('   ')}   ${turns} turns`);
    }
  } finally {
    await office.close();
    await copy.dispose();
  }
  return all;
}
