import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { UserOperationLogEntryDto } from '@anliu/engine-protocol';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const REVIEW = model(
  'review',
  line('<startEvent id="s"/>', '<userTask id="check" name="检查"/>', '<userTask id="close"/>', '<endEvent id="e"/>'),
);
const WORK = model(
  'work',
  line(
    '<startEvent id="s" camunda:asyncAfter="true"/>',
    '<serviceTask id="do" camunda:type="external" camunda:topic="t"/>',
    '<endEvent id="e"/>',
  ),
);

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer('off', { authenticate: () => 'zhang' });
  await server.deploy({ 'review.bpmn': REVIEW, 'work.bpmn': WORK });
});
afterAll(() => server.close());

const entries = (query: string) =>
  server.ok<UserOperationLogEntryDto[]>('GET', `/history/user-operation?sortBy=timestamp&sortOrder=asc&${query}`);
type Told = [operationType: string, property: string | null, orgValue: string | null, newValue: string | null];
const told = async (query: string): Promise<Told[]> =>
  (await entries(query)).map((one) => [one.operationType, one.property, one.orgValue, one.newValue]);
const count = async () => (await server.ok<{ count: number }>('GET', '/history/user-operation/count')).count;
const firstOf = async (list: string) => (await server.ok<{ id: string }[]>('GET', list))[0]?.id ?? '';
const taskOf = (instance: string) => firstOf(`/task?processInstanceId=${instance}`);

/** What a call adds to the log. */
async function logged(call: () => Promise<unknown>): Promise<UserOperationLogEntryDto[]> {
  const before = new Set((await entries('')).map(({ id }) => id));
  await call();
  return (await entries('')).filter(({ id }) => !before.has(id));
}
const short = (rows: readonly UserOperationLogEntryDto[]) =>
  rows.map(({ entityType, operationType, property, newValue }) => [entityType, operationType, property, newValue]);

describe('what a user does to a task', () => {
  it('is in the log with old and new values, in the context of its process', async () => {
    const id = await server.start('review');
    const task = await taskOf(id);
    await server.ok('POST', `/task/${task}/claim`, { userId: 'zhang' });
    await server.ok('POST', `/task/${task}/delegate`, { userId: 'li' });
    await server.ok('POST', `/task/${task}/resolve`, {});
    await server.ok('POST', `/task/${task}/assignee`, { userId: 'wang' });
    await server.ok('POST', `/task/${task}/assignee`, { userId: 'wang' });
    await server.ok('POST', `/task/${task}/identity-links`, { groupId: 'office', type: 'candidate' });
    await server.ok('PUT', `/task/${task}/variables/level`, { value: 1, type: 'Integer' });
    await server.ok('POST', `/task/${task}/complete`, {});
    expect(await told(`taskId=${task}`)).toEqual([
      ['Claim', 'assignee', null, 'zhang'],
      ['Delegate', 'assignee', 'zhang', 'li'],
      ['Delegate', 'owner', null, 'zhang'],
      ['Delegate', 'delegation', null, 'PENDING'],
      ['Resolve', 'assignee', 'li', 'zhang'],
      ['Resolve', 'delegation', 'PENDING', 'RESOLVED'],
      ['Assign', 'assignee', 'zhang', 'wang'],
      ['AddGroupLink', 'candidate', null, 'office'],
      ['SetVariable', null, null, null],
      ['Complete', 'delete', 'false', 'true'],
    ]);
    const [claim] = await entries(`taskId=${task}&operationType=Claim`);
    const [definition] = await server.ok<{ id: string; deploymentId: string }[]>(
      'GET',
      '/process-definition?key=review',
    );
    expect(claim).toMatchObject({
      userId: 'zhang',
      entityType: 'Task',
      category: 'TaskWorker',
      processInstanceId: id,
      rootProcessInstanceId: id,
      executionId: id,
      processDefinitionId: definition?.id,
      processDefinitionKey: 'review',
      deploymentId: definition?.deploymentId,
      annotation: null,
    });
  });

  it('that is of its own is told property by property, times in milliseconds', async () => {
    await server.ok('POST', '/task/create', { id: 'own', name: '催办', due: '2027-01-01T00:00:00.000+0000' });
    await server.ok('PUT', '/task/own', { name: '督办' });
    await server.ok('DELETE', '/task/own');
    expect(await told('taskId=own')).toEqual([
      ['Create', 'name', null, '催办'],
      ['Create', 'dueDate', null, String(Date.UTC(2027, 0, 1))],
      ['Update', 'name', '催办', '督办'],
      ['Update', 'dueDate', String(Date.UTC(2027, 0, 1)), null],
      ['Delete', 'delete', 'false', 'true'],
    ]);
  });

  it('that fails leaves nothing', async () => {
    const task = await taskOf(await server.start('review'));
    await server.ok('POST', `/task/${task}/delegate`, { userId: 'li' });
    const before = await count();
    expect((await server.call('POST', `/task/${task}/complete`, {})).status).toBe(500);
    expect(await count()).toBe(before);
  });
});

