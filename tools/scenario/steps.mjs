// One function per verb. Each answers { status, body, case }: the answer of the server and the case it speaks of.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { submission } from './form.mjs';
import { resolve } from './values.mjs';
import { durationOrInstant, until } from './wait.mjs';

const VERBS = [
  'start',
  'complete',
  'claim',
  'unclaim',
  'draft',
  'transfer',
  'look',
  'upload',
  'import',
  'advance',
  'request',
];

const perform = {
  async start(world, person, step) {
    const parent = step.parent ? `?parent=${world.caseOf(step.parent).id}` : '';
    const data = (await resolve(step.data, world)) ?? {};
    const page = await person.request('GET', `/api/startables/${step.start}/form${parent}`);
    const alias = step.case ?? step.start;
    if (page.status >= 300) return page;
    const request = {
      process: step.start,
      data: await submission(world, person, page.body, data),
      ...(step.parent ? { parent: world.caseOf(step.parent).id } : {}),
    };
    const answer = await person.post('/api/cases', request);
    if (answer.status < 300) world.cases.set(alias, answer.body.case);
    return { ...answer, case: alias };
  },

  async complete(world, person, step) {
    const alias = step.complete.split('/')[0];
    const task = await until(
      () => world.task(person, step.complete),
      (found) => found && !found.isOld,
      3_000,
    );
    if (!task) throw new Error(`no step ${step.complete} is open, and none was`);
    if (task.claimable) await claimIt(person, task.id);
    const page = await person.request('GET', `/api/tasks/${task.id}`);
    if (page.status >= 300 && page.status !== 404) return { ...page, case: alias };
    const detail = page.body?.outcomes ? page.body : undefined;
    const data = (await resolve(step.data, world)) ?? {};
    const request = {
      outcome: step.outcome ?? detail?.outcomes.find((outcome) => outcome.primary)?.key ?? 'submit',
      data: detail ? await submission(world, person, detail, data) : data,
      ...(step.opinion === undefined ? {} : { opinion: step.opinion }),
      caseVersion: (detail?.caseVersion ?? 1) - (step.caseVersion === 'stale' ? 1 : 0),
    };
    const key = randomUUID();
    const send = () => person.post(`/api/tasks/${task.id}/complete`, request, key);
    if (!step.twice) return { ...(await send()), case: alias };
    const [first, second] = await Promise.all([send(), send()]);
    const third = await send();
    for (const other of [second, third]) {
      if (other.status !== first.status || other.body?.message !== first.body?.message) {
        throw new Error(`the same request got two answers: ${summary(first)} and ${summary(other)}`);
      }
    }
    return { ...first, case: alias };
  },

  claim: (world, person, step) => command(world, person, step.claim, 'claim', {}),
  unclaim: (world, person, step) => command(world, person, step.unclaim, 'unclaim', {}),

  async transfer(world, person, step) {
    const { id } = await world.person(step.to);
    return command(world, person, step.transfer, 'transfer', { to: id, reason: step.reason ?? '' });
  },

  async draft(world, person, step) {
    const task = await until(() => world.task(person, step.draft), Boolean, 3_000);
    if (!task) throw new Error(`no step ${step.draft} is open`);
    const detail = await person.get(`/api/tasks/${task.id}`);
    const body = {
      data: (await resolve(step.data, world)) ?? {},
      ...(step.opinion === undefined ? {} : { opinion: step.opinion }),
      caseVersion: detail.caseVersion,
    };
    return { ...(await person.request('PUT', `/api/tasks/${task.id}/draft`, body)), case: step.draft.split('/')[0] };
  },

  async look(world, person, step) {
    return { ...(await person.request('GET', `/api/cases/${world.caseOf(step.look).id}`)), case: step.look };
  },

  upload: (world, person, step) => world.upload(person, step.upload, step.name),

  async import(world, person, step) {
    const bytes = fs.readFileSync(path.join(world.folder, step.import));
    const form = () => {
      const data = new FormData();
      data.append('file', new Blob([bytes]), path.basename(step.import));
      return data;
    };
    const preview = await person.request('POST', '/api/enterprises/imports', undefined, { form });
    if (preview.status >= 300 || !step.commit) return preview;
    return person.post(`/api/enterprises/imports/${preview.body.id}/commit`, {});
  },

  async advance(world, _person, step) {
    await world.clock(durationOrInstant(step.advance));
    return { status: 200, body: {} };
  },

  async request(world, person, step) {
    const [method, target] = step.request.split(' ');
    return person.request(
      method,
      await fill(world, target),
      step.body === undefined ? undefined : await resolve(step.body, world),
    );
  },
};

const fill = async (world, target) =>
  target.replace(/\{(\w+)\.(\w+)\}/g, (_, alias, property) => world.caseOf(alias)[property]);
const summary = ({ status, body }) => `${status} ${body?.message ?? body?.error?.message ?? ''}`;

async function claimIt(person, id) {
  const { status, body } = await person.post(`/api/tasks/${id}/claim`, {});
  if (status >= 300) throw new Error(`claiming: ${body?.error?.message ?? status}`);
}

async function command(world, person, target, name, body) {
  const task = await until(() => world.task(person, target), Boolean, 3_000);
  if (!task) throw new Error(`no step ${target} is open`);
  return { ...(await person.post(`/api/tasks/${task.id}/${name}`, body)), case: target.split('/')[0] };
}

export function verbOf(step) {
  const found = VERBS.filter((verb) => verb in step);
  if (found.length !== 1)
    throw new Error(`a step needs exactly one of ${VERBS.join(', ')}; this one has ${found.join(', ') || 'none'}`);
  return found[0];
}

export const runStep = (world, step) => {
  const verb = verbOf(step);
  world.current = step.as;
  return perform[verb](world, step.as ? world.as(step.as) : undefined, step);
};
