import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RESOURCES } from '@anliu/engine-protocol';
import { line, model } from '../support/engine-server.js';
import { authorizingEngine } from './callers.js';
import type { AuthorizingEngine, Caller } from './callers.js';

const {
  Task: TASK,
  ProcessDefinition: DEFINITION,
  ProcessInstance: INSTANCE,
  Deployment: DEPLOYMENT,
  Filter: FILTER,
} = RESOURCES;
const GLOBAL = 0;
const REVOKE = 2;

let engine: AuthorizingEngine;
let li: Caller;
beforeEach(async () => {
  engine = await authorizingEngine();
  li = await engine.as('li', ['inspectors']);
  await deploy(
    'a',
    line(
      '<startEvent id="s"/>',
      '<userTask id="t" camunda:candidateGroups="chiefs"/>',
      '<serviceTask id="x" camunda:type="external" camunda:topic="topic"/>',
      '<endEvent id="e"/>',
    ),
  );
  await deploy('b', line('<startEvent id="s"/>', '<userTask id="t"/>', '<endEvent id="e"/>'));
});
afterEach(() => engine.close());

async function deploy(key: string, content: string, before = '', caller = engine.admin) {
  const form = new FormData();
  form.set('deployment-name', key);
  form.set(`${key}.bpmn`, new Blob([model(key, content, before)]), `${key}.bpmn`);
  return caller('POST', '/deployment/create', form);
}
const start = async (key: string, variables = {}): Promise<string> =>
  ((await engine.admin('POST', `/process-definition/key/${key}/start`, { variables })).body as { id: string }).id;
const ids = async (caller: Caller, at: string): Promise<string[]> =>
  ((await caller('GET', at)).body as { id: string }[]).map(({ id }) => id);
const taskOf = async (instance: string): Promise<string> =>
  (await ids(engine.admin, `/task?processInstanceId=${instance}`))[0] ?? '';

describe('what binds', () => {
  it('nothing said means no, and the refusal names every right of which one would have been enough', async () => {
    const task = await taskOf(await start('a'));
    const refused = await li('POST', `/task/${task}/complete`, {});
    expect(refused).toMatchObject({
      status: 403,
      body: {
        type: 'AuthorizationException',
        userId: 'li',
        permissionName: null,
        missingAuthorizations: [
          { permissionName: 'TASK_WORK', resourceName: 'Task', resourceId: task },
          { permissionName: 'TASK_WORK', resourceName: 'ProcessDefinition', resourceId: 'a' },
          { permissionName: 'UPDATE', resourceName: 'Task', resourceId: task },
          { permissionName: 'UPDATE_TASK', resourceName: 'ProcessDefinition', resourceId: 'a' },
        ].map((one) => expect.objectContaining(one) as unknown),
      },
    });
    expect((refused.body as { message: string }).message).toContain(
      `The user with id 'li' does not have one of the following permissions: 'TASK_WORK' permission on resource '${task}' of type 'Task' or `,
    );
  });

  it('a single missing right is named in the old fields too', async () => {
    expect((await li('POST', '/deployment/create', new FormData())).body).toMatchObject({
      type: 'AuthorizationException',
      message: "The user with id 'li' does not have 'CREATE' permission on resource 'Deployment'.",
      permissionName: 'CREATE',
      resourceName: 'Deployment',
      resourceId: null,
    });
  });

  it('a definition is read with its right by id, and is unknown without it by key', async () => {
    const [id = ''] = await ids(engine.admin, '/process-definition?key=a');
    expect((await li('GET', `/process-definition/${id}`)).status).toBe(403);
    expect((await li('GET', '/process-definition/key/a')).status).toBe(404);
    await engine.grant({ userId: 'li', resourceType: DEFINITION, resourceId: 'a', permissions: ['READ'] });
    expect((await li('GET', `/process-definition/${id}/xml`)).status).toBe(200);
    expect((await li('GET', '/process-definition/key/a')).status).toBe(200);
    expect((await li('GET', '/process-definition/key/b')).status).toBe(404);
  });

  it('starting needs both rights, on instances and on the definition', async () => {
    const [id = ''] = await ids(engine.admin, '/process-definition?key=a');
    const begin = async () => (await li('POST', `/process-definition/${id}/start`, {})).status;
    await engine.grant({ userId: 'li', resourceType: DEFINITION, resourceId: 'a', permissions: ['CREATE_INSTANCE'] });
    expect(await begin()).toBe(403);
    await engine.grant({ userId: 'li', resourceType: INSTANCE, permissions: ['CREATE'] });
    expect(await begin()).toBe(200);
    expect((await li('GET', '/process-instance')).body).toEqual([]);
  });

  it('administrators are a group that may do everything, as soon as it is enforced', async () => {
    const chief = await engine.as('chief', ['camunda-admin']);
    expect((await chief('GET', '/authorization/count')).body).not.toEqual({ count: 0 });
    expect((await chief('POST', '/user/li/unlock')).status).toBe(204);
    expect((await li('POST', '/user/li/unlock')).status).toBe(403);
  });

  it('nobody is bound where it is not switched on', async () => {
    const open = await authorizingEngine('off');
    const anybody = await open.as('anybody');
    expect((await anybody('GET', '/authorization')).status).toBe(200);
    expect((await anybody('POST', '/user/create', { profile: { id: 'wang' } })).status).toBe(204);
    expect((await open.admin('GET', '/authorization/count')).body).toEqual({ count: 0 });
    await open.close();
  });
});

