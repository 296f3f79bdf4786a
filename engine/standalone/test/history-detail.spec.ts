import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoricDetailDto, HistoricFormFieldDto, HistoricVariableUpdateDto } from '@anliu/engine-protocol';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const REVIEW = model(
  'review',
  line('<startEvent id="s"/>', '<userTask id="check"/>', '<userTask id="close"/>', '<endEvent id="e"/>'),
);

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer();
  await server.deploy({ 'review.bpmn': REVIEW });
});
afterAll(() => server.close());

const details = (query: string) =>
  server.ok<HistoricDetailDto[]>('GET', `/history/detail?sortBy=occurrence&sortOrder=asc&${query}`);
const updates = async (query: string) =>
  (await details(query)).filter((one): one is HistoricVariableUpdateDto => one.type === 'variableUpdate');
const taskOf = async (instance: string) =>
  (await server.ok<{ id: string }[]>('GET', `/task?processInstanceId=${instance}`))[0]?.id ?? '';
const started = (variables: object) => server.start('review', { variables });

describe('the history of a variable', () => {
  it('tells every value it had, when, at which activity, and at which revision', async () => {
    // given an instance started with a variable
    const id = await started({ level: { value: 'I', type: 'String' } });
    const task = await taskOf(id);
    // when it is changed by hand, on completion of a task, and removed
    await server.ok('PUT', `/process-instance/${id}/variables/level`, { value: 2, type: 'Integer' });
    await server.ok('POST', `/task/${task}/complete`, { variables: { level: { value: true, type: 'Boolean' } } });
    await server.ok('DELETE', `/process-instance/${id}/variables/level`);
    // then history has four entries, the last without a value
    const found = await updates(`processInstanceId=${id}`);
    expect(found.map(({ variableType, value, revision, initial }) => [variableType, value, revision, initial])).toEqual(
      [
        ['String', 'I', 0, true],
        ['Integer', 2, 1, false],
        ['Boolean', true, 2, false],
        ['Boolean', null, 3, false],
      ],
    );
    const [first, second, third] = found;
    expect(first).toMatchObject({ activityInstanceId: id, executionId: id, processInstanceId: id });
    expect(first).toMatchObject({ processDefinitionKey: 'review', rootProcessInstanceId: id, userOperationId: null });
    const at = await server.ok<{ id: string; activityId: string }[]>(
      'GET',
      `/history/activity-instance?processInstanceId=${id}&activityId=check`,
    );
    expect([second?.activityInstanceId, third?.activityInstanceId]).toEqual([at[0]?.id, at[0]?.id]);
    expect(new Set(found.map(({ variableInstanceId }) => variableInstanceId)).size).toBe(1);
  });

  it('also notes a change that leaves the value as it is, at the same revision', async () => {
    const id = await started({ level: { value: 'I', type: 'String' } });
    await server.ok('PUT', `/process-instance/${id}/variables/level`, { value: 'I', type: 'String' });
    expect((await updates(`processInstanceId=${id}`)).map(({ revision }) => revision)).toEqual([0, 1]);
    await server.ok('PUT', `/process-instance/${id}/variables/level`, { value: 'II', type: 'String' });
    expect((await updates(`processInstanceId=${id}`)).map(({ revision }) => revision)).toEqual([0, 1, 1]);
  });

  it('is found by its filters and counted', async () => {
    const id = await started({ Level: { value: 'I', type: 'String' }, count: { value: 1, type: 'Integer' } });
    const task = await taskOf(id);
    await server.ok('PUT', `/task/${task}/localVariables/own`, { value: 'x', type: 'String' });
    const names = async (query: string) =>
      (await updates(`processInstanceId=${id}&${query}`)).map(({ variableName }) => variableName);
    expect(await names('variableNameLike=lev%25')).toEqual(['Level']);
    expect(await names('variableTypeIn=Integer,Long')).toEqual(['count']);
    expect(await names(`taskId=${task}`)).toEqual(['own']);
    expect(await names('excludeTaskDetails=true')).toEqual(['Level', 'count']);
    expect(await names('initial=true')).toEqual(['Level', 'count']);
    expect(await names('caseInstanceId=none')).toEqual([]);
    expect(await names('occurredBefore=2000-01-01T00:00:00.000%2B0000')).toEqual([]);
    expect(await server.ok('GET', `/history/detail/count?processInstanceId=${id}`)).toEqual({ count: 3 });
    const paged = await server.ok<HistoricVariableUpdateDto[]>('POST', '/history/detail?firstResult=1&maxResults=1', {
      processInstanceIdIn: [id],
      sorting: [{ sortBy: 'variableName', sortOrder: 'desc' }],
    });
    expect(paged.map(({ variableName }) => variableName)).toEqual(['count']);
  });

  it('goes with the variable, and with the instance, when that is deleted from history', async () => {
    const id = await started({ level: { value: 'I', type: 'String' }, other: { value: 1, type: 'Integer' } });
    const [first] = await updates(`processInstanceId=${id}&variableNameLike=level`);
    await server.ok('DELETE', `/process-instance/${id}`);
    await server.ok('DELETE', `/history/variable-instance/${first?.variableInstanceId}`);
    expect((await updates(`processInstanceId=${id}`)).map(({ variableName }) => variableName)).toEqual(['other']);
    await server.ok('DELETE', `/history/process-instance/${id}`);
    expect(await details(`processInstanceId=${id}`)).toEqual([]);
  });
});

