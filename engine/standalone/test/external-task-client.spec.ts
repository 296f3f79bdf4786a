import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client, File, Variables } from './support/external-task-client.js';
import type { Work, Worker } from './support/external-task-client.js';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const external = (id: string, topic: string, inner = '') =>
  `<serviceTask id="${id}" camunda:type="external" camunda:topic="${topic}">${inner}</serviceTask>`;

const NOTIFY = model(
  'notify',
  line('<startEvent id="s"/>', external('send', 'send-notice'), '<userTask id="after"/>', '<endEvent id="e"/>'),
);

let server: EngineServer;
let workers: Worker[];
let problems: unknown[];

/** A worker that polls fast; whatever goes wrong inside the client is collected. */
function worker(options: object = {}): Worker {
  const client = new Client({ baseUrl: server.url, interval: 5, asyncResponseTimeout: 5000, ...options });
  // A client may learn after its test that the server is gone: that is no problem of the next test.
  const ofThisTest = problems;
  for (const event of ['poll:error', 'handler:error', 'complete:error'])
    client.on(event, (problem) => ofThisTest.push(problem));
  workers.push(client);
  return client;
}

/** The first task a topic hands out, with what the handler returned. */
const firstWork = <T>(client: Worker, topic: string, handle: (work: Work) => Promise<T>, options: object = {}) =>
  new Promise<T>((resolve, reject) => {
    client.subscribe(topic, options, (work) => handle(work).then(resolve, reject));
  });

const tasksOf = async (instance: string) =>
  (await server.ok<{ taskDefinitionKey: string }[]>('GET', `/task?processInstanceId=${instance}`)).map(
    (task) => task.taskDefinitionKey,
  );

