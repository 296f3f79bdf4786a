import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const MODEL = model(
  'visit',
  line('<startEvent id="s"/>', '<userTask id="plan"/>', '<userTask id="go"/>', '<endEvent id="e"/>'),
);

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer();
  await server.deploy({ 'visit.bpmn': MODEL });
});
afterAll(() => server.close());

const tasks = async (processInstanceId: string): Promise<string[]> =>
  (await server.ok<{ taskDefinitionKey: string }[]>('GET', `/task?processInstanceId=${processInstanceId}`)).map(
    (task) => task.taskDefinitionKey,
  );

it('an instance is modified over HTTP', async () => {
  const id = await server.start('visit');
  const instructions = [
    { type: 'cancel', activityId: 'plan' },
    { type: 'startBeforeActivity', activityId: 'go', variables: { n: { value: '7', type: 'Integer', local: false } } },
  ];
  const reply = await server.call('POST', `/process-instance/${id}/modification`, {
    instructions,
    annotation: 'moved',
  });
  expect(reply.status).toBe(204);
  expect(await tasks(id)).toEqual(['go']);
  expect(await server.ok('GET', `/process-instance/${id}/variables/n`)).toMatchObject({ type: 'Integer', value: 7 });
});

it('a modification without instructions changes nothing', async () => {
  const id = await server.start('visit');
  expect((await server.call('POST', `/process-instance/${id}/modification`, {})).status).toBe(204);
  expect(await tasks(id)).toEqual(['plan']);
});

it.each([
  [{ type: 'cancel' }, "exactly one, 'activityId', 'activityInstanceId', or 'transitionInstanceId', is required"],
  [{ type: 'cancel', activityId: 'plan', activityInstanceId: 'x' }, 'exactly one'],
  [{ type: 'startBeforeActivity' }, "'activityId' must be set"],
  [{ type: 'startAfterActivity', transitionId: 'f1' }, "'activityId' must be set"],
  [{ type: 'startTransition', activityId: 'go' }, "'transitionId' must be set"],
])('the instruction %j is refused', async (instruction, why) => {
  const id = await server.start('visit');
  const reply = await server.call('POST', `/process-instance/${id}/modification`, { instructions: [instruction] });
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({
    type: 'InvalidRequestException',
    message: expect.stringContaining(`For instruction type '${instruction.type}': `) as string,
  });
  expect((reply.body as { message: string }).message).toContain(why);
});

it('several instances are modified by one request', async () => {
  const ids = [
    await server.start('visit', { businessKey: 'many' }),
    await server.start('visit', { businessKey: 'many' }),
  ];
  const { id: processDefinitionId } = await server.ok<{ id: string }>('GET', '/process-definition/key/visit');
  const instructions = [
    { type: 'startAfterActivity', activityId: 'plan' },
    { type: 'cancel', activityId: 'plan', cancelCurrentActiveActivityInstances: true },
  ];
  const reply = await server.call('POST', '/modification/execute', {
    processDefinitionId,
    instructions,
    processInstanceQuery: { businessKey: 'many' },
  });
  expect(reply.status).toBe(204);
  for (const id of ids) expect(await tasks(id)).toEqual(['go']);
});

it.each([
  [{ processInstanceIds: ['x'] }, 'Modification instructions cannot be empty'],
  [{ instructions: [{ type: 'cancel', activityId: 'plan' }] }, 'Process instance ids cannot be empty'],
  [{ instructions: [{ type: 'cancel', activityInstanceId: 'x' }] }, "'activityId' must be set"],
])('a modification of many with %j is refused', async (body, why) => {
  const { id: processDefinitionId } = await server.ok<{ id: string }>('GET', '/process-definition/key/visit');
  const reply = await server.call('POST', '/modification/execute', { processDefinitionId, ...body });
  expect(reply.status).toBe(400);
  expect((reply.body as { message: string }).message).toContain(why);
});

it('an instance starts where the request says', async () => {
  const startInstructions = [{ type: 'startTransition', transitionId: 'f1', variables: { a: { value: 1 } } }];
  const id = await server.start('visit', { startInstructions });
  expect(await tasks(id)).toEqual(['go']);
  const refused = await server.call('POST', '/process-definition/key/visit/start', {
    startInstructions: [{ type: 'startBeforeActivity' }],
  });
  expect(refused.status).toBe(400);
});
