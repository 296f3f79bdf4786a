import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchDto, JobDto } from '@anliu/engine-protocol';
import { engineServer } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
<process id="p" isExecutable="true" camunda:historyTimeToLive="P5D"><startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="work"/>
<userTask id="work"/><sequenceFlow id="f2" sourceRef="work" targetRef="check"/><userTask id="check"/></process></definitions>`;

let server: EngineServer;
let definition: string;
let ended: string;
beforeEach(async () => {
  server = await engineServer();
  await server.deploy({ 'p.bpmn': MODEL });
  [{ id: definition } = { id: '' }] = await server.ok<{ id: string }[]>('GET', '/process-definition');
  const variables = { amount: { value: 5, type: 'Integer' } };
  ended = await server.start('p', { businessKey: 'order-1', variables });
  await server.ok('PUT', `/process-instance/${ended}/variables/amount`, { value: 9, type: 'Integer' });
  await server.ok('DELETE', `/process-instance/${ended}`);
});
afterEach(() => server.close());

const instructions = [{ type: 'startBeforeActivity', activityId: 'check' }];

async function carryOut(batch: BatchDto): Promise<void> {
  for (const of of [batch.seedJobDefinitionId, batch.batchJobDefinitionId])
    for (const { id } of await server.ok<JobDto[]>('GET', `/job?jobDefinitionId=${of}`))
      await server.ok('POST', `/job/${id}/execute`);
}

/** What the only running instance looks like. */
async function restarted(): Promise<unknown> {
  const instances = await server.ok<{ id: string; businessKey: string | null }[]>('GET', '/process-instance');
  expect(instances).toHaveLength(1);
  const [{ id, businessKey } = { id: '', businessKey: null }] = instances;
  const tasks = await server.ok<{ taskDefinitionKey: string }[]>('GET', '/task');
  const amount = await server.ok<{ value: unknown; type: string }>('GET', `/process-instance/${id}/variables/amount`);
  return { businessKey, tasks: tasks.map((task) => task.taskDefinitionKey), amount: amount.value, type: amount.type };
}

describe('restart', () => {
  it('starts a finished instance where the instructions say, with its business key and last variables', async () => {
    await server.ok('POST', `/process-definition/${definition}/restart`, { processInstanceIds: [ended], instructions });
    expect(await restarted()).toEqual({ businessKey: 'order-1', tasks: ['check'], amount: 9, type: 'Integer' });
  });

  it('takes the initial variables and leaves the business key when told so, as a batch found by a query', async () => {
    const batch = await server.ok<BatchDto>('POST', `/process-definition/${definition}/restart-async`, {
      historicProcessInstanceQuery: { finished: true },
      instructions,
      initialVariables: true,
      withoutBusinessKey: true,
    });
    expect(batch.type).toBe('instance-restart');
    expect(await server.ok('GET', '/process-instance')).toEqual([]);
    await carryOut(batch);
    expect(await restarted()).toEqual({ businessKey: null, tasks: ['check'], amount: 5, type: 'Integer' });
  });

  it('is refused for what runs, is unknown, or without instructions; then nothing is started', async () => {
    const running = await server.start('p');
    const path = `/process-definition/${definition}/restart`;
    expect(await server.call('POST', path, { processInstanceIds: [ended, running], instructions })).toMatchObject({
      status: 500,
      body: { message: expect.stringContaining('It is not completed or terminated') as unknown },
    });
    expect(await server.call('POST', path, { processInstanceIds: ['nobody'], instructions })).toMatchObject({
      status: 400,
    });
    expect(await server.call('POST', path, { processInstanceIds: [ended] })).toMatchObject({
      status: 400,
      body: { message: 'Restart instructions cannot be empty: instructions is empty' },
    });
    expect(await server.ok('GET', '/process-instance')).toHaveLength(1);
  });
});

describe('history', () => {
  it('of finished instances is deleted as a batch; what runs stays', async () => {
    const running = await server.start('p');
    const body = { historicProcessInstanceIds: [running], historicProcessInstanceQuery: { finished: true } };
    await carryOut(await server.ok<BatchDto>('POST', '/history/process-instance/delete', body));
    const left = await server.ok<{ id: string }[]>('GET', '/history/process-instance');
    expect(left.map(({ id }) => id)).toEqual([running]);
    expect(await server.call('POST', '/history/process-instance/delete', {})).toMatchObject({ status: 400 });
  });

  it('gets its removal time as a batch: absolute, calculated, cleared', async () => {
    const set = async (how: object): Promise<string | null> => {
      const body = { historicProcessInstanceIds: [ended], ...how };
      await carryOut(await server.ok<BatchDto>('POST', '/history/process-instance/set-removal-time', body));
      const path = `/history/activity-instance?processInstanceId=${ended}&activityId=work`;
      const [row] = await server.ok<{ removalTime: string | null }[]>('GET', path);
      const instance = await server.ok<{ removalTime: string | null; endTime: string }>(
        'GET',
        `/history/process-instance/${ended}`,
      );
      expect(row?.removalTime).toBe(instance.removalTime);
      return instance.removalTime;
    };
    expect(await set({ absoluteRemovalTime: '2031-02-03T00:00:00.000+0000' })).toContain('2031-02-03');
    const { endTime } = await server.ok<{ endTime: string }>('GET', `/history/process-instance/${ended}`);
    const calculated = await set({ calculatedRemovalTime: true, hierarchical: true });
    const at = (text: string): number => Date.parse(text.replace(/(\d\d)$/, ':$1'));
    expect(at(calculated ?? '') - at(endTime)).toBe(5 * 86_400_000);
    expect(await set({ clearedRemovalTime: true })).toBeNull();
    const both = { historicProcessInstanceIds: [ended], clearedRemovalTime: true, calculatedRemovalTime: true };
    expect(await server.call('POST', '/history/process-instance/set-removal-time', both)).toMatchObject({
      status: 400,
    });
  });
});
