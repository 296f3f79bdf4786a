import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DECISIONS, attackDecisions, attackModel, positionsOf } from './support/attack-positions.js';
import type { Position } from './support/attack-positions.js';
import { attackFamilies, variablesOf } from './support/attacks.js';
import type { Attack } from './support/attacks.js';
import { engineServer } from './support/engine-server.js';
import type { EngineServer, Reply } from './support/engine-server.js';

let server: EngineServer;
const before = Object.getOwnPropertyNames(Object.prototype).join();
beforeAll(async () => {
  server = await engineServer();
});
afterEach(async () => {
  expect((await server.call('GET', '/version')).status).toBe(200);
});
afterAll(async () => {
  await server.close();
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

interface Refusal {
  readonly type: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, { readonly errors: readonly Place[] }>>;
}
interface Place {
  readonly line: number;
  readonly elementIds: readonly string[];
}

/** A deployment that is refused says where. */
function expectPlaces(reply: Reply): string[] {
  expect(reply.status).toBe(400);
  const { type, details = {} } = reply.body as Refusal;
  expect(type).toBe('ParseException');
  const errors = Object.values(details).flatMap((one) => one.errors);
  expect(errors.length).toBeGreaterThan(0);
  for (const { line } of errors) expect(line).toBeGreaterThan(0);
  return errors.flatMap(({ elementIds }) => elementIds);
}

/** A call that fails says what, in the error shape. */
function expectFailure(reply: Reply, statuses: readonly number[] = [400, 500]): void {
  expect(statuses).toContain(reply.status);
  const { type, message } = reply.body as Refusal;
  expect(type).toMatch(/Exception$/);
  expect(message).not.toBe('');
  expect(message).not.toMatch(/\bat .*\.(ts|js):\d+|node:internal/);
}

async function outOf(instanceId: string): Promise<unknown> {
  const rows = await server.ok<{ value: unknown }[]>(
    'GET',
    `/history/variable-instance?processInstanceId=${instanceId}&variableName=out`,
  );
  return rows[0]?.value;
}

async function run(attack: Attack, { key, leaves }: Position): Promise<void> {
  const reply = await server.call('POST', `/process-definition/key/${key}/start`, { variables: variablesOf(attack) });
  if (reply.status !== 200) {
    expectFailure(reply);
    return;
  }
  const { id } = reply.body as { id: string };
  if (leaves) {
    const value = await outOf(id);
    expect(attack.harmless(value), `${key} gave ${JSON.stringify(value)?.slice(0, 200)}`).toBe(true);
  }
}

/** In a job the failure stays with the job: an incident when no retry is left. */
async function runInJob(attack: Attack): Promise<void> {
  const id = await server.start('job', { variables: variablesOf(attack) });
  const [job] = await server.ok<{ id: string }[]>('GET', `/job?processInstanceId=${id}`);
  const reply = await server.call('POST', `/job/${job?.id}/execute`, {});
  if (reply.status === 204) {
    expect(attack.harmless(await outOf(id))).toBe(true);
    return;
  }
  // As in Camunda a job that fails by an error of the engine answers 404.
  expectFailure(reply, [404, 500]);
  const incidents = await server.ok<object[]>('GET', `/incident?processInstanceId=${id}`);
  expect(incidents).toMatchObject([{ incidentType: 'failedJob', activityId: 't_job' }]);
}

async function deployAndRun(attack: Attack, positions: readonly Position[]): Promise<void> {
  const reply = await server.deploy({ 'attack.bpmn': attackModel(attack, positions) });
  if (reply.status === 200) {
    await Promise.all([...positions.map((position) => run(attack, position)), runInJob(attack)]);
    return;
  }
  const refused = expectPlaces(reply);
  const others = positions.filter(({ key }) => !refused.some((id) => id.endsWith(key)));
  // What one position refuses another may let pass.
  if (others.length > 0 && others.length < positions.length) await deployAndRun(attack, others);
  else if (others.length > 1) for (const position of others) await deployAndRun(attack, [position]);
}

async function decide(attack: Attack): Promise<void> {
  const reply = await server.deploy({ 'attack.dmn': attackDecisions(attack) });
  if (reply.status !== 200) {
    expectPlaces(reply);
    return;
  }
  await Promise.all(DECISIONS.map((key) => evaluate(attack, key)));
}

async function evaluate(attack: Attack, key: (typeof DECISIONS)[number]): Promise<void> {
  const answer = await server.call('POST', `/decision-definition/key/${key}/evaluate`, {
    variables: variablesOf(attack),
  });
  if (answer.status !== 200) expectFailure(answer);
  else if (key === 'literal' || key === 'outputEntry') {
    const [rule] = answer.body as Record<string, { value: unknown }>[];
    const value = Object.values(rule ?? {})[0]?.value;
    expect(attack.harmless(value), `${key} gave ${JSON.stringify(value)?.slice(0, 200)}`).toBe(true);
  }
}

/** As data, and where REST itself evaluates expressions. */
async function callWith({ source, language }: Attack): Promise<void> {
  const correlation = await server.call('POST', '/message', {
    messageName: source.slice(0, 200),
    correlationKeys: { key: { value: source, type: 'String' } },
    localCorrelationKeys: { local: { value: source } },
  });
  expectFailure(correlation);
  if (language !== 'juel') return;
  const query = await server.call('POST', '/task', { assigneeExpression: source });
  if (query.status === 200) expect(query.body).toEqual([]);
  else expectFailure(query);
}

describe('an honest expression', () => {
  const honest = (language: 'juel' | 'feel', source: string): Attack => ({
    title: source,
    language,
    source,
    harmless: (value) => value === 2,
  });

  it.each([honest('juel', '${1 + 1}'), honest('feel', '1 + 1')])('$source runs wherever it stands', async (one) => {
    const positions = positionsOf(one);
    expect((await server.deploy({ 'honest.bpmn': attackModel(one, positions) })).status).toBe(200);
    for (const position of positions) await run(one, position);
    const leaving = positions.filter(({ leaves }) => leaves).length;
    expect(await server.ok('GET', '/history/variable-instance/count?variableName=out')).toEqual({ count: leaving });
    await runInJob(one);
    if (one.language === 'feel') await decide(one);
    for (const { id } of await server.ok<{ id: string }[]>('GET', '/history/process-instance?finished=true'))
      await server.call('DELETE', `/history/process-instance/${id}`);
  });
});

describe('the server answers on after the attacks of', () => {
  for (const { title, attacks } of attackFamilies()) {
    describe(title, () => {
      for (const attack of attacks) {
        it(attack.title, async () => {
          await deployAndRun(attack, positionsOf(attack));
          if (attack.language === 'feel') await decide(attack);
          await callWith(attack);
        });
      }
    });
  }
});
