import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer();
  await server.deploy({
    'review.bpmn': model('review', line('<startEvent id="s"/>', '<userTask id="check" name="复查"/>')),
  });
  for (const level of ['I', 'II', 'II']) await server.start('review', { variables: { level: { value: level } } });
});
afterAll(() => server.close());

const NO_CONDITIONS = { taskVariables: [], processVariables: [], caseInstanceVariables: [], orQueries: [] };
const create = (query: object, given: object = {}) =>
  server.ok<{ id: string }>('POST', '/filter/create', { resourceType: 'Task', name: '我的', query, ...given });

it('a filter is saved with query and properties, read back, changed and deleted', async () => {
  const properties = { color: '#fff', priority: 5, variables: [{ name: 'level', label: '等级' }] };
  const { id } = await create({ name: '复查' }, { properties, owner: 'zhang' });
  expect(await server.ok('GET', `/filter/${id}?itemCount=true`)).toEqual({
    id,
    resourceType: 'Task',
    name: '我的',
    owner: 'zhang',
    query: { ...NO_CONDITIONS, name: '复查' },
    properties,
    itemCount: 3,
  });
  expect((await server.call('PUT', `/filter/${id}`, { name: '别的', query: {} })).status).toBe(204);
  expect(await server.ok('GET', '/filter?name=别的')).toMatchObject([{ id, owner: null }]);
  expect(await server.ok('GET', '/filter/count?owner=zhang')).toEqual({ count: 0 });
  await server.ok('DELETE', `/filter/${id}`);
  expect((await server.call('GET', `/filter/${id}`)).status).toBe(404);
});

it('a filter finds tasks, and an extension narrows it', async () => {
  const { id } = await create({ processVariables: [{ name: 'level', operator: 'eq', value: 'II' }] });
  expect(await server.ok('GET', `/filter/${id}/count`)).toEqual({ count: 2 });
  expect(await server.ok<object[]>('GET', `/filter/${id}/list?maxResults=1`)).toHaveLength(1);
  expect(await server.ok('POST', `/filter/${id}/count`, { unassigned: true, name: 'x' })).toEqual({ count: 0 });
  const other = { processVariables: [{ name: 'level', operator: 'eq', value: 'I' }] };
  expect(await server.ok<object[]>('POST', `/filter/${id}/list`, other)).toHaveLength(1);
});

it('a single result is the task, nothing, or an error', async () => {
  const { id } = await create({});
  const by = (value: string) => ({ processVariables: [{ name: 'level', operator: 'eq', value }] });
  expect((await server.call('GET', `/filter/${id}/singleResult`)).status).toBe(400);
  expect(await server.call('POST', `/filter/${id}/singleResult`, by('I'))).toMatchObject({
    status: 200,
    body: { name: '复查' },
  });
  expect((await server.call('POST', `/filter/${id}/singleResult`, by('none'))).status).toBe(204);
});

it('a stored query may contain expressions, a query on the spot may not', async () => {
  const { id } = await create({
    createdBeforeExpression: '${now()}',
    createdAfterExpression: '${dateTime().minusDays(1)}',
  });
  expect(await server.ok('GET', `/filter/${id}/count`)).toEqual({ count: 3 });
  const spot = await server.call('POST', '/task', { assigneeExpression: '${currentUser()}' });
  expect(spot).toMatchObject({ status: 400 });
  expect(JSON.stringify(spot.body)).toContain('Expressions are forbidden in adhoc queries');
});

it('a filter needs a name, a known resource and a query that can be run', async () => {
  for (const given of [{ name: '' }, { resourceType: 'Execution' }, { query: { assignee: ['zhang'] } }])
    expect((await server.call('POST', '/filter/create', { resourceType: 'Task', name: 'x', ...given })).status).toBe(
      400,
    );
});

it('a filter keeps what a query knows and shows every list of conditions, as Camunda does', async () => {
  const { query } = await server.ok<{ query: object }>('POST', '/filter/create', {
    resourceType: 'Task',
    name: 'x',
    query: { nonsense: true, assignee: 'zhang' },
  });
  expect(query).toEqual({ ...NO_CONDITIONS, assignee: 'zhang' });
});

it('a task list that sends empty conditions on cases finds its tasks', async () => {
  const all = await server.ok<{ count: number }>('POST', '/task/count', {});
  expect(await server.ok('POST', '/task/count', { caseInstanceVariables: [], taskVariables: [] })).toEqual(all);
});
