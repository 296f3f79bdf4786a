import { afterAll, beforeAll, expect, it } from 'vitest';
import { REQUIREMENTS, engineOperations } from '@anliu/engine-rest';
import { line, model } from '../support/engine-server.js';
import { authorizingEngine } from './callers.js';
import type { AuthorizingEngine, Caller } from './callers.js';

/** In everything a stranger must not see. */
const SECRET = 'only-for-those-who-may';

let engine: AuthorizingEngine;
let stranger: Caller;
/** An existing id for every parameter of the paths. */
const ids: Record<string, Readonly<Record<string, string>>> = {};

const PROCESS = model(
  `${SECRET}-process`,
  line(
    '<startEvent id="s"/>',
    `<userTask id="t" name="${SECRET}" camunda:assignee="${SECRET}-person"/>`,
    '<serviceTask id="x" camunda:type="external" camunda:topic="topic"/>',
    '<endEvent id="e"/>',
  ),
);
const WORKED = model(
  `${SECRET}-work`,
  line(
    '<startEvent id="s"/>',
    '<serviceTask id="x" camunda:type="external" camunda:topic="topic"/>',
    '<endEvent id="e"/>',
  ),
);
const TIMED = model(
  `${SECRET}-timed`,
  line(
    '<startEvent id="s"/>',
    '<intermediateCatchEvent id="c"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    '<endEvent id="e"/>',
  ),
);
const HEARING = model(
  `${SECRET}-hearing`,
  line(
    '<startEvent id="s"/>',
    '<intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>',
    '<endEvent id="e"/>',
  ),
  '<message id="m" name="called"/>',
);
const SIGNALLED = model(
  `${SECRET}-signalled`,
  line(
    '<startEvent id="s"/>',
    '<intermediateCatchEvent id="c"><signalEventDefinition signalRef="m"/></intermediateCatchEvent>',
    '<endEvent id="e"/>',
  ),
  '<signal id="m" name="rung"/>',
);
const DECISION = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${SECRET}-drd" name="${SECRET}" namespace="test">
  <decision id="${SECRET}-decision" name="${SECRET}"><literalExpression><text>1</text></literalExpression></decision>
