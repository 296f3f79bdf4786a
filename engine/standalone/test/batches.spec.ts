import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchDto, BatchStatisticsDto, JobDto } from '@anliu/engine-protocol';
import { engineServer } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
<message id="m" name="go"/>
<process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="fork"/>
<parallelGateway id="fork"/><sequenceFlow id="f2" sourceRef="fork" targetRef="work"/><sequenceFlow id="f3" sourceRef="fork" targetRef="call"/>
<sequenceFlow id="f4" sourceRef="fork" targetRef="wait"/><sequenceFlow id="f5" sourceRef="fork" targetRef="later"/>
<userTask id="work"/><serviceTask id="call" camunda:type="external" camunda:topic="t"/>
<receiveTask id="wait" messageRef="m"/><userTask id="later" camunda:asyncBefore="true"/></process></definitions>`;

let server: EngineServer;
let ids: string[];
beforeEach(async () => {
  server = await engineServer();
  await server.deploy({ 'p.bpmn': MODEL });
  ids = [await server.start('p'), await server.start('p')];
});
afterEach(() => server.close());

const count = async (path: string): Promise<number> => (await server.ok<{ count: number }>('GET', path)).count;

/** Executes the jobs of a batch the way an operator does: seed, then the jobs it made. */
async function carryOut(batch: BatchDto): Promise<void> {
  for (const definition of [batch.seedJobDefinitionId, batch.batchJobDefinitionId]) {
    const jobs = await server.ok<JobDto[]>('GET', `/job?jobDefinitionId=${definition}`);
    expect(jobs.length).toBeGreaterThan(0);
    for (const { id } of jobs) await server.ok('POST', `/job/${id}/execute`);
  }
}

/** Starts an operation, carries it out and answers its batch. */
async function run(path: string, body: unknown): Promise<BatchDto> {
  const batch = await server.ok<BatchDto>('POST', path, body);
  await carryOut(batch);
  return batch;
}

describe('/batch', () => {
  it('shows, counts, suspends and deletes batches, and keeps their history', async () => {
    const batch = await server.ok<BatchDto>('POST', '/process-instance/delete', { processInstanceIds: ids });
    expect(Object.keys(batch).sort()).toEqual(
      [
        'batchJobDefinitionId',
        'batchJobsPerSeed',
        'createUserId',
        'executionStartTime',
        'id',
        'invocationsPerBatchJob',
        'jobsCreated',
        'monitorJobDefinitionId',
        'seedJobDefinitionId',
        'startTime',
        'suspended',
        'tenantId',
        'totalJobs',
        'type',
      ].sort(),
    );
    expect(await server.ok('GET', '/batch?type=instance-deletion')).toEqual([batch]);
    expect(await count('/batch/count?suspended=true')).toBe(0);
    await server.ok('PUT', `/batch/${batch.id}/suspended`, { suspended: true });
    expect(await count('/batch/count?suspended=true')).toBe(1);
    expect(await server.ok('GET', `/job?jobDefinitionId=${batch.seedJobDefinitionId}`)).toMatchObject([
      { suspended: true, batchId: batch.id },
    ]);
    expect(await server.ok('GET', '/batch/statistics')).toMatchObject([
      { id: batch.id, remainingJobs: 2, completedJobs: 0, failedJobs: 0 },
    ]);
    expect(await count('/batch/statistics/count?withFailures=true')).toBe(0);
    await server.ok('DELETE', `/batch/${batch.id}`);
    expect(await server.call('GET', `/batch/${batch.id}`)).toMatchObject({
      status: 404,
      body: { type: 'InvalidRequestException', message: `Batch with id '${batch.id}' does not exist` },
    });
    expect(await server.call('DELETE', `/batch/${batch.id}`)).toMatchObject({
      status: 400,
      body: { type: 'InvalidRequestException', message: `Unable to delete batch with id '${batch.id}'` },
    });
    expect(await count('/history/batch/count?completed=true')).toBe(1);
    expect(await server.ok('GET', `/history/batch/${batch.id}`)).toMatchObject({ id: batch.id, totalJobs: 2 });
    await server.ok('DELETE', `/history/batch/${batch.id}`);
    expect(await server.call('GET', `/history/batch/${batch.id}`)).toMatchObject({ status: 404 });
  });
});

describe('operations as batches', () => {
  it('delete instances that a query or history names', async () => {
    await run('/process-instance/delete', { processInstanceQuery: { processInstanceIds: [ids[0]] } });
    expect(await count('/process-instance/count')).toBe(1);
    await run('/process-instance/delete-historic-query-based', {
      historicProcessInstanceQuery: { unfinished: true },
      deleteReason: 'cleared',
    });
    expect(await count('/process-instance/count')).toBe(0);
    expect(await server.ok('GET', `/history/process-instance/${ids[1]}`)).toMatchObject({ deleteReason: 'cleared' });
  });

  it('suspend and activate instances', async () => {
    await run('/process-instance/suspended-async', { processInstanceIds: ids, suspended: true });
    expect(await count('/process-instance/count?suspended=true')).toBe(2);
    await run('/process-instance/suspended-async', { processInstanceQuery: { suspended: true }, suspended: false });
    expect(await count('/process-instance/count?suspended=true')).toBe(0);
  });

  it('set variables', async () => {
    await run('/process-instance/variables-async', {
      processInstanceIds: ids,
      variables: { size: { value: 'large', type: 'String' } },
    });
    expect(await count('/process-instance/count?variables=size_eq_large')).toBe(2);
    expect(
      await server.call('POST', '/process-instance/variables-async', { processInstanceIds: ids, variables: {} }),
    ).toMatchObject({ status: 400, body: { message: 'variables is empty' } });
    expect(
      await server.call('POST', '/process-instance/variables-async', { variables: { a: { value: 1 } } }),
    ).toMatchObject({ status: 400, body: { message: 'No process instances found.' } });
  });

  it('correlate a message with its variables', async () => {
    await run('/process-instance/message-async', {
      processInstanceQuery: {},
      messageName: 'go',
      variables: { came: { value: 'yes' } },
    });
    expect(await count('/event-subscription/count')).toBe(0);
    expect(await count('/process-instance/count?variables=came_eq_yes')).toBe(2);
  });

  it('give retries to jobs, of all or of some instances', async () => {
    await run('/job/retries', { jobQuery: { messages: true, processInstanceId: ids[0] }, retries: 7 });
    expect(await server.ok('GET', `/job?processInstanceId=${ids[0]}`)).toMatchObject([{ retries: 7 }]);
    await run('/process-instance/job-retries', { processInstances: ids, retries: 8 });
    await run('/process-instance/job-retries-historic-query-based', {
      historicProcessInstanceQuery: { processInstanceIds: [ids[1]] },
      retries: 9,
      dueDate: '2030-01-01T00:00:00.000+0000',
    });
    expect(await server.ok('GET', `/job?processInstanceId=${ids[0]}`)).toMatchObject([{ retries: 8, dueDate: null }]);
    const [job] = await server.ok<JobDto[]>('GET', `/job?processInstanceId=${ids[1]}`);
    expect(job?.retries).toBe(9);
    expect(job?.dueDate).toContain('2030-01-01');
    expect(await server.call('POST', '/job/retries', { jobIds: [], retries: 1 })).toMatchObject({ status: 400 });
    expect(await server.call('POST', '/job/retries', { jobIds: ['x'] })).toMatchObject({ status: 400 });
  });

  it('give retries to external tasks, at once or as a batch', async () => {
    await server.ok('PUT', '/external-task/retries', { externalTaskQuery: { topicName: 't' }, retries: 0 });
    expect(await count('/external-task/count?noRetriesLeft=true')).toBe(2);
    await run('/external-task/retries-async', { processInstanceIds: ids, retries: 4 });
    expect(await count('/external-task/count?noRetriesLeft=true')).toBe(0);
  });

  it('modify instances, one, several as a batch, several at once', async () => {
    const instructions = [{ type: 'startBeforeActivity', activityId: 'work' }];
    const [{ id: processDefinitionId } = { id: '' }] = await server.ok<{ id: string }[]>('GET', '/process-definition');
    const tasks = () => count('/task/count?taskDefinitionKey=work');
    await run(`/process-instance/${ids[0]}/modification-async`, { instructions });
    expect(await tasks()).toBe(3);
    await run('/modification/executeAsync', { processDefinitionId, instructions, processInstanceQuery: {} });
    expect(await tasks()).toBe(5);
    await server.ok('POST', '/modification/execute', { processDefinitionId, instructions, processInstanceIds: ids });
    expect(await tasks()).toBe(7);
    const wrong = { processDefinitionId, instructions, processInstanceIds: [ids[0], 'nobody'] };
    expect((await server.call('POST', '/modification/execute', wrong)).status).toBeGreaterThanOrEqual(400);
    expect(await tasks()).toBe(7);
    expect(
      await server.call('POST', '/modification/executeAsync', { processDefinitionId, processInstanceIds: ids }),
    ).toMatchObject({
      status: 400,
      body: { message: 'Modification instructions cannot be empty: instructions is empty' },
    });
  });

  it('refuse to work on nothing, also when the field that names it is misspelt', async () => {
    const { status, body } = await server.call('POST', '/process-instance/delete', { processInstanceIdz: ['x'] });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('processInstanceIds is empty');
  });

  it('tell in the statistics what failed', async () => {
    const [{ id: processDefinitionId } = { id: '' }] = await server.ok<{ id: string }[]>('GET', '/process-definition');
    const batch = await server.ok<BatchDto>('POST', '/modification/executeAsync', {
      processDefinitionId,
      instructions: [{ type: 'startBeforeActivity', activityId: 'work' }],
      processInstanceIds: ['nobody'],
    });
    const [seed] = await server.ok<JobDto[]>('GET', `/job?jobDefinitionId=${batch.seedJobDefinitionId}`);
    await server.ok('POST', `/job/${seed?.id}/execute`);
    const [job] = await server.ok<JobDto[]>('GET', `/job?jobDefinitionId=${batch.batchJobDefinitionId}`);
    for (let i = 0; i < 3; i++)
      expect(await server.call('POST', `/job/${job?.id}/execute`)).toMatchObject({ status: 404 });
    expect(await server.ok<BatchStatisticsDto[]>('GET', '/batch/statistics?withFailures=true')).toMatchObject([
      { id: batch.id, failedJobs: 1, remainingJobs: 1 },
    ]);
  });
});