describe('what is said of whom', () => {
  const tasks = async () => (await ids(li, '/task')).length;
  const counted = async () => ((await li('GET', '/task/count')).body as { count: number }).count;

  it('a query and its count answer only what may be read', async () => {
    const [first, second] = [await start('a'), await start('a')];
    await start('b');
    await engine.grant({ userId: 'li', resourceType: TASK, resourceId: await taskOf(first), permissions: ['READ'] });
    expect([await tasks(), await counted()]).toEqual([1, 1]);
    await engine.grant({ userId: 'li', resourceType: DEFINITION, resourceId: 'a', permissions: ['READ_TASK'] });
    expect([await tasks(), await counted()]).toEqual([2, 2]);
    expect((await li('GET', `/task/${await taskOf(second)}`)).status).toBe(200);
    await engine.grant({ groupId: 'inspectors', resourceType: DEFINITION, permissions: ['READ_TASK'] });
    expect([await tasks(), await counted()]).toEqual([3, 3]);
  });

  // user before groups before everybody, the named resource before any, a grant before a revoke
  it.each([
    ['everybody may', [{ type: GLOBAL, userId: '*' }], true],
    [
      'everybody may, this user not',
      [
        { type: GLOBAL, userId: '*' },
        { type: REVOKE, userId: 'li' },
      ],
      false,
    ],
    [
      'everybody may, a group of the user not',
      [
        { type: GLOBAL, userId: '*' },
        { type: REVOKE, groupId: 'inspectors' },
      ],
      false,
    ],
    [
      'a group may not, the user may',
      [
        { type: REVOKE, groupId: 'inspectors' },
        { type: 1, userId: 'li' },
      ],
      true,
    ],
    [
      'the group may, the user not',
      [
        { type: 1, groupId: 'inspectors' },
        { type: REVOKE, userId: 'li' },
      ],
      false,
    ],
    [
      'the user may, but not with this one',
      [
        { type: 1, userId: 'li' },
        { type: REVOKE, userId: 'li', resourceId: 'a' },
      ],
      false,
    ],
    [
      'the user may not, but with this one',
      [
        { type: REVOKE, userId: 'li' },
        { type: 1, userId: 'li', resourceId: 'a' },
      ],
      true,
    ],
    [
      'granted and revoked alike',
      [
        { type: REVOKE, userId: 'li' },
        { type: 1, userId: 'li' },
      ],
      true,
    ],
    [
      'another group is revoked',
      [
        { type: 1, userId: 'li' },
        { type: REVOKE, groupId: 'chiefs' },
      ],
      true,
    ],
    [
      'only another permission is revoked',
      [
        { type: 1, userId: 'li' },
        { type: REVOKE, userId: 'li', permissions: ['DELETE'] },
      ],
      true,
    ],
  ])('%s', async (_, said, may) => {
    for (const one of said) await engine.grant({ resourceType: DEFINITION, permissions: ['READ'], ...one });
    const [id = ''] = await ids(engine.admin, '/process-definition?key=a');
    expect((await li('GET', `/process-definition/${id}`)).status).toBe(may ? 200 : 403);
    // The list says the same as the single answer.
    expect(await ids(li, '/process-definition?key=a')).toHaveLength(may ? 1 : 0);
    const asked = `/authorization/check?permissionName=READ&resourceName=x&resourceType=${DEFINITION}&resourceId=a`;
    expect((await li('GET', asked)).body).toMatchObject({ authorized: may });
  });
});

