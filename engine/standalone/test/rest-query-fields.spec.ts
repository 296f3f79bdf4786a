import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

let server: EngineServer;
let instance: string;
beforeAll(async () => {
  server = await engineServer();
  await server.deploy({
    'work.bpmn': model(
      'work',
      line('<startEvent id="s"/>', '<serviceTask id="w" camunda:type="external" camunda:topic="t"/>'),
    ),
  });
  instance = await server.start('work', { variables: { Level: { value: 'High' } } });
  await server.start('work', { variables: { Level: { value: 'low' } } });
});
afterAll(() => server.close());

const count = async (path: string, query: object) =>
  (await server.ok<{ count: number }>('POST', `${path}/count`, query)).count;
const high = (name: string, value: string) => [{ name, operator: 'eq', value }];

it('external tasks are found by definition and by variables of their instance, in any letter case on request', async () => {
  expect(await count('/external-task', { processDefinitionKey: 'work' })).toBe(2);
  expect(await count('/external-task', { processDefinitionKeyIn: ['other'] })).toBe(0);
  expect(await count('/external-task', { processDefinitionNameLike: '%work' })).toBe(2);
  expect(await count('/external-task', { processVariables: high('Level', 'High') })).toBe(1);
  expect(await count('/external-task', { processVariables: high('level', 'HIGH') })).toBe(0);
  const ignoring = { variableNamesIgnoreCase: true, variableValuesIgnoreCase: true };
  expect(await count('/external-task', { processVariables: high('level', 'HIGH'), ...ignoring })).toBe(1);
  expect(await server.ok('GET', '/external-task/count?processVariables=Level_eq_low')).toEqual({ count: 1 });
});

it('instances are found by their root and by the activity they are at', async () => {
  expect(await count('/process-instance', { rootProcessInstanceId: instance })).toBe(1);
  expect(await count('/history/process-instance', { activityIdIn: ['w'] })).toBe(2);
  expect(await count('/history/process-instance', { activityIdIn: ['s'] })).toBe(0);
  expect(await count('/history/process-instance', { withJobsRetrying: true })).toBe(0);
});

it('historic variables are found in any letter case on request', async () => {
  expect(await count('/history/variable-instance', { variableName: 'level' })).toBe(0);
  expect(await count('/history/variable-instance', { variableName: 'level', variableNamesIgnoreCase: true })).toBe(2);
});

it('a condition on a case, which is never executed here, finds nothing', async () => {
  expect(await count('/process-instance', { superCaseInstance: 'x' })).toBe(0);
  expect(await count('/task', { caseDefinitionKey: 'x' })).toBe(0);
});