</definitions>`;

beforeAll(async () => {
  engine = await authorizingEngine();
  const { admin } = engine;
  const ok = async <T>(method: string, at: string, body?: unknown): Promise<T> => {
    const answer = await admin(method, at, body);
    if (answer.status >= 300) throw new Error(`${method} ${at}: ${answer.status} ${answer.text}`);
    return answer.body as T;
  };
  const first = async (at: string): Promise<string> => (await ok<{ id: string }[]>('GET', at))[0]?.id ?? '';
  const form = new FormData();
  form.set('deployment-name', SECRET);
  for (const [name, xml] of Object.entries({
    'a.bpmn': PROCESS,
    'b.bpmn': WORKED,
    'c.bpmn': TIMED,
    'd.bpmn': HEARING,
    'f.bpmn': SIGNALLED,
    'e.dmn': DECISION,
  }))
    form.set(name, new Blob([xml]), name);
  const deployment = await ok<{ id: string }>('POST', '/deployment/create', form);
  const start = async (key: string): Promise<string> =>
    (
      await ok<{ id: string }>('POST', `/process-definition/key/${SECRET}-${key}/start`, {
        businessKey: SECRET,
        variables: { secret: { type: 'String', value: SECRET } },
      })
    ).id;
  const instance = await start('process');
  await start('work');
  await start('timed');
  const hearing = await start('hearing');
  await start('signalled');
  await ok('POST', `/decision-definition/key/${SECRET}-decision/evaluate`, { variables: {} });
  const task = await first('/task');
  const comment = await ok<{ id: string }>('POST', `/task/${task}/comment/create`, { message: SECRET });
  const filter = await ok<{ id: string }>('POST', '/filter/create', { resourceType: 'Task', name: SECRET, query: {} });
  await ok('POST', '/group/create', { id: `${SECRET}-group`, name: SECRET, type: 'x' });
  await ok('POST', '/tenant/create', { id: `${SECRET}-tenant`, name: SECRET });
  await ok('POST', '/user/create', {
    profile: { id: `${SECRET}-person` },
    credentials: { password: 'secret-password' },
  });
  const batch = await ok<{ id: string }>('POST', '/process-instance/variables-async', {
    processInstanceIds: [hearing],
    variables: { x: { value: 1 } },
  });
  const failing = await first('/job?processDefinitionKey=' + `${SECRET}-timed`);
  const hearingExecution = await first(`/execution?processInstanceId=${hearing}`);
  const incident = await ok<{ id: string }>('POST', `/execution/${hearingExecution}/create-incident`, {
    incidentType: 'odd',
    configuration: 'c',
    message: SECRET,
  });
  const decision = await first('/decision-definition');
  const history = async (what: string): Promise<string> => first(`/history/${what}`);
  Object.assign(ids, {
    'process-definition': { id: await first(`/process-definition?key=${SECRET}-process`), key: `${SECRET}-process` },
    'process-instance': { id: instance, varName: 'secret', commentId: comment.id },
    execution: { id: instance, varName: 'secret', messageName: 'called' },
    'variable-instance': { id: await first('/variable-instance') },
    task: { id: task, varName: 'secret', commentId: comment.id, attachmentId: 'none' },
    'external-task': { id: await first('/external-task') },
    job: { id: failing },
    'job-definition': { id: await first('/job-definition') },
    incident: { id: incident.id },
    deployment: { id: deployment.id, resourceId: await first(`/deployment/${deployment.id}/resources`) },
    'decision-definition': { id: decision, key: `${SECRET}-decision` },
    'decision-requirements-definition': { id: await first('/decision-requirements-definition'), key: `${SECRET}-drd` },
    filter: { id: filter.id },
    user: { id: `${SECRET}-person` },
    group: { id: `${SECRET}-group`, userId: `${SECRET}-person` },
    tenant: { id: `${SECRET}-tenant`, userId: `${SECRET}-person`, groupId: `${SECRET}-group` },
    authorization: { id: await first('/authorization') },
    batch: { id: batch.id },
    'history/process-instance': { id: instance },
    'history/activity-instance': { id: await history('activity-instance') },
    'history/variable-instance': { id: await history('variable-instance') },
    'history/detail': { id: await history('detail') },
    'history/job-log': { id: await history('job-log') },
    'history/external-task-log': { id: await history('external-task-log') },
    'history/decision-instance': { id: await history('decision-instance') },
    'history/batch': { id: batch.id },
    'history/process-definition': { id: await first(`/process-definition?key=${SECRET}-process`) },
    'history/decision-requirements-definition': { id: await first('/decision-requirements-definition') },
    'history/user-operation': {
      operationId: (await ok<{ operationId: string }[]>('GET', '/history/user-operation'))[0]?.operationId ?? '',
    },
  });
  stranger = await engine.as('stranger');
}, 60_000);
afterAll(() => engine.close());

const operations = (): { operation: string; method: string; path: string }[] =>
  engineOperations(engine.server.standalone.engine).map(({ method, path }) => ({
    operation: `${method} ${path}`,
    method,
    path,
  }));

/** The path with ids of what is really there. */
function filled(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  const own = first === 'history' ? ids[`history/${second}`] : ids[first];
  return path.replace(
    /:(\w+)/g,
    (_, name: string) => own?.[name] ?? (name === 'tenantId' ? `${SECRET}-tenant` : 'none'),
  );
}

/** Bodies that would do something, were they let through. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /authorization/create': { type: 1, userId: 'stranger', resourceType: 7, resourceId: '*', permissions: ['ALL'] },
  'POST /filter/create': { resourceType: 'Task', name: 'mine', query: {} },
  'POST /user/create': { profile: { id: 'another' }, credentials: { password: 'secret-password' } },
  'POST /group/create': { id: 'another', name: 'x', type: 'x' },
  'POST /tenant/create': { id: 'another', name: 'x' },
  'POST /message': { messageName: 'called', all: true },
  'POST /signal': { name: 'rung' },
  'POST /external-task/fetchAndLock': {
    workerId: 'w',
    maxTasks: 10,
    topics: [{ topicName: 'topic', lockDuration: 1000 }],
  },
  'POST /task/create': { name: 'mine' },
  'PUT /user/:id/credentials': { password: 'secret-password' },
};
const WRITES = { value: 'x', userId: 'stranger', suspended: true, workerId: 'w', name: 'x', variables: {}, retries: 1 };

const digest = async (): Promise<unknown> => {
  const lists = [
    'process-instance',
    'task',
    'user',
    'group',
    'tenant',
    'filter',
    'deployment',
    'process-definition',
    'batch',
    'external-task',
    'job',
    'incident',
    'authorization',
    'variable-instance',
    'history/variable-instance',
    'history/process-instance',
  ];
  return Promise.all(lists.map(async (one) => [one, (await engine.admin('GET', `/${one}`)).text]));
};

it('every operation of the dialect says what it demands of its caller', () => {
  const known = new Set(operations().map(({ operation }) => operation));
  expect([...known].filter((operation) => !Object.hasOwn(REQUIREMENTS, operation))).toEqual([]);
  const gone = Object.entries(REQUIREMENTS).filter(([name, need]) => !known.has(name) && need !== 'filtered');
  expect(gone.map(([name]) => name)).toEqual([]);
});

it('a caller without any right sees nothing and changes nothing, whichever operation is tried', async () => {
  const before = await digest();
  const wrong: string[] = [];
  for (const { operation, method, path } of operations()) {
    const body = BODIES[operation] ?? (method === 'POST' || method === 'PUT' ? WRITES : undefined);
    const isQuery = REQUIREMENTS[operation] === 'filtered' && method === 'POST';
    const answer = await stranger(method, filled(path), isQuery ? {} : body);
    const isOpen = REQUIREMENTS[operation] === 'everyone';
    // As in Camunda: a task of a process is refused for that before anybody asks for rights.
    const isRefusedAnyway = operation === 'DELETE /task/:id';
    if (answer.status >= 500 && answer.status !== 501 && !isRefusedAnyway)
      wrong.push(`${operation}: ${answer.status} ${answer.text.slice(0, 200)}`);
    else if (answer.status < 300 && !isOpen) {
      const isEmpty = ['[]', '{"count":0}', '{"groups":[],"groupUsers":[]}'].includes(answer.text.replace(/\s/g, ''));
      // The engine's rows about the caller itself are the caller's to see.
      const isOwn = /^\/(user|authorization)(\/count)?$/.test(path);
      if (!isEmpty && !isOwn) wrong.push(`${operation}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
    // Refusals and links may repeat what was asked for; an answer may not tell it.
    if (answer.status < 300 && method !== 'OPTIONS' && answer.text.includes(SECRET))
      wrong.push(`${operation} tells: ${answer.text.slice(0, 200)}`);
  }
  expect(wrong).toEqual([]);
  expect(await digest()).toEqual(before);
}, 60_000);

it('administrators are refused nothing', async () => {
  const refused: string[] = [];
  for (const { operation, method, path } of operations().filter((one) => one.method === 'GET'))
    if ((await engine.admin(method, filled(path))).status === 403) refused.push(operation);
  expect(refused).toEqual([]);
});