describe('what comes with things', () => {
  it('whoever a task is given to may see and work on it, and it is gone with the task', async () => {
    const task = await taskOf(await start('b'));
    expect((await li('GET', `/task/${task}`)).status).toBe(404);
    await engine.admin('POST', `/task/${task}/assignee`, { userId: 'li' });
    expect((await li('GET', `/task/${task}`)).status).toBe(200);
    expect((await li('POST', `/task/${task}/complete`, {})).status).toBe(204);
    expect((await engine.admin('GET', `/authorization/count?resourceType=${TASK}&resourceId=${task}`)).body).toEqual({
      count: 0,
    });
  });

  it('candidates may claim and complete', async () => {
    const task = await taskOf(await start('a'));
    const chief = await engine.as('chief', ['chiefs']);
    expect(await ids(chief, '/task')).toEqual([task]);
    expect((await chief('POST', `/task/${task}/claim`, { userId: 'chief' })).status).toBe(204);
    expect((await chief('POST', `/task/${task}/complete`, {})).status).toBe(204);
  });

  it('the owner of a filter has all of it, others nothing', async () => {
    await engine.grant({ userId: 'li', resourceType: FILTER, permissions: ['CREATE'] });
    const made = await li('POST', '/filter/create', { resourceType: 'Task', name: 'mine', owner: 'li', query: {} });
    const { id } = made.body as { id: string };
    expect((await li('GET', `/filter/${id}/list`)).status).toBe(200);
    const wang = await engine.as('wang');
    expect((await wang('GET', `/filter/${id}/list`)).status).toBe(403);
    expect((await li('DELETE', `/filter/${id}`)).status).toBe(204);
    expect((await engine.admin('GET', `/authorization/count?resourceType=${FILTER}&resourceId=${id}`)).body).toEqual({
      count: 0,
    });
  });

  it('who deploys may read and delete the deployment', async () => {
    await engine.grant({ userId: 'li', resourceType: DEPLOYMENT, permissions: ['CREATE'] });
    const { id } = (await deploy('c', line('<startEvent id="s"/>', '<endEvent id="e"/>'), '', li)).body as {
      id: string;
    };
    expect(await ids(li, '/deployment')).toEqual([id]);
    expect((await li('DELETE', `/deployment/${id}`)).status).toBe(204);
  });

  it('users have themselves, members their group', async () => {
    expect(await ids(li, '/user')).toEqual(['li']);
    expect(await ids(li, '/group')).toEqual(['inspectors']);
    expect(
      (await li('PUT', '/user/li/profile', { id: 'li', firstName: 'Si', lastName: null, email: null })).status,
    ).toBe(204);
    expect((await li('DELETE', '/user/chief')).status).toBe(403);
  });
});

