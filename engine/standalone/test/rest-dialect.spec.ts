import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MAX_ASYNC_RESPONSE_TIMEOUT_MS,
  MAX_FETCH_TASKS,
  MAX_FETCH_TOPICS,
  MAX_JSON_BODY_BYTES,
  MAX_LOCK_DURATION_MS,
} from '@anliu/engine-rest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const REVIEW = model(
  'review',
  line(
    '<startEvent id="s"/>',
    '<userTask id="check" name="复查" camunda:candidateGroups="station"/>',
    '<endEvent id="e"/>',
  ),
);
const WORK = model(
  'work',
  line('<startEvent id="s"/>', '<serviceTask id="w" camunda:type="external" camunda:topic="t"/>', '<endEvent id="e"/>'),
);

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer();
  await server.deploy({ 'review.bpmn': REVIEW, 'work.bpmn': WORK });
});
afterAll(() => server.close());

const fetchBody = (given: object = {}) => ({
  workerId: 'w',
  maxTasks: 1,
  topics: [{ topicName: 'none', lockDuration: 1000 }],
  ...given,
});

describe('every answer', () => {
  it('of JSON has the bare content type clients compare literally', async () => {
    for (const at of ['/version', '/task', '/task/count', '/task/x'])
      expect((await server.call('GET', at)).headers.get('content-type')).toBe('application/json');
  });

  it('is the same below /engine/default; other engines do not exist', async () => {
    expect(await server.ok('GET', '/engine/default/version')).toEqual(await server.ok('GET', '/version'));
    expect((await server.call('GET', '/engine/other/version')).status).toBe(404);
  });

  it('to an unknown path or method says so in the error shape', async () => {
    expect((await server.call('GET', '/nothing')).body).toEqual({
      type: 'NotFoundException',
      message: 'HTTP 404 Not Found',
      code: null,
    });
    expect((await server.call('DELETE', '/version')).status).toBe(405);
  });

  it('about a problem is {type, message, code} with the status Camunda gives', async () => {
    const missing = await server.call('GET', '/task/x');
    expect(missing.status).toBe(404);
    expect(missing.body).toEqual({
      type: 'InvalidRequestException',
      message: 'No matching task with id x',
      code: null,
    });
    const complete = await server.call('POST', '/task/x/complete', {});
    expect(complete).toMatchObject({ status: 500, body: { type: 'RestException' } });
    expect((complete.body as { message: string }).message).toMatch(/^Cannot complete task x: /);
    expect((await server.call('POST', '/process-definition/key/none/start', {})).status).toBe(404);
    expect((await server.call('POST', '/message', { messageName: 'nobody' })).status).toBe(400);
    expect((await server.call('POST', '/external-task/x/complete', { workerId: 'w' })).status).toBe(404);
  });
});

describe('a task of an instance', () => {
  it('goes from the list over claiming to completion and into history', async () => {
    const instance = await server.start('review', { businessKey: 'HZ-1', variables: { level: { value: 'II' } } });
    const [task] = await server.ok<{ id: string }[]>('GET', '/task?processInstanceBusinessKey=HZ-1');
    expect(task).toMatchObject({
      name: '复查',
      assignee: null,
      taskDefinitionKey: 'check',
      processInstanceId: instance,
    });
    expect(
      await server.ok('POST', '/task/count', { candidateGroups: ['station'], processInstanceId: instance }),
    ).toEqual({ count: 1 });

    expect((await server.call('POST', `/task/${task?.id}/claim`, { userId: 'zhang' })).status).toBe(204);
    expect((await server.call('POST', `/task/${task?.id}/claim`, { userId: 'li' })).status).toBe(500);
    expect(await server.ok('GET', `/task/${task?.id}/identity-links`)).toEqual(
      expect.arrayContaining([
        { userId: 'zhang', groupId: null, type: 'assignee' },
        { userId: null, groupId: 'station', type: 'candidate' },
      ]),
    );
    const answer = await server.call('POST', `/task/${task?.id}/complete`, {
      variables: { passed: { value: true, type: 'boolean' } },
      withVariablesInReturn: true,
    });
    expect(answer).toMatchObject({ status: 200, body: { passed: { value: true }, level: { value: 'II' } } });

    expect((await server.call('GET', `/process-instance/${instance}`)).status).toBe(404);
    const [past] = await server.ok<object[]>('POST', '/history/process-instance', { processInstanceId: instance });
    expect(past).toMatchObject({ state: 'COMPLETED', businessKey: 'HZ-1' });
    const activities = await server.ok<{ activityId: string }[]>(
      'GET',
      `/history/activity-instance?processInstanceId=${instance}&sortBy=occurrence&sortOrder=asc`,
    );
    expect(activities.map(({ activityId }) => activityId)).toEqual(['s', 'check', 'e']);
  });

  it('keeps everything when a variable of the completion is wrong', async () => {
    const instance = await server.start('review');
    const [task] = await server.ok<{ id: string }[]>('GET', `/task?processInstanceId=${instance}`);
    const wrong = await server.call('POST', `/task/${task?.id}/complete`, {
      variables: { ok: { value: 1 }, n: { value: 'x', type: 'Integer' } },
    });
    expect(wrong).toMatchObject({ status: 400, body: { type: 'InvalidRequestException' } });
    expect((wrong.body as { message: string }).message).toContain("Cannot convert value 'x' of type 'Integer'");
    expect(await server.ok('GET', `/process-instance/${instance}/variables`)).toEqual({});
    expect(await server.ok('GET', `/task/count?processInstanceId=${instance}`)).toEqual({ count: 1 });
  });

  it('has variables that can be set, read, modified and removed', async () => {
    const instance = await server.start('review');
    const at = `/process-instance/${instance}/variables`;
    expect((await server.call('PUT', `${at}/level`, { value: '3', type: 'Integer' })).status).toBe(204);
    expect(await server.ok('GET', `${at}/level`)).toEqual({ type: 'Integer', value: 3, valueInfo: {} });
    await server.ok('POST', at, { modifications: { a: { value: 'x' } }, deletions: ['level'] });
    expect(Object.keys(await server.ok('GET', at))).toEqual(['a']);
    await server.ok('DELETE', `${at}/a`);
    expect((await server.call('GET', `${at}/a`)).status).toBe(404);
  });
});