describe('one historic detail', () => {
  it('comes by its id, a file with its content', async () => {
    const file = { value: Buffer.from('图纸').toString('base64'), type: 'File', valueInfo: { filename: 'plan.txt' } };
    const id = await started({ plan: file, note: { value: 'x', type: 'String' } });
    const [plan, note] = await updates(`processInstanceId=${id}`);
    expect(await server.ok('GET', `/history/detail/${plan?.id}`)).toEqual(plan);
    expect((await server.call('GET', `/history/detail/${plan?.id}/data`)).body).toBe('图纸');
    expect((await server.call('GET', `/history/detail/${note?.id}/data`)).status).toBe(400);
  });

  it('that does not exist is 404', async () => {
    expect(await server.call('GET', '/history/detail/nothing')).toMatchObject({
      status: 404,
      body: { type: 'InvalidRequestException', message: 'Historic detail with id nothing does not exist' },
    });
  });

  it.each(['sortBy=nothing&sortOrder=asc', 'sortBy=time', 'occurredAfter=never', 'initial=perhaps'])(
    'is not looked for by %s',
    async (query) => expect((await server.call('GET', `/history/detail?${query}`)).status).toBe(400),
  );
});

describe('a submitted form', () => {
  const fields = async (instance: string) =>
    (await details(`processInstanceId=${instance}&formFields=true`)).filter(
      (one): one is HistoricFormFieldDto => one.type === 'formField',
    );

  it('leaves its texts as form fields, beside the variables', async () => {
    const { id } = await server.ok<{ id: string }>('POST', '/process-definition/key/review/submit-form', {
      variables: { level: { value: 'II', type: 'String' }, count: { value: 3, type: 'Integer' } },
    });
    const task = await taskOf(id);
    await server.ok('POST', `/task/${task}/submit-form`, {
      variables: { opinion: { value: 'agreed', type: 'String' } },
    });
    const found = await fields(id);
    expect(found.map(({ fieldId, fieldValue, taskId }) => [fieldId, fieldValue, taskId])).toEqual([
      ['level', 'II', null],
      ['opinion', 'agreed', task],
    ]);
    expect(found[0]?.activityInstanceId).toBe(id);
    expect((await server.call('GET', `/history/detail/${found[0]?.id}/data`)).status).toBe(400);
    expect(await updates(`processInstanceId=${id}&variableUpdates=true`)).toHaveLength(3);
  });
});

describe('below history level full', () => {
  const atLevel = async (historyLevel: 'none' | 'activity' | 'audit') => {
    const other = await engineServer('off', { historyLevel });
    try {
      await other.deploy({ 'review.bpmn': REVIEW });
      const body = { variables: { level: { value: 'II', type: 'String' } } };
      await other.ok('POST', '/process-definition/key/review/submit-form', body);
      const count = async (what: string) => (await other.ok<{ count: number }>('GET', `/history/${what}/count`)).count;
      return [
        await count('process-instance'),
        await count('task'),
        await count('variable-instance'),
        await count('detail'),
      ];
    } finally {
      await other.close();
    }
  };

  it('audit keeps last values and form fields, activity neither, none nothing', async () => {
    expect(await atLevel('audit')).toEqual([1, 1, 1, 1]);
    expect(await atLevel('activity')).toEqual([1, 1, 0, 0]);
    expect(await atLevel('none')).toEqual([0, 0, 0, 0]);
  });
});