describe('what the engine itself chooses', () => {
  it('a message reaches only what its sender may change; a refused one has reached nobody', async () => {
    await deploy(
      'm',
      line(
        '<startEvent id="s"/>',
        '<intermediateCatchEvent id="c"><messageEventDefinition messageRef="called"/></intermediateCatchEvent>',
        '<endEvent id="e"/>',
      ),
      '<message id="called" name="called"/>',
    );
    const [mine, other] = [await start('m'), await start('m')];
    await engine.grant({ userId: 'li', resourceType: INSTANCE, resourceId: mine, permissions: ['UPDATE'] });
    expect((await li('POST', '/message', { messageName: 'called', all: true })).status).toBe(403);
    expect((await ids(engine.admin, '/process-instance?processDefinitionKey=m')).sort()).toEqual([mine, other].sort());
    expect((await li('POST', '/message', { messageName: 'called', processInstanceId: mine })).status).toBe(204);
    expect(await ids(engine.admin, '/process-instance?processDefinitionKey=m')).toEqual([other]);
  });

  it('a signal that would also start what its sender may not start reaches nobody', async () => {
    await deploy(
      'r',
      line(
        '<startEvent id="s"><signalEventDefinition signalRef="m"/></startEvent>',
        '<userTask id="t"/>',
        '<endEvent id="e"/>',
      ),
      '<signal id="m" name="rung"/>',
    );
    expect((await li('POST', '/signal', { name: 'rung' })).status).toBe(403);
    expect(await ids(engine.admin, '/process-instance?processDefinitionKey=r')).toEqual([]);
    await engine.grant({ userId: 'li', resourceType: INSTANCE, permissions: ['CREATE'] });
    await engine.grant({ userId: 'li', resourceType: DEFINITION, resourceId: 'r', permissions: ['CREATE_INSTANCE'] });
    expect((await li('POST', '/signal', { name: 'rung' })).status).toBe(204);
    expect(await ids(engine.admin, '/process-instance?processDefinitionKey=r')).toHaveLength(1);
  });

  it('a worker fetches only the tasks of instances it may read and change, also while it waits', async () => {
    const instance = await start('a');
    const input = { workerId: 'w', maxTasks: 5, topics: [{ topicName: 'topic', lockDuration: 60_000 }] };
    const waiting = li('POST', '/external-task/fetchAndLock', { ...input, asyncResponseTimeout: 20_000 });
    await engine.admin('POST', `/task/${await taskOf(instance)}/complete`, {});
    expect((await li('POST', '/external-task/fetchAndLock', input)).body).toEqual([]);
    const permissions = ['READ_INSTANCE', 'UPDATE_INSTANCE'];
    await engine.grant({ userId: 'li', resourceType: DEFINITION, resourceId: 'a', permissions });
    expect((await waiting).body).toMatchObject([{ processInstanceId: instance }]);
  });

  it('jobs run in nobody’s name: what a process does by itself needs no right', async () => {
    await deploy(
      'j',
      line('<startEvent id="s" camunda:asyncBefore="true"/>', '<userTask id="t"/>', '<endEvent id="e"/>'),
    );
    const [id = ''] = await ids(engine.admin, '/process-definition?key=j');
    await engine.grant({ userId: 'li', resourceType: INSTANCE, permissions: ['CREATE'] });
    await engine.grant({ userId: 'li', resourceType: DEFINITION, resourceId: 'j', permissions: ['CREATE_INSTANCE'] });
    expect((await li('POST', `/process-definition/${id}/start`, {})).status).toBe(200);
    const [job = ''] = await ids(engine.admin, '/job');
    expect((await li('POST', `/job/${job}/execute`)).status).toBe(403);
    await engine.server.standalone.engine.jobs.execute(job);
    expect(await ids(engine.admin, '/task?processDefinitionKey=j')).toHaveLength(1);
  });
});
