// Task completion through the whole stack: HTTP, session, permission, form validation, case write, engine commit, projections.
// A chief returns a plan, an officer sends it again, over and over on several cases at once.
import { randomUUID } from 'node:crypto';
import { Client } from '../e2e/lib/client.mjs';
import { passwordsOf, Server } from '../e2e/lib/server.mjs';

const CASES = 4;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);
const WARM_UP_ROUNDS = 4;
const POLL_MS = 5;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))];
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

async function openTask(client, theCase, step) {
  for (;;) {
    const page = await client.get(`/api/tasks?view=todo&q=${encodeURIComponent(theCase.no)}`);
    const task = page.items.find((candidate) => candidate.step === step);
    if (task) return task;
    await sleep(POLL_MS);
  }
}

export async function benchHttp() {
  const server = await Server.start({ nodeArgs: (process.env.BENCH_NODE_ARGS ?? '').split(' ').filter(Boolean) });
  try {
    const passwords = passwordsOf(server.dataDir);
    const signIn = (login) => new Client(server.url, login, passwords.get(login)).signIn();
    const [officer, second, chief, safety] = await Promise.all(
      ['officer1', 'officer2', 'chief', 'ent01-safety'].map(signIn),
    );
    const { uscc, name } = safety.session.acting.organization;
    const officers = [officer, second].map(({ session }) => ({ id: session.person.id, name: session.person.name }));
    const data = {
      enterprise: { uscc, name },
      plan_source: '1',
      plan_at: today(),
      officers,
      methods: ['1'],
      content: ['A16'],
    };
    const times = [];
    const complete = async (client, theCase, step, outcome, measured) => {
      const task = await openTask(client, theCase, step);
      const detail = await client.get(`/api/tasks/${task.id}`);
      const body = { outcome, data: {}, opinion: '请补充', caseVersion: detail.caseVersion };
      const from = process.hrtime.bigint();
      await client.post(`/api/tasks/${task.id}/complete`, body, randomUUID());
      if (measured) times.push(Number(process.hrtime.bigint() - from) / 1e6);
    };
    const from = process.hrtime.bigint();
    await Promise.all(
      Array.from({ length: CASES }, async () => {
        const { case: theCase } = await officer.post('/api/cases', { process: 'inspection', data });
        for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
          const measured = round >= WARM_UP_ROUNDS;
          await complete(chief, theCase, 'approve_plan', 'return', measured);
          await complete(officer, theCase, 'revise_plan', 'submit', measured);
        }
      }),
    );
    const elapsed = Number(process.hrtime.bigint() - from) / 1e9;
    times.sort((a, b) => a - b);
    const [p50, p95, p99] = [50, 95, 99].map((p) => percentile(times, p).toFixed(1));
    console.log('task completion through the full HTTP stack');
    console.log(`  ${times.length} completions, ${CASES} at once   p50 ${p50} ms   p95 ${p95} ms   p99 ${p99} ms`);
    console.log(
      `  with reading the inbox and the task before each: ${((CASES * (ROUNDS + WARM_UP_ROUNDS) * 2) / elapsed).toFixed(0)} steps/s`,
    );
  } finally {
    await server.dispose();
  }
}
