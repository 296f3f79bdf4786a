import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const FORM = JSON.stringify({ id: 'review-form', components: [{ type: 'textfield', key: 'a' }] });
const REVIEW = model(
  'review',
  line(
    `<startEvent id="s"><extensionElements><camunda:formData>
       <camunda:formField id="level" label="等级 &lt;b&gt;" type="enum" defaultValue="II">
         <camunda:value id="I" name="一级"/><camunda:value id="II" name="二级"/>
         <camunda:validation><camunda:constraint name="required"/></camunda:validation>
       </camunda:formField>
     </camunda:formData></extensionElements></startEvent>`,
    '<userTask id="check" name="复查" camunda:formKey="embedded:deployment:check.html" camunda:assignee="zhang"/>',
    '<userTask id="close" name="销号" camunda:formRef="review-form" camunda:formRefBinding="latest"/>',
    '<endEvent id="e"/>',
  ),
);

let server: EngineServer;
let instance: string;
let task: string;
beforeAll(async () => {
  server = await engineServer();
  await server.deploy({ 'review.bpmn': REVIEW, 'check.html': '<form>检查</form>', 'review.form': FORM });
  instance = await server.start('review', { variables: { level: { value: 'I' } } });
  const [row] = await server.ok<{ id: string }[]>('GET', `/task?processInstanceId=${instance}`);
  task = row?.id ?? '';
});
afterAll(() => server.close());

const status = async (method: string, at: string, body?: unknown) => (await server.call(method, at, body)).status;

describe('a form', () => {
  it('of declared fields is rendered with their choices, defaults and constraints, its text escaped', async () => {
    const { body, headers } = await server.call('GET', '/process-definition/key/review/rendered-form');
    expect(headers.get('content-type')).toContain('application/xhtml+xml');
    expect(body).toContain('cam-variable-name="level"');
    expect(body).toContain('<option value="II" selected>二级</option>');
    expect(body).toMatch(/<select[^>]* required/);
    expect(body).not.toContain('<b>');
  });

  it('that is deployed comes back by its key', async () => {
    expect((await server.call('GET', `/task/${task}/deployed-form`)).body).toBe('<form>检查</form>');
  });

  it('that does not exist is 404, one that is not deployed 400', async () => {
    expect(await status('GET', `/task/${task}/rendered-form`)).toBe(404);
    expect(await status('GET', '/process-definition/key/review/deployed-start-form')).toBe(400);
  });

  it('referred to by its id is the newest of it', async () => {
    const own = await server.start('review');
    const next = async () => (await server.ok<{ id: string }[]>('GET', `/task?processInstanceId=${own}`))[0]?.id ?? '';
    await server.ok('POST', `/task/${await next()}/complete`, {});
    const { body, headers } = await server.call('GET', `/task/${await next()}/deployed-form`);
    expect(headers.get('content-type')).toContain('application/json');
    expect(body).toEqual(JSON.parse(FORM));
  });
});

describe('comments', () => {
  it('of a task are comments of its instance, can be changed and deleted', async () => {
    const { id } = await server.ok<{ id: string }>('POST', `/task/${task}/comment/create`, { message: '一' });
    const at = `/process-instance/${instance}/comment`;
    expect(await server.ok('GET', at)).toMatchObject([{ id, message: '一', taskId: task }]);
    await server.ok('PUT', at, { id, message: '二' });
    await server.ok('PUT', `/task/${task}/comment`, { id, message: '三' });
    expect(await server.ok('GET', at)).toMatchObject([{ message: '三' }]);
    expect(await status('PUT', at, { id: 'none', message: 'x' })).toBe(404);
    await server.ok('DELETE', `${at}/${id}`);
    expect(await server.ok('GET', at)).toEqual([]);
    expect(await status('GET', '/process-instance/none/comment')).toBe(404);
  });
});

describe('figures', () => {
  it('count activities and instances, also within a period', async () => {
    const sum = async (name: string, more = '') =>
      (await server.ok<{ result: number }>('GET', `/metrics/${name}/sum${more}`)).result;
    const instances = await server.ok<{ count: number }>('GET', '/history/process-instance/count');
    expect(await sum('root-process-instance-start')).toBe(instances.count);
    expect(await sum('flow-node-instances')).toBeGreaterThan(instances.count);
    expect(await sum('flow-node-instances', '?endDate=2000-01-01T00:00:00.000%2B0000')).toBe(0);
    expect(await sum('unknown')).toBe(0);
  });

  it('come per interval', async () => {
    const rows = await server.ok<{ name: string; value: number }[]>(
      'GET',
      '/metrics?name=process-instances&interval=60',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ name, value }) => name === 'process-instances' && value > 0)).toBe(true);
    expect(await status('GET', '/metrics?interval=0')).toBe(400);
  });

  it('of finished tasks and instances come as reports', async () => {
    const own = await server.start('review');
    for (let steps = 0; steps < 2; steps++) {
      const [row] = await server.ok<{ id: string }[]>('GET', `/task?processInstanceId=${own}`);
      await server.ok('POST', `/task/${row?.id}/complete`, {});
    }
    expect(await server.ok('GET', '/history/task/report?reportType=count&groupBy=taskName')).toEqual(
      expect.arrayContaining([expect.objectContaining({ taskName: '销号', count: 1 })]),
    );
    const month = await server.ok<object[]>(
      'GET',
      '/history/process-instance/report?reportType=duration&periodUnit=month',
    );
    expect(month).toMatchObject([{ periodUnit: 'MONTH', period: new Date().getUTCMonth() + 1 }]);
    expect(await status('GET', '/history/process-instance/report?reportType=duration')).toBe(400);
    expect(await status('GET', '/history/task/report?reportType=count')).toBe(400);
  });
});

describe('an installation', () => {
  it('says what it is and sends nothing', async () => {
    expect(await server.ok('GET', '/telemetry/configuration')).toEqual({ enableTelemetry: false });
    expect(await status('POST', '/telemetry/configuration', { enableTelemetry: true })).toBe(400);
    expect(await server.ok('GET', '/engine/default/telemetry/data')).toMatchObject({ product: { name: 'anliu' } });
    expect(await server.ok<object[]>('GET', '/schema/log')).toHaveLength(1);
  });
});

describe('history', () => {
  it('forgets variables on request', async () => {
    const [row] = await server.ok<{ id: string }[]>('GET', `/history/variable-instance?processInstanceId=${instance}`);
    expect(await status('DELETE', `/history/variable-instance/${row?.id}`)).toBe(204);
    expect(await status('DELETE', `/history/variable-instance/${row?.id}`)).toBe(404);
    expect(await status('DELETE', `/history/process-instance/${instance}/variable-instances`)).toBe(204);
    expect(await server.ok('GET', `/history/variable-instance/count?processInstanceId=${instance}`)).toEqual({
      count: 0,
    });
  });
});

describe('a task list', () => {
  it('shows variables, comments and attachments on request', async () => {
    const own = await server.start('review', { variables: { level: { value: 'II' } } });
    const [row] = await server.ok<Record<string, unknown>[]>(
      'GET',
      `/task?processInstanceId=${own}&withTaskVariablesInReturn=true&withCommentAttachmentInfo=true`,
    );
    expect(row).toMatchObject({ variables: { level: { value: 'II' } }, comment: false, attachment: false });
  });
});