describe('what a user does to an instance', () => {
  it('is in the log, and the instance is started by the user', async () => {
    const id = await server.start('review', { variables: { a: { value: 1 } } });
    await server.ok('PUT', `/process-instance/${id}/suspended`, { suspended: true });
    await server.ok('PUT', `/process-instance/${id}/suspended`, { suspended: false });
    await server.ok('POST', `/process-instance/${id}/variables`, { modifications: { a: { value: 2 } } });
    await server.ok('DELETE', `/process-instance/${id}/variables/a`);
    await server.ok('POST', `/process-instance/${id}/modification`, {
      instructions: [{ type: 'startBeforeActivity', activityId: 'close' }],
      annotation: '补录',
    });
    await server.ok('DELETE', `/process-instance/${id}`);
    expect(await told(`processInstanceId=${id}`)).toEqual([
      ['Create', null, null, null],
      ['Suspend', 'suspensionState', null, 'suspended'],
      ['Activate', 'suspensionState', null, 'active'],
      ['ModifyVariable', null, null, null],
      ['RemoveVariable', null, null, null],
      ['ModifyProcessInstance', null, null, null],
      ['Delete', null, null, null],
    ]);
    const [modified] = await entries(`processInstanceId=${id}&operationType=ModifyProcessInstance`);
    expect(modified).toMatchObject({ annotation: '补录', category: 'Operator', entityType: 'ProcessInstance' });
    expect(await server.ok('GET', `/history/process-instance/${id}`)).toMatchObject({ startUserId: 'zhang' });
  });

  it('groups what one call changed, with the history of variables too', async () => {
    const id = await server.start('review', { variables: { a: { value: 1 } } });
    const [created] = await entries(`processInstanceId=${id}`);
    const [detail] = await server.ok<{ userOperationId: string }[]>('GET', `/history/detail?processInstanceId=${id}`);
    expect(detail?.userOperationId).toBe(created?.operationId);
    const before = await server.ok('GET', `/history/detail/count?userOperationId=${created?.operationId}`);
    expect(before).toEqual({ count: 1 });
  });

  it('as a batch is told with the number of instances; what the jobs of the batch do is not', async () => {
    const ids = [await server.start('review'), await server.start('review')];
    const rows = await logged(async () => {
      const batch = await server.ok<{ id: string }>('POST', '/process-instance/delete', {
        processInstanceIds: ids,
        deleteReason: '重复',
      });
      await server.ok('PUT', `/batch/${batch.id}/suspended`, { suspended: true });
      await server.ok('DELETE', `/batch/${batch.id}?cascade=true`);
    });
    expect(short(rows)).toEqual([
      ['ProcessInstance', 'Delete', 'nrOfInstances', '2'],
      ['ProcessInstance', 'Delete', 'async', 'true'],
      ['ProcessInstance', 'Delete', 'deleteReason', '重复'],
      ['Batch', 'SuspendBatch', 'suspensionState', 'suspended'],
      ['Batch', 'Delete', 'cascadeToHistory', 'true'],
    ]);
    expect(new Set(rows.slice(0, 3).map(({ operationId }) => operationId)).size).toBe(1);
  });
});

describe('what an operator does to jobs and external tasks', () => {
  it('is in the log', async () => {
    const id = await server.start('work');
    const job = await firstOf(`/job?processInstanceId=${id}`);
    const rows = await logged(async () => {
      await server.ok('PUT', `/job/${job}/retries`, { retries: 2 });
      await server.ok('PUT', `/job/${job}/suspended`, { suspended: true });
      await server.ok('PUT', `/job/${job}/suspended`, { suspended: false });
      await server.ok('PUT', `/job/${job}/priority`, { priority: 7 });
      await server.ok('POST', `/job/${job}/execute`);
      const task = await firstOf(`/external-task?processInstanceId=${id}`);
      await server.ok('PUT', `/external-task/${task}/retries`, { retries: 5 });
      await server.ok('PUT', `/external-task/${task}/priority`, { priority: 9 });
      await server.ok('POST', `/external-task/${task}/unlock`);
    });
    expect(short(rows)).toEqual([
      ['Job', 'SetJobRetries', 'retries', '2'],
      ['Job', 'SuspendJob', 'suspensionState', 'suspended'],
      ['Job', 'ActivateJob', 'suspensionState', 'active'],
      ['Job', 'SetPriority', 'priority', '7'],
      ['Job', 'Execute', null, null],
      ['ExternalTask', 'SetExternalTaskRetries', 'retries', '5'],
      ['ExternalTask', 'SetPriority', 'priority', '9'],
      ['ExternalTask', 'Unlock', null, null],
    ]);
    expect(rows[0]).toMatchObject({ jobId: job, processInstanceId: id, orgValue: '3', category: 'Operator' });
    expect(await entries(`jobId=${job}&entityTypeIn=Job,Task&categoryIn=Operator`)).toHaveLength(5);
  });
});