describe('a deployment', () => {
  it('with a broken model is refused telling resource, line and element', async () => {
    const broken = model(
      'broken',
      line('<startEvent id="s"/>', '<userTask id="t"/>').replace('targetRef="t"', 'targetRef="gone"'),
    );
    const { status, body } = await server.deploy({ 'broken.bpmn': broken });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      type: 'ParseException',
      details: { 'broken.bpmn': { errors: [{ message: expect.any(String), line: expect.any(Number) }] } },
    });
  });

  it('without a file says so', async () => {
    expect((await server.deploy({})).body).toMatchObject({
      message: 'No deployment resources contained in the form upload.',
    });
  });

  it('can be listed, read back byte by byte and deleted with everything that came of it', async () => {
    const own = model('own', line('<startEvent id="s"/>', '<userTask id="t"/>'));
    const { body } = await server.deploy({ 'own.bpmn': own });
    const { id, deployedProcessDefinitions } = body as {
      id: string;
      deployedProcessDefinitions: Record<string, { key: string; version: number }>;
    };
    const [definitionId, definition] = Object.entries(deployedProcessDefinitions)[0] ?? [''];
    expect(definition).toMatchObject({ key: 'own', version: 1 });
    const [resource] = await server.ok<{ id: string; name: string }[]>('GET', `/deployment/${id}/resources`);
    expect((await server.call('GET', `/deployment/${id}/resources/${resource?.id}/data`)).body).toBe(own);
    expect(await server.ok('GET', `/process-definition/${encodeURIComponent(definitionId)}/xml`)).toEqual({
      id: definitionId,
      bpmn20Xml: own,
    });
    await server.start('own');
    expect((await server.call('DELETE', `/deployment/${id}?cascade=true`)).status).toBe(204);
    expect(await server.ok('GET', '/process-definition/count?key=own')).toEqual({ count: 0 });
    expect(await server.ok('GET', '/task/count?processDefinitionKey=own')).toEqual({ count: 0 });
  });

  it('of the same content deploys nothing when duplicates are filtered', async () => {
    const fields = { 'deployment-name': 'same', 'enable-duplicate-filtering': 'true' };
    const same = { 'same.bpmn': model('same', line('<startEvent id="s"/>', '<userTask id="t"/>')) };
    const first = (await server.deploy(same, fields)).body as { id: string };
    const second = (await server.deploy(same, fields)).body as { id: string; deployedProcessDefinitions: null };
    expect(second).toMatchObject({ id: first.id, deployedProcessDefinitions: null });
    expect(await server.ok('GET', '/process-definition/count?key=same')).toEqual({ count: 1 });
  });
});

