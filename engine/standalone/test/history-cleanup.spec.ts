import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobDto } from '@anliu/engine-protocol';
import { engineServer } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
<process id="p" isExecutable="true" camunda:historyTimeToLive="0"><startEvent id="s"/></process></definitions>`;

let server: EngineServer;
beforeEach(async () => {
  server = await engineServer();
  await server.deploy({ 'p.bpmn': MODEL });
  await server.start('p');
});
afterEach(() => server.close());

const REPORT = '/history/process-definition/cleanable-process-instance-report';

it('history is cleaned up when it is asked for, and the report tells what may go', async () => {
  expect(await server.ok('GET', `${REPORT}?compact=true`)).toMatchObject([
    { processDefinitionKey: 'p', finishedProcessInstanceCount: 1, cleanableProcessInstanceCount: 1 },
  ]);
  expect(await server.ok('GET', `${REPORT}/count?processDefinitionKeyIn=other`)).toEqual({ count: 0 });
  expect(await server.call('GET', '/history/cleanup/jobs')).toMatchObject({
    status: 404,
    body: { type: 'RestException', message: 'History cleanup jobs are empty' },
  });
  const job = await server.ok<JobDto>('POST', '/history/cleanup');
  expect(await server.ok('GET', '/history/cleanup/job')).toEqual(job);
  expect(await server.ok('GET', '/history/cleanup/jobs')).toEqual([job]);
  await server.ok('POST', `/job/${job.id}/execute`);
  expect(await server.ok('GET', '/history/process-instance/count')).toEqual({ count: 0 });
  expect(await server.ok('GET', '/history/activity-instance/count')).toEqual({ count: 0 });
  expect(await server.ok('GET', `${REPORT}/count?compact=true`)).toEqual({ count: 0 });
});

it('without a batch window nothing is scheduled unless it is to run at once', async () => {
  expect(await server.call('POST', '/history/cleanup?immediatelyDue=false')).toMatchObject({
    status: 404,
    body: { message: 'History cleanup job does not exist' },
  });
  expect(await server.ok('GET', '/history/cleanup/configuration')).toEqual({
    batchWindowStartTime: null,
    batchWindowEndTime: null,
    enabled: true,
  });
});
