import { parseJson, writeJson } from '@anliu/engine-protocol';
import { MODEL, QUESTIONS, VALUES } from './matrix.js';
import type { Question, Variable } from './matrix.js';

/** For each question: what it answers to each value, by the names of the values. */
export type Answers = Record<string, Record<string, string>>;

/** `?` stands for the input: "test long < 6" or "output date". */
const nameOf = ({ kind, typeRef, text }: Question): string =>
  [kind, typeRef ?? 'untyped', ...(kind === 'test' ? [text] : [])].join(' ');

interface Entry {
  readonly type: string;
  readonly value: unknown;
}

/** Of a Date the instant, in whatever zone it is written. */
const shown = ({ type, value }: Entry): string =>
  `${type} ${type === 'Date' ? new Date(String(value)).toISOString() : writeJson(value)}`;

async function answer(base: string, { kind, key }: Question, x: Variable | undefined): Promise<string | undefined> {
  const response = await fetch(`${base}/decision-definition/key/${key}/evaluate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: writeJson({ variables: x === undefined ? {} : { x } }),
  });
  const text = await response.text();
  if (response.status >= 400) return 'error';
  const [rule] = parseJson(text) as Record<string, Entry>[];
  if (kind === 'output') return rule?.['out'] ? shown(rule['out']) : 'nothing';
  return rule ? 'hit' : undefined;
}

/** Deploys the decisions and asks each of them about each value. `base` ends in `/engine-rest`. */
export async function ask(base: string): Promise<Answers> {
  const form = new FormData();
  form.set('deployment-name', 'questions');
  form.set('questions.dmn', new Blob([MODEL]), 'questions.dmn');
  const deployed = await fetch(`${base}/deployment/create`, { method: 'POST', body: form });
  if (!deployed.ok) throw new Error(await deployed.text());
  const { id } = (await deployed.json()) as { id: string };
  const answers: Answers = {};
  for (const question of QUESTIONS) {
    const asked = Object.entries(VALUES).map(async ([name, x]) => [name, await answer(base, question, x)] as const);
    const found = (await Promise.all(asked)).filter(([, given]) => given !== undefined);
    answers[nameOf(question)] = Object.fromEntries(found) as Record<string, string>;
  }
  await fetch(`${base}/deployment/${id}?cascade=true`, { method: 'DELETE' });
  return answers;
}