describe('what an administrator does', () => {
  it('to deployments and definitions is in the log', async () => {
    const rows = await logged(async () => {
      const { body } = await server.deploy({ 'other.bpmn': REVIEW.replace(/review/g, 'other') });
      const [definition] = await server.ok<{ id: string }[]>('GET', '/process-definition?key=other');
      await server.ok('PUT', `/process-definition/${definition?.id}/suspended`, { suspended: true });
      await server.ok('PUT', `/process-definition/${definition?.id}/history-time-to-live`, { historyTimeToLive: 5 });
      await server.ok('DELETE', `/deployment/${(body as { id: string }).id}?cascade=true`);
    });
    expect(short(rows)).toEqual([
      ['Deployment', 'Create', 'duplicateFilterEnabled', 'false'],
      ['ProcessDefinition', 'SuspendProcessDefinition', 'suspensionState', 'suspended'],
      ['ProcessDefinition', 'SuspendProcessDefinition', 'includeProcessInstances', 'false'],
      ['ProcessDefinition', 'UpdateHistoryTimeToLive', 'historyTimeToLive', '5'],
      ['Deployment', 'Delete', 'cascade', 'true'],
    ]);
  });

  it('to users, groups, authorizations and filters is in the log', async () => {
    const rows = await logged(async () => {
      await server.ok('POST', '/user/create', { profile: { id: 'li' }, credentials: { password: 'secret' } });
      await server.ok('POST', '/group/create', { id: 'office', name: '办公室', type: 'WORKFLOW' });
      await server.ok('PUT', '/group/office/members/li');
      await server.ok('DELETE', '/user/li');
      const filter = await server.ok<{ id: string }>('POST', '/filter/create', {
        resourceType: 'Task',
        name: '我的',
        query: {},
        properties: {},
      });
      await server.ok('DELETE', `/filter/${filter.id}`);
    });
    expect(short(rows).map(([entity, operation, property]) => [entity, operation, property])).toEqual([
      ['User', 'Create', 'userId'],
      ['Group', 'Create', 'groupId'],
      ['Group membership', 'Create', 'userId'],
      ['Group membership', 'Create', 'groupId'],
      ['User', 'Delete', 'userId'],
      ['Filter', 'Create', 'filterId'],
      ['Filter', 'Delete', 'filterId'],
    ]);
  });
});

describe('an annotation', () => {
  it('belongs to everything one operation changed, and is logged itself', async () => {
    const task = await taskOf(await server.start('review'));
    await server.ok('POST', `/task/${task}/delegate`, { userId: 'li' });
    const [first] = await entries(`taskId=${task}`);
    const at = `/history/user-operation/${first?.operationId}`;
    const rows = await logged(() => server.ok('PUT', `${at}/set-annotation`, { annotation: '出差' }));
    expect((await entries(`taskId=${task}`)).map(({ annotation }) => annotation)).toEqual(['出差', '出差']);
    expect(short(rows)).toEqual([['OperationLog', 'SetAnnotation', 'operationId', first?.operationId]]);
    await server.ok('PUT', `${at}/clear-annotation`);
    expect((await entries(`taskId=${task}`)).map(({ annotation }) => annotation)).toEqual([null, null]);
    expect((await server.call('PUT', '/history/user-operation/none/set-annotation', { annotation: 'x' })).status).toBe(
      400,
    );
  });
});

describe('a comment', () => {
  it('names its author, is changed in the name of who changes it, and both are logged', async () => {
    const id = await server.start('review');
    const task = await taskOf(id);
    const { id: comment } = await server.ok<{ id: string }>('POST', `/task/${task}/comment/create`, {
      message: '请补材料',
    });
    expect(await server.ok('GET', `/task/${task}/comment/${comment}`)).toMatchObject({ userId: 'zhang' });
    await server.ok('PUT', `/task/${task}/comment`, { id: comment, message: '已补' });
    await server.ok('DELETE', `/process-instance/${id}/comment/${comment}`);
    expect(await told(`processInstanceId=${id}&entityType=Comment`)).toEqual([
      ['UpdateComment', 'comment', '请补材料', '已补'],
      ['DeleteComment', 'comment', null, null],
    ]);
    expect((await server.call('DELETE', `/task/${task}/comment/${comment}`)).status).toBe(404);
  });
});

describe('an anonymous caller', () => {
  let anonymous: EngineServer | undefined;
  afterEach(() => anonymous?.close());

  it('leaves no entry in the log of operations', async () => {
    anonymous = await engineServer();
    await anonymous.deploy({ 'review.bpmn': REVIEW });
    await anonymous.start('review');
    expect(await anonymous.ok('GET', '/history/user-operation/count')).toEqual({ count: 0 });
  });
});