describe('limits of requests', () => {
  const fetchStatus = async (given: object) =>
    (await server.call('POST', '/external-task/fetchAndLock', fetchBody(given))).status;
  const topics = (lockDuration: number, count = 1) => ({
    topics: Array.from({ length: count }, (_, index) => ({ topicName: `t${index}`, lockDuration })),
  });

  it('keep fetchAndLock within its bounds', async () => {
    expect(await fetchStatus({ maxTasks: MAX_FETCH_TASKS - 1 })).toBe(200);
    expect(await fetchStatus({ maxTasks: MAX_FETCH_TASKS })).toBe(200);
    expect(await fetchStatus({ maxTasks: MAX_FETCH_TASKS + 1 })).toBe(400);
    expect(await fetchStatus({ maxTasks: 0 })).toBe(200);
    expect(await fetchStatus({ maxTasks: -1 })).toBe(400);
    expect(await fetchStatus(topics(MAX_LOCK_DURATION_MS))).toBe(200);
    expect(await fetchStatus(topics(MAX_LOCK_DURATION_MS + 1))).toBe(400);
    expect(await fetchStatus(topics(1))).toBe(200);
    expect(await fetchStatus(topics(0))).toBe(400);
    expect(await fetchStatus(topics(1, MAX_FETCH_TOPICS))).toBe(200);
    expect(await fetchStatus(topics(1, MAX_FETCH_TOPICS + 1))).toBe(400);
    expect(await fetchStatus({ asyncResponseTimeout: MAX_ASYNC_RESPONSE_TIMEOUT_MS + 1 })).toBe(400);
    expect(await fetchStatus({ workerId: '' })).toBe(400);
  });

  it('refuse a body that is too large before reading it all', async () => {
    const padded = (bytes: number) => `{"name":"${'n'.repeat(bytes - 11)}"}`;
    const status = async (bytes: number) => {
      const response = await fetch(`${server.url}/signal`, { method: 'POST', body: padded(bytes) });
      return response.status;
    };
    expect(padded(100)).toHaveLength(100);
    expect(await status(MAX_JSON_BODY_BYTES)).toBe(204);
    expect(await status(MAX_JSON_BODY_BYTES + 1)).toBe(413);
  });

  it('refuse keys that reach for prototypes', async () => {
    const response = await fetch(`${server.url}/process-definition/key/review/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"variables":{"__proto__":{"value":1}}}',
    });
    expect(response.status).toBe(400);
  });
});

describe('a long poll', () => {
  it('ends empty when its time is over', async () => {
    const started = Date.now();
    expect(await server.ok('POST', '/external-task/fetchAndLock', fetchBody({ asyncResponseTimeout: 300 }))).toEqual(
      [],
    );
    expect(Date.now() - started).toBeGreaterThanOrEqual(290);
  });

  it('of a caller that went away locks nothing', async () => {
    const body = JSON.stringify({
      workerId: 'gone',
      maxTasks: 5,
      asyncResponseTimeout: 20_000,
      topics: [{ topicName: 't', lockDuration: 100_000 }],
    });
    await new Promise<void>((resolve) => {
      const request = http.request(`${server.url}/external-task/fetchAndLock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      request.on('error', () => resolve());
      request.end(body);
      setTimeout(() => request.destroy(), 150);
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.start('work');
    const fetched = await server.ok<object[]>('POST', '/external-task/fetchAndLock', {
      workerId: 'here',
      maxTasks: 1,
      topics: [{ topicName: 't', lockDuration: 1000 }],
    });
    expect(fetched).toMatchObject([{ workerId: 'here', topicName: 't', variables: {}, priority: 0, retries: null }]);
  });
});

describe('a long poll beside a lock', () => {
  it('gets the task when the lock of a worker that died expires', async () => {
    const own = await engineServer();
    try {
      await own.deploy({ 'work.bpmn': WORK });
      await own.start('work');
      const poll = (workerId: string, lockDuration: number, given: object = {}) =>
        own.ok<{ workerId: string }[]>('POST', '/external-task/fetchAndLock', {
          workerId,
          maxTasks: 1,
          topics: [{ topicName: 't', lockDuration }],
          ...given,
        });
      expect(await poll('dead', 400)).toHaveLength(1);
      const started = Date.now();
      expect(await poll('alive', 1000, { asyncResponseTimeout: 10_000 })).toMatchObject([{ workerId: 'alive' }]);
      expect(Date.now() - started).toBeLessThan(5_000);
    } finally {
      await own.close();
    }
  });
});

describe('a foreign page or machine', () => {
  const withHeader = (name: string, value: string) =>
    new Promise<number>((resolve, reject) => {
      http
        .get(`${server.url}/version`, { headers: { [name]: value } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
        .on('error', reject);
    });

  it('is refused', async () => {
    expect(await withHeader('Origin', 'https://example.com')).toBe(403);
    expect(await withHeader('Host', 'example.com')).toBe(403);
    expect(await withHeader('Origin', 'http://localhost:5173')).toBe(200);
  });
});
