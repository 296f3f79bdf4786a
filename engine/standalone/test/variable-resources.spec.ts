import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

interface Locked {
  readonly id: string;
  readonly executionId: string;
  readonly processInstanceId: string;
}

const PARALLEL = `
  <startEvent id="s"/><parallelGateway id="g"/><userTask id="u"/>
  <serviceTask id="w" camunda:type="external" camunda:topic="read">
    <extensionElements><camunda:inputOutput><camunda:inputParameter name="own">inner</camunda:inputParameter></camunda:inputOutput></extensionElements>
  </serviceTask>
  <sequenceFlow id="f0" sourceRef="s" targetRef="g"/><sequenceFlow id="f1" sourceRef="g" targetRef="u"/>
  <sequenceFlow id="f2" sourceRef="g" targetRef="w"/>`;

describe('variables by the id of an execution', () => {
  let server: EngineServer;
  let task: Locked;
  const photo = (info: object) => ({ type: 'File', value: btoa('pixels'), valueInfo: info });

  beforeAll(async () => {
    server = await engineServer();
    await server.deploy({
      'parallel.bpmn': model('parallel', PARALLEL),
      'plain.bpmn': model('plain', line('<startEvent id="s"/>', '<userTask id="t"/>')),
    });
    await server.start('parallel', {
      variables: {
        doc: photo({ filename: 'a.jpg', mimetype: 'image/jpeg', encoding: 'utf-8', odd: 1 }),
        own: { value: 'outer' },
      },
    });
    [task] = (await server.ok<Locked[]>('POST', '/external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 1,
      topics: [{ topicName: 'read', lockDuration: 60_000 }],
    })) as [Locked];
    expect(task.executionId).not.toBe(task.processInstanceId);
  });
  afterAll(() => server.close());

  it('/process-instance/{executionId}/variables sees what surrounds the execution, as the Java client expects of its files', async () => {
    const at = `/process-instance/${task.executionId}/variables`;
    const data = await server.call('GET', `${at}/doc/data`);
    expect([data.status, data.body, data.headers.get('content-type')]).toEqual([
      200,
      'pixels',
      'image/jpeg; charset=utf-8',
    ]);
    expect(await server.ok('GET', `${at}/doc`)).toMatchObject({ type: 'File', value: null });
    expect(await server.ok('GET', at)).toMatchObject({ doc: { type: 'File' }, own: { value: 'inner' } });
  });

  it('/process-instance/{executionId}/variables sets and removes where the variable is', async () => {
    const at = `/process-instance/${task.executionId}/variables`;
    await server.ok('PUT', `${at}/fresh`, { value: 1, type: 'Integer' });
    expect(await server.ok('GET', `/process-instance/${task.processInstanceId}/variables/fresh`)).toMatchObject({
      value: 1,
    });
    await server.ok('PUT', `${at}/own`, { value: 'changed' });
    expect(await server.ok('GET', `/process-instance/${task.processInstanceId}/variables/own`)).toMatchObject({
      value: 'outer',
    });
    await server.ok('POST', at, { modifications: { fresh: { value: 2 } }, deletions: [] });
    await server.ok('DELETE', `${at}/fresh`);
    expect((await server.call('GET', `/process-instance/${task.processInstanceId}/variables/fresh`)).status).toBe(404);
  });

  it('/execution/{id}/localVariables stays with the execution', async () => {
    const at = `/execution/${task.executionId}/localVariables`;
    expect(Object.keys(await server.ok<object>('GET', at))).toEqual(['own']);
    expect((await server.call('GET', `${at}/doc/data`)).status).toBe(404);
  });

  it('/task/{id}/variables resolves upward, /task/{id}/localVariables does not', async () => {
    const [user] = await server.ok<{ id: string }[]>('GET', `/task?processInstanceId=${task.processInstanceId}`);
    expect(await server.ok('GET', `/task/${user?.id}/variables/own`)).toMatchObject({ value: 'outer' });
    expect((await server.call('GET', `/task/${user?.id}/localVariables/own`)).status).toBe(404);
  });

  it.each([
    ['mimetype', { filename: 'a.jpg', mimetype: 'image/jpeg' }],
    ['mimeType', { filename: 'a.jpg', mimeType: 'image/jpeg' }],
    ['both', { filename: 'a.jpg', mimetype: 'text/plain', mimeType: 'image/jpeg' }],
  ])('the valueInfo of a File is spelled as Camunda spells it, written with %s', async (_, info) => {
    const id = await server.start('plain', { variables: { doc: photo(info) } });
    const expected = { filename: 'a.jpg', mimeType: 'image/jpeg' };
    const { valueInfo } = await server.ok<{ valueInfo: unknown }>('GET', `/process-instance/${id}/variables/doc`);
    expect(valueInfo).toEqual(expected);
    const [past] = await server.ok<{ valueInfo: unknown }[]>(
      'GET',
      `/history/variable-instance?processInstanceId=${id}`,
    );
    expect(past?.valueInfo).toEqual(expected);
  });

  it('an uploaded File has the same valueInfo', async () => {
    const id = await server.start('plain');
    const form = new FormData();
    form.set('data', new Blob(['pixels'], { type: 'image/jpeg' }), 'a.jpg');
    form.set('valueType', 'File');
    await server.ok('POST', `/process-instance/${id}/variables/doc/data`, form);
    expect(await server.ok('GET', `/process-instance/${id}/variables/doc`)).toMatchObject({
      valueInfo: { filename: 'a.jpg', mimeType: 'image/jpeg' },
    });
  });

  it('a value of another type keeps no valueInfo it does not know', async () => {
    const id = await server.start('plain', { variables: { s: { type: 'String', value: 'x', valueInfo: { a: 1 } } } });
    expect(await server.ok('GET', `/process-instance/${id}/variables/s`)).toEqual({
      type: 'String',
      value: 'x',
      valueInfo: {},
    });
  });
});
