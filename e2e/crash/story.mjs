// One hazard story over HTTP that survives a server which may vanish at any moment: every step has an idempotency key and is repeated
// with the same key until it is answered.
import { randomUUID } from 'node:crypto';
import { RefusedError } from '../lib/client.mjs';
import { photo } from '../lib/photo.mjs';

export const PEOPLE = ['officer1', 'officer2', 'chief', 'ent01-safety'];
/** Long enough for the lock of a worker that died to run out, on a machine that is busy. */
const STEP_MS = 240_000;
const POLL_MS = 120;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const day = (offset) => new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);
const instant = (hours) => `${new Date(Date.now() + (8 + hours) * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** Answers of a server that is going down or coming up. */
const isGone = (error) => !(error instanceof RefusedError) || error.status === 502 || error.status === 503;

/** Repeats until the server answers; the request itself must be idempotent. */
async function insist(gate, attempt) {
  for (;;) {
    await gate.up;
    try {
      return await attempt();
    } catch (error) {
      if (!isGone(error)) throw error;
      await sleep(POLL_MS);
    }
  }
}

export async function story({ name, people, gate, log, finished }) {
  const { officer1, officer2, chief, 'ent01-safety': safety } = people;

  const start = async (client, process, data, what) => {
    const key = randomUUID();
    const answer = await insist(gate, () => client.post('/api/cases', { process, data }, key));
    log.push({ story: name, step: 'start', case: answer.case.id, what });
    return answer.case;
  };

  const openTask = async (client, theCase, step) => {
    const until = Date.now() + STEP_MS;
    for (;;) {
      for (const view of ['todo', 'claimable']) {
        const page = await insist(gate, () =>
          client.get(`/api/tasks?view=${view}&q=${encodeURIComponent(theCase.no)}`),
        );
        const found = page.items.find((task) => task.case.id === theCase.id && task.step === step);
        if (found) return found;
      }
      if (Date.now() > until) throw new Error(`${theCase.no} has no open step ${step} for ${client.login}`);
      await sleep(POLL_MS);
    }
  };

  const complete = async (client, theCase, step, data = {}, opinion = '同意') => {
    const task = await openTask(client, theCase, step);
    if (task.claimable) {
      await insist(gate, () => client.post(`/api/tasks/${task.id}/claim`)).catch((error) => {
        if (error.code !== 'TASK_TAKEN') throw error;
      });
    }
    const detail = await insist(gate, () => client.get(`/api/tasks/${task.id}`));
    const outcome = detail.outcomes.find((candidate) => candidate.primary) ?? detail.outcomes[0];
    const key = randomUUID();
    await insist(gate, () =>
      client.post(
        `/api/tasks/${task.id}/complete`,
        { outcome: outcome.key, data, opinion, caseVersion: detail.caseVersion },
        key,
      ),
    );
    log.push({ story: name, step, task: task.id, case: theCase.id, what: task.name });
  };

  const shot = async (client) => {
    const { id, name: fileName, type, size } = await insist(gate, () => client.upload(photo(), 'photo.jpg'));
    return { id, name: fileName, type, size };
  };

  const enterprise = safety.session.acting.organization;
  const officers = [officer1, officer2].map(({ session }) => ({ id: session.person.id, name: session.person.name }));
  const check = await start(officer1, 'inspection', {
    enterprise: { uscc: enterprise.uscc, name: enterprise.name },
    plan_source: '1',
    plan_at: day(0),
    officers,
    methods: ['1'],
    content: ['A15', 'A16'],
  });
  await complete(chief, check, 'approve_plan');
  if (finished()) return;
  const before = await shot(officer1);
  const after = await shot(officer1);
  const problem = {
    place: '车间',
    category: '1',
    profession: '04',
    basis: '《安全生产法》第三十六条',
    consequence: '05',
  };
  await complete(officer1, check, 'record', {
    address: '生产车间',
    begin_at: instant(-2),
    end_at: instant(-1),
    certificate_shown: true,
    site_person: '李经理',
    situation: '检查生产车间用电安全。',
    problems: [
      { ...problem, desc: '消防通道堆放杂物，当场清理完毕', disposal: '1', photos: [before], after_photos: [after] },
      { ...problem, desc: '配电箱未装漏电保护器，线路未穿管', disposal: '2', due_date: day(10), photos: [before] },
    ],
  });
  await complete(officer1, check, 'draft_order', { review_body: '灌南县人民政府', court: '灌南县人民法院' });
  await complete(chief, check, 'sign_order');
  await complete(officer1, check, 'deliver', { delivery_way: '1', receiver: '李经理', delivered_at: instant(0) });
  if (finished()) return;
  const hazard = await childOf(officer1, gate, check, 'disposal', '2');
  await complete(safety, hazard, 'rectify', {
    rect_desc: '已加装漏电保护器并穿管',
    rect_photos: [await shot(safety)],
    rect_cost: 0.3,
    rect_done_at: day(0),
    self_accept_by: '安知远',
  });
  await complete(officer1, hazard, 'recheck', {
    recheck_at: instant(0),
    recheck_officers: officers,
    recheck_result: '1',
    recheck_opinion: '已按要求整改完毕',
  });
  await complete(officer2, hazard, 'cosign');
  await complete(chief, hazard, 'close_chief');
}

/** The child case with a certain value, once the worker has opened it. */
async function childOf(client, gate, parent, field, value) {
  const until = Date.now() + STEP_MS;
  while (Date.now() < until) {
    const { children } = await insist(gate, () => client.get(`/api/cases/${parent.id}`));
    for (const child of children) {
      const detail = await insist(gate, () => client.get(`/api/cases/${child.id}`));
      if (detail.data[field] === value) return child;
    }
    await sleep(POLL_MS);
  }
  throw new Error(`${parent.no} has no child with ${field} = ${value}`);
}
