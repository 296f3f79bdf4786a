// What must hold after a step. Every check answers undefined or { expected, seen }.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolve } from './values.mjs';

export const KEYS = [
  'error',
  'message',
  'case',
  'state',
  'closed',
  'grade',
  'title',
  'tasks',
  'open',
  'clocks',
  'documents',
  'children',
  'data',
  'absent',
  'timeline',
  'notices',
];

const differs = (what, expected, seen) => ({ expected: `${what}: ${show(expected)}`, seen: show(seen) });
const show = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const sorted = (list) => [...list].sort();

/** Holds what the answer of the step itself says? Looked at once. */
export function checkAnswer(expect, { status, body }) {
  const error = body?.error;
  if (!expect.error) {
    if (status >= 300)
      return differs(
        'the step succeeds',
        '2xx',
        `${status} ${error?.code ?? ''} ${error?.message ?? ''} ${show(error?.fields ?? '')}`,
      );
    if (expect.message && !body?.message?.includes(expect.message))
      return differs('message', expect.message, body?.message);
    return undefined;
  }
  const { status: wanted, code, field, message } = expect.error;
  const seen = `${status} ${error?.code ?? ''} ${error?.message ?? body?.message ?? ''} ${show(error?.fields?.map((item) => item.path) ?? [])}`;
  if (status < 300) return differs('the step is refused', expect.error, seen);
  if (wanted && wanted !== status) return differs('status', wanted, seen);
  if (code && code !== error?.code) return differs('code', code, seen);
  if (field && !error?.fields?.some((item) => item.path === field)) return differs('field', field, seen);
  if (
    message &&
    ![error?.message, ...(error?.fields ?? []).map((item) => item.message)].some((text) => text?.includes(message))
  ) {
    return differs('message', message, seen);
  }
  return undefined;
}

/** Holds the rest? Looked at again until it does. */
export async function checkWorld(world, expect, alias, as) {
  const person = as ? world.as(as) : world.anybody();
  const needsCase = [
    'state',
    'closed',
    'grade',
    'title',
    'open',
    'clocks',
    'documents',
    'children',
    'data',
    'absent',
    'timeline',
  ];
  let detail;
  if (needsCase.some((key) => key in expect)) {
    const { status, body } = await person.request('GET', `/api/cases/${world.caseOf(alias).id}`);
    if (status !== 200) return differs(`case ${alias}`, 'readable', `${status} ${body?.error?.message ?? ''}`);
    detail = body;
    world.remember(alias, detail);
  }
  for (const key of ['state', 'closed', 'grade', 'title']) {
    if (key in expect && detail[key] !== expect[key]) return differs(key, expect[key], detail[key]);
  }
  if (expect.open) {
    const seen = sorted(detail.open.map((open) => open.step));
    if (!same(sorted(expect.open), seen)) return differs('open steps', expect.open, seen);
  }
  return (
    (await tasks(world, expect.tasks, alias)) ??
    clocks(detail, expect.clocks) ??
    (await documents(person, detail, expect.documents)) ??
    children(world, detail, expect.children) ??
    (await dataHolds(world, detail, expect)) ??
    timeline(detail, expect.timeline) ??
    (await notices(world, expect.notices))
  );
}

async function tasks(world, expected, alias) {
  for (const [name, steps] of Object.entries(expected ?? {})) {
    const { id } = world.caseOf(alias);
    const seen = [];
    for (const view of ['todo', 'claimable']) {
      const page = await world.as(name).get(`/api/tasks?view=${view}&size=100`);
      for (const row of page.items) {
        if (row.case.id !== id) continue;
        seen.push(row.step);
        world.tasks.set(`${alias}/${row.step}`, row.id);
      }
    }
    if (!same(sorted(steps), sorted(seen))) return differs(`tasks of ${name}`, steps, seen);
  }
  return undefined;
}

function clocks(detail, expected) {
  for (const [id, wanted] of Object.entries(expected ?? {})) {
    const clock = detail.clocks.find((item) => item.id === id);
    for (const [key, value] of Object.entries(wanted)) {
      const seen = key === 'due' && clock?.due && String(value).length === 10 ? clock.due.slice(0, 10) : clock?.[key];
      if (seen !== value) return differs(`clock ${id}.${key}`, value, clock ? seen : 'no such clock');
    }
  }
  return undefined;
}

async function documents(person, detail, expected) {
  for (const [id, wanted] of Object.entries(expected ?? {})) {
    const issued = detail.documents.filter((document) => document.document === id && document.state === 'issued');
    if (wanted.count !== undefined && issued.length !== wanted.count)
      return differs(`${id} issued`, wanted.count, issued.length);
    const newest = issued.at(-1);
    if (wanted.number && !new RegExp(wanted.number).test(newest?.number ?? ''))
      return differs(`number of ${id}`, wanted.number, newest?.number ?? 'none');
    if (!wanted.text && !wanted.not) continue;
    if (!newest?.pdf) return differs(`PDF of ${id}`, 'there', 'none');
    const text = await pdfText(person, newest.pdf);
    if (text === undefined) continue;
    const flat = text.replace(/\s+/g, '');
    for (const part of wanted.text ?? [])
      if (!flat.includes(part.replace(/\s+/g, ''))) return differs(`${id} holds`, part, text);
    for (const part of wanted.not ?? [])
      if (flat.includes(part.replace(/\s+/g, ''))) return differs(`${id} does not hold`, part, text);
  }
  return undefined;
}

let isReaderMissing = false;
async function pdfText(person, url) {
  const { status, body } = await person.request('GET', url);
  if (status !== 200 || !body.subarray(0, 5).equals(Buffer.from('%PDF-')))
    throw new Error(`${url} is no PDF (${status})`);
  if (isReaderMissing) return undefined;
  const file = path.join(os.tmpdir(), `scenario-${process.pid}.pdf`);
  fs.writeFileSync(file, body);
  try {
    const run = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    if (run.error) {
      isReaderMissing = true;
      console.log('     note: pdftotext is not installed, texts of documents are not compared');
      return undefined;
    }
    return run.stdout;
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function children(world, detail, expected) {
  for (const [kind, names] of Object.entries(expected ?? {})) {
    const found = detail.children.filter((child) => child.kind === kind).sort((a, b) => (a.no < b.no ? -1 : 1));
    if (found.length !== names.length) return differs(`children of kind ${kind}`, names.length, found.length);
    found.forEach((child, index) => world.cases.set(names[index], child));
  }
  return undefined;
}

async function dataHolds(world, detail, expect) {
  for (const [field, value] of Object.entries((await resolve(expect.data, world)) ?? {})) {
    if (!same(detail.data[field], value)) return differs(`data.${field}`, value, detail.data[field]);
  }
  for (const field of expect.absent ?? [])
    if (field in detail.data) return differs(`data.${field}`, 'not to be seen', detail.data[field]);
  return undefined;
}

function timeline(detail, expected) {
  const lines = detail?.timeline.map((item) =>
    [item.title, item.outcomeLabel, item.opinion, item.detail].filter(Boolean).join(' '),
  );
  for (const part of expected ?? [])
    if (!lines.some((line) => line.includes(part))) return differs('timeline', part, lines);
  return undefined;
}

async function notices(world, expected) {
  for (const [name, text] of Object.entries(expected ?? {})) {
    const seen = await world.as(name).get('/api/notices');
    if (!seen.some((notice) => notice.text.includes(text)))
      return differs(
        `notice of ${name}`,
        text,
        seen.map((notice) => notice.text),
      );
  }
  return undefined;
}