const eventually = async (check: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 8000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error('did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

beforeEach(async () => {
  server = await engineServer();
  workers = [];
  problems = [];
});
afterEach(async () => {
  for (const client of workers) client.stop();
  await server.close();
});

describe('the unmodified npm worker', () => {
  it('completes a task it has waited for, and its variables arrive', async () => {
    await server.deploy({ 'notify.bpmn': NOTIFY });
    const done = firstWork(worker(), 'send-notice', async ({ task, taskService }) => {
      const variables = new Variables().set('receipt', 'R-1').set('count', 3).set('parts', { sms: true });
      await taskService.complete(task, variables);
      return task.businessKey;
    });
    const instance = await server.start('notify', { businessKey: 'HZ-7' });
    expect(await done).toBe('HZ-7');
    expect(await tasksOf(instance)).toEqual(['after']);
    expect(await server.ok('GET', `/process-instance/${instance}/variables`)).toMatchObject({
      receipt: { type: 'String', value: 'R-1' },
      count: { type: 'Integer', value: 3 },
      parts: { type: 'Json', value: '{"sms":true}' },
    });
    expect(problems).toEqual([]);
  });

  it('reads Json, Date, Long, Boolean and null as JavaScript values', async () => {
    await server.deploy({ 'notify.bpmn': NOTIFY });
    const at = '2026-01-25T13:33:42.165+0800';
    await server.start('notify', {
      variables: {
        hazard: { type: 'Json', value: '{"level":"重大"}' },
        at: { type: 'Date', value: at },
        big: { type: 'Long', value: 4294967296 },
        urgent: { type: 'Boolean', value: true },
        nothing: { type: 'Null', value: null },
      },
    });
    const seen = await firstWork(worker(), 'send-notice', async ({ task }) => ({
      hazard: task.variables.get('hazard'),
      at: task.variables.get('at'),
      big: task.variables.get('big'),
      urgent: task.variables.get('urgent'),
      nothing: task.variables.get('nothing'),
    }));
    const instant = new Date('2026-01-25T05:33:42.165Z');
    expect(seen).toEqual({ hazard: { level: '重大' }, at: instant, big: 4294967296, urgent: true, nothing: null });
  });

  it('writes dates, long numbers and files that come back unchanged', async () => {
    await server.deploy({ 'notify.bpmn': NOTIFY });
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-file-'));
    const localPath = path.join(folder, '整改照片.txt');
    fs.writeFileSync(localPath, '现场已整改');
    const instance = await server.start('notify');
    await firstWork(worker(), 'send-notice', async ({ task, taskService }) => {
      const photo = await new File({ localPath, mimetype: 'text/plain', encoding: 'utf-8' }).load();
      const variables = new Variables()
        .set('at', new Date(1000))
        .set('big', 2 ** 40)
        .set('photo', photo);
      await taskService.complete(task, variables);
    });
    fs.rmSync(folder, { recursive: true });
    expect(await server.ok('GET', `/process-instance/${instance}/variables`)).toMatchObject({
      at: { type: 'Date', value: '1970-01-01T00:00:01.000+0000' },
      big: { type: 'Long', value: 2 ** 40 },
      photo: { type: 'File', value: null, valueInfo: { filename: '整改照片.txt', mimeType: 'text/plain' } },
    });
    const data = await fetch(`${server.url}/process-instance/${instance}/variables/photo/data`);
    expect(data.headers.get('content-disposition')).toContain("filename*=UTF-8''");
    expect(await data.text()).toBe('现场已整改');
  });

  it('loads the content of a file variable', async () => {
    await server.deploy({ 'notify.bpmn': NOTIFY });
    const value = Buffer.from('巡查记录').toString('base64');
    await server.start('notify', { variables: { log: { type: 'File', value, valueInfo: { filename: 'log.txt' } } } });
    const content = await firstWork(worker(), 'send-notice', async ({ task }) => {
      const file = task.variables.get('log') as { load(): Promise<{ content: Buffer }> };
      return (await file.load()).content.toString();
    });
    expect(content).toBe('巡查记录');
  });

  it('reports failures: retries count down, at zero there is an incident, new retries resolve it', async () => {
    await server.deploy({ 'notify.bpmn': NOTIFY });
    const instance = await server.start('notify');
    const retries: (number | null)[] = [];
    worker({ asyncResponseTimeout: 200 }).subscribe('send-notice', async ({ task, taskService }) => {
      retries.push(task.retries);
      await taskService.handleFailure(task, {
        errorMessage: '网关超时',
        errorDetails: 'line 1\nline 2',
        retries: (task.retries ?? 2) - 1,
        retryTimeout: 0,
      });
    });
    await eventually(async () => (await server.ok<unknown[]>('GET', '/incident')).length > 0);
    expect(retries).toEqual([null, 1]);
    const [incident] = await server.ok<object[]>('GET', `/incident?processInstanceId=${instance}`);
    expect(incident).toMatchObject({
      incidentType: 'failedExternalTask',
      activityId: 'send',
      incidentMessage: '网关超时',
    });
    const [task] = await server.ok<{ id: string }[]>('GET', '/external-task?noRetriesLeft=true');
    expect((await server.call('GET', `/external-task/${task?.id}/errorDetails`)).body).toBe('line 1\nline 2');
    for (const client of workers) client.stop();
    await server.ok('PUT', `/external-task/${task?.id}/retries`, { retries: 1 });
    expect(await server.ok('GET', '/incident/count')).toEqual({ count: 0 });
  });

  it('throws a BPMN error into the process, with variables', async () => {
    const guarded = `<startEvent id="s"/>${external('send', 'send-notice')}<endEvent id="e"/>
      <boundaryEvent id="refused" attachedToRef="send"><errorEventDefinition errorRef="err"
        camunda:errorCodeVariable="code" camunda:errorMessageVariable="why"/></boundaryEvent>
      <userTask id="byPhone"/><sequenceFlow id="f1" sourceRef="s" targetRef="send"/>
      <sequenceFlow id="f2" sourceRef="send" targetRef="e"/><sequenceFlow id="f3" sourceRef="refused" targetRef="byPhone"/>`;
    await server.deploy({ 'guarded.bpmn': model('guarded', guarded, '<error id="err" errorCode="NO_ADDRESS"/>') });
    const instance = await server.start('guarded');
    await firstWork(worker(), 'send-notice', ({ task, taskService }) =>
      taskService.handleBpmnError(task, 'NO_ADDRESS', '无联系方式', new Variables().set('tried', 2)),
    );
    expect(await tasksOf(instance)).toEqual(['byPhone']);
    expect(await server.ok('GET', `/process-instance/${instance}/variables`)).toMatchObject({
      code: { value: 'NO_ADDRESS' },
      why: { value: '无联系方式' },
      tried: { value: 2 },
    });
  });

  it('extends its lock, and gives a task back so that another worker gets it', async () => {
    await server.deploy({ 'notify.bpmn': NOTIFY });
    await server.start('notify');
    const lockOf = async () =>
      Date.parse(
        (await server.ok<{ lockExpirationTime: string }[]>('GET', '/external-task'))[0]?.lockExpirationTime ?? '',
      );
    const first = worker({ workerId: 'first', lockDuration: 10_000 });
    await firstWork(first, 'send-notice', async ({ task, taskService }) => {
      const before = await lockOf();
      await taskService.extendLock(task, 60_000);
      expect(await lockOf()).toBeGreaterThan(before + 40_000);
      first.stop();
      await taskService.unlock(task);
    });
    const done = firstWork(worker({ workerId: 'second' }), 'send-notice', ({ task, taskService }) =>
      taskService.complete(task),
    );
    await done;
    expect(await server.ok('GET', '/external-task/count')).toEqual({ count: 0 });
    expect(problems).toEqual([]);
  });

  it('shares the work with a second one: every task is done exactly once', async () => {
    await server.deploy({ 'notify.bpmn': NOTIFY });
    const count = 30;
    const instances: string[] = [];
    for (let index = 0; index < count; index++) instances.push(await server.start('notify'));
    const done: string[] = [];
    for (const workerId of ['a', 'b'])
      worker({ workerId, maxTasks: 3, asyncResponseTimeout: 500 }).subscribe(
        'send-notice',
        async ({ task, taskService }) => {
          await taskService.complete(task);
          done.push(task.processInstanceId);
        },
      );
    await eventually(async () => done.length >= count);
    expect([...done].sort()).toEqual([...instances].sort());
    expect(problems).toEqual([]);
  });

  it('is woken from a long poll at once when a task appears', async () => {
    await server.deploy({ 'notify.bpmn': NOTIFY });
    const client = worker({ asyncResponseTimeout: 20_000 });
    const done = firstWork(client, 'send-notice', async () => Date.now());
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = Date.now();
    await server.start('notify');
    expect((await done) - started).toBeLessThan(1500);
  });

  it('gets only the variables, topics and properties it asks for', async () => {
    const properties = `<extensionElements><camunda:properties><camunda:property name="channel" value="sms"/></camunda:properties></extensionElements>`;
    const two = model(
      'two',
      line('<startEvent id="s"/>', external('send', 'with-properties', properties), '<endEvent id="e"/>'),
    );
    await server.deploy({ 'two.bpmn': two, 'notify.bpmn': NOTIFY });
    const variables = { a: { value: 1 }, b: { value: 2 } };
    await server.start('notify', { variables });
    await server.start('two', { variables });
    const options = { variables: ['b'], includeExtensionProperties: true };
    const seen = await firstWork(
      worker(),
      'with-properties',
      async ({ task }) => [task.topicName, task.variables.get('a'), task.variables.get('b'), task.extensionProperties],
      options,
    );
    expect(seen).toEqual(['with-properties', undefined, 2, { channel: 'sms' }]);
  });
});
