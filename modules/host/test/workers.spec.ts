import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM_DEPLOYMENT_SOURCE } from '@anliu/kit';
import { MAX_WORKER_TOKENS, WORKER_TOKEN_FILE } from '../src/workers/worker-tokens.js';
import { addWorkerToken, listWorkerTokens, revokeWorkerToken, type Verb } from '../src/index.js';
import { runHost, type Answer, type RunningHost } from './running-host.js';

const model = (key: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
  <process id="${key}" isExecutable="true"><startEvent id="s"/><parallelGateway id="g"/><userTask id="u"/>
    <serviceTask id="a" camunda:type="external" camunda:topic="archive"/>
    <serviceTask id="b" camunda:type="external" camunda:topic="billing"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="g"/><sequenceFlow id="fu" sourceRef="g" targetRef="u"/>
    <sequenceFlow id="fa" sourceRef="g" targetRef="a"/><sequenceFlow id="fb" sourceRef="g" targetRef="b"/></process>
</definitions>`;
/** A process with one element between start and end, and messages and signals to speak of. */
const calling = (key: string, element: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
  <message id="msg" name="papers-come"/><signal id="sig" name="alarm"/><signal id="own" name="alarm-of-ours"/>
  <process id="${key}" isExecutable="true"><startEvent id="s"/>${element}<endEvent id="e"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="x"/><sequenceFlow id="g" sourceRef="x" targetRef="e"/></process>
</definitions>`;
const eventful = (key: string): string =>
  calling(
    key,
    `<parallelGateway id="x"/>
     <intermediateCatchEvent id="m"><messageEventDefinition messageRef="msg"/></intermediateCatchEvent>
     <intermediateCatchEvent id="n"><signalEventDefinition signalRef="sig"/></intermediateCatchEvent>
     <sequenceFlow id="h" sourceRef="x" targetRef="m"/><sequenceFlow id="i" sourceRef="x" targetRef="n"/>`,
  );
const table = (key: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="defs-${key}" name="d" namespace="t">
  <decision id="${key}" name="d"><decisionTable id="t"><output id="o" name="o" typeRef="string"/></decisionTable></decision>
</definitions>`;
const lock = (topicName: string) => ({ workerId: 'w', maxTasks: 1, topics: [{ topicName, lockDuration: 60_000 }] });

interface AuditRow {
  readonly action: string;
  readonly by: string;
  readonly outcome: string;
  readonly target: string;
  readonly detail: Record<string, unknown>;
}

describe('the tokens of workers', () => {
  let running: RunningHost;
  let deploymentId: string;
  let definitionId: string;
  const token = (name: string, verbs: Verb[], topics = ['archive']): string =>
    addWorkerToken(running.dataDir, { name, topics, verbs }, new Date(0));
  const as = (secret: string) => ({
    get: (at: string) => running.request(`/engine-rest${at}`, { headers: { authorization: `Bearer ${secret}` } }),
    send: (method: string, at: string, body: unknown = {}): Promise<Answer> =>
      running.request(`/engine-rest${at}`, { method, body, headers: { authorization: `Bearer ${secret}` } }),
    deployXml: async (xml: string, name = 'x.bpmn'): Promise<number> => {
      const form = new FormData();
      form.set('deployment-name', 'x');
      form.set(name, new Blob([xml]), name);
      const headers = { authorization: `Bearer ${secret}` };
      return (await fetch(`${running.url}/engine-rest/deployment/create`, { method: 'POST', body: form, headers }))
        .status;
    },
    deploy: async (key: string, source?: string): Promise<number> => {
      const form = new FormData();
      form.set('deployment-name', 'x');
      if (source) form.set('deployment-source', source);
      form.set('x.bpmn', new Blob([model(key)]), 'x.bpmn');
      const headers = { authorization: `Bearer ${secret}` };
      const answer = await fetch(`${running.url}/engine-rest/deployment/create`, {
        method: 'POST',
        body: form,
        headers,
      });
      return answer.status;
    },
  });
  const calls = async (by: string): Promise<AuditRow[]> => {
    const auditor = await running.login('auditor');
    const { body } = await auditor.get(`/api/audit?by=${by}`);
    return body['items'] as AuditRow[];
  };

  beforeAll(async () => {
    running = await runHost();
    const { repository, runtime } = running.platform().engine;
    const deployed = await repository.createDeployment({
      name: 'pack@1.0.0',
      source: PLATFORM_DEPLOYMENT_SOURCE,
      resources: [
        { name: 'p.bpmn', content: model('pack') },
        { name: 'e.bpmn', content: eventful('pack-events') },
        { name: 'd.dmn', content: table('rates') },
      ],
    });
    deploymentId = deployed.id;
    const [definition] = await repository.listProcessDefinitions({ key: 'pack' });
    definitionId = definition?.id ?? '';
    await runtime.startProcessInstance({ processDefinitionKey: 'pack' });
  });
  afterAll(() => running.host.stop());

  it('work on their topics and on no other', async () => {
    const worker = as(token('archiver', ['work']));
    const locked = await worker.send('POST', '/external-task/fetchAndLock', lock('archive'));
    expect([locked.status, (locked.body as unknown as unknown[]).length]).toEqual([200, 1]);
    expect((await worker.send('POST', '/external-task/fetchAndLock', lock('billing'))).status).toBe(403);
    const [other] = await running.platform().engine.externalTasks.list({ topicName: 'billing' });
    const refused = await worker.send('POST', `/external-task/${other?.id}/complete`, { workerId: 'w' });
    expect([refused.status, refused.body['message']]).toEqual([
      403,
      "The token 'archiver' is not for the topic 'billing'",
    ]);
    const [{ id }] = locked.body as unknown as [{ id: string }];
    expect((await worker.send('POST', `/external-task/${id}/complete`, { workerId: 'w' })).status).toBe(204);
  });

  it('do what their verbs say and nothing else', async () => {
    const worker = as(token('worker-only', ['work']));
    const reader = as(token('reader', ['read']));
    expect((await worker.get('/process-definition')).status).toBe(403);
    expect((await worker.send('POST', '/process-instance', {})).status).toBe(403);
    expect((await reader.get('/process-definition')).status).toBe(200);
    expect((await reader.send('POST', '/process-instance', {})).status).toBe(200);
    expect((await reader.send('POST', '/external-task/fetchAndLock', lock('archive'))).status).toBe(403);
    expect((await reader.send('POST', '/message', { messageName: 'm' })).status).toBe(403);
  });

  it('reach nothing of users, rights and operations, whatever their verbs', async () => {
    const all = as(running.workerToken);
    for (const at of ['/user', '/authorization', '/group', '/history/user-operation'])
      expect((await all.get(at)).status, at).toBe(403);
    for (const at of ['/user/create', '/job/retries', '/migration/execute', '/process-instance/delete'])
      expect((await all.send('POST', at)).status, at).toBe(403);
  });

  it('complete no task of the platform, start no process of it and delete no definition of it', async () => {
    const all = as(running.workerToken);
    const [task] = await running.platform().engine.tasks.list({ taskDefinitionKey: 'u' });
    const [external] = await running.platform().engine.externalTasks.list({ topicName: 'billing' });
    for (const [method, at] of [
      ['POST', `/task/${task?.id}/complete`],
      ['POST', `/task/${task?.id}/claim`],
      ['PUT', `/task/${task?.id}/variables/x`],
      ['PUT', `/external-task/${external?.id}/retries`],
      ['POST', `/process-instance/${external?.processInstanceId}/variables`],
      ['PUT', `/process-instance/${external?.executionId}/variables/x`],
      ['POST', '/process-definition/key/pack/start'],
      ['POST', `/process-definition/${definitionId}/start`],
      ['DELETE', `/deployment/${deploymentId}?cascade=true`],
      ['DELETE', `/process-definition/${definitionId}`],
      ['DELETE', '/process-definition/key/pack?cascade=true'],
    ] as const)
      expect((await all.send(method, at)).status, `${method} ${at}`).toBe(403);
    expect(await all.deploy('pack')).toBe(403);
    expect(await all.deploy('mine', PLATFORM_DEPLOYMENT_SOURCE)).toBe(403);
    expect(await running.platform().engine.tasks.count({ taskDefinitionKey: 'u' })).toBe(1);
  });

  it.each([
    ['calls', '<callActivity id="x" calledElement="pack"/>'],
    ['calls by an expression', '<callActivity id="x" calledElement="${which}"/>'],
    [
      'wakes by signal',
      '<intermediateThrowEvent id="x"><signalEventDefinition signalRef="sig"/></intermediateThrowEvent>',
    ],
    [
      'waits for the message of',
      '<intermediateCatchEvent id="x"><messageEventDefinition messageRef="msg"/></intermediateCatchEvent>',
    ],
    ['decides by the table of', '<businessRuleTask id="x" camunda:decisionRef="rates"/>'],
    ['decides by a table named by an expression', '<businessRuleTask id="x" camunda:decisionRef="${which}"/>'],
    ['uses a topic of', '<serviceTask id="x" camunda:type="external" camunda:topic="case.update"/>'],
    ['names a topic by an expression for', '<serviceTask id="x" camunda:type="external" camunda:topic="${which}"/>'],
  ])('deploy no process that %s the platform', async (_, element) => {
    expect(await as(running.workerToken).deployXml(calling('sly', element))).toBe(403);
  });

  it('deploy no decision under a key of the platform, and processes that reach only their own', async () => {
    const all = as(running.workerToken);
    expect(await all.deployXml(table('rates'), 'x.dmn')).toBe(403);
    expect(await all.deployXml(table('rates-of-ours'), 'x.dmn')).toBe(200);
    for (const element of [
      '<callActivity id="x" calledElement="ours"/>',
      '<businessRuleTask id="x" camunda:decisionRef="rates-of-ours"/>',
      '<intermediateThrowEvent id="x"><signalEventDefinition signalRef="own"/></intermediateThrowEvent>',
    ])
      expect(await all.deployXml(calling('ours', element)), element).toBe(200);
    expect((await all.send('DELETE', '/process-definition/key/ours?cascade=true')).status).toBe(204);
  });

  it('may do all that with what is not the platform’s', async () => {
    const all = as(running.workerToken);
    expect(await all.deploy('mine')).toBe(200);
    expect((await all.send('POST', '/process-definition/key/mine/start')).status).toBe(200);
    const [task] = await running.platform().engine.tasks.list({ processDefinitionKey: 'mine' });
    expect((await all.send('POST', `/task/${task?.id}/complete`)).status).toBe(204);
    const [external] = await running.platform().engine.externalTasks.list({ processDefinitionKey: 'mine' });
    expect((await all.send('PUT', `/external-task/${external?.id}/retries`, { retries: 2 })).status).toBe(204);
    expect((await all.send('DELETE', '/process-definition/key/mine?cascade=true')).status).toBe(204);
  });

  it('stand in the audit trail by their name with every change and every refusal', async () => {
    const rows = await calls('worker:archiver');
    expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['worker.call', 'done'],
      ['worker.call', 'refused'],
      ['worker.call', 'refused'],
      ['worker.call', 'done'],
    ]);
    expect(rows[0]?.detail).toEqual({ call: 'POST /external-task/:id/complete' });
    expect(rows.at(-1)?.detail).toMatchObject({ call: 'POST /external-task/fetchAndLock', locked: [rows[0]?.target] });
    // A poll that finds nothing changes nothing.
    const before = rows.length;
    const again = as(token('idle', ['work']));
    await again.send('POST', '/external-task/fetchAndLock', lock('archive'));
    expect(await calls('worker:idle')).toEqual([]);
    expect((await calls('worker:archiver')).length).toBe(before);
  });

  it('are refused with the call after they are revoked, while the others go on', async () => {
    const [gone, stays] = [as(token('gone', ['read'])), as(token('stays', ['read']))];
    expect((await gone.get('/process-definition')).status).toBe(200);
    expect(revokeWorkerToken(running.dataDir, 'gone')).toBe(true);
    expect((await gone.get('/process-definition')).status).toBe(401);
    expect((await stays.get('/process-definition')).status).toBe(200);
    expect(revokeWorkerToken(running.dataDir, 'gone')).toBe(false);
    const changes = (await calls('operator')).filter(({ target }) => target === 'gone').map(({ action }) => action);
    expect(changes).toEqual(['worker-token.revoked', 'worker-token.added']);
  });

  it('reach the platform’s own interface for workers only with the verb for it', async () => {
    const answer = (secret: string) =>
      running.request('/api/test/clock', { method: 'POST', body: {}, headers: { authorization: `Bearer ${secret}` } });
    expect((await answer(token('no-platform', ['work', 'read']))).status).toBe(404);
    const movable = await runHost({ virtualClock: true });
    const secret = addWorkerToken(movable.dataDir, { name: 'w', topics: ['*'], verbs: ['work'] }, new Date(0));
    const headers = { authorization: `Bearer ${secret}` };
    expect((await movable.request('/api/test/clock', { method: 'POST', body: {}, headers })).status).toBe(403);
    await movable.host.stop();
  });

  it('show monitoring its figures, and nobody without a token for them', async () => {
    const at = (secret: string) => running.request('/metrics', { headers: { authorization: `Bearer ${secret}` } });
    const { status, text } = await at(token('prometheus', ['metrics']));
    expect([status, /^anliu_engine_user_tasks \d+$/m.test(text)]).toEqual([200, true]);
    expect((await at(token('no-figures', ['work', 'read']))).status).toBe(401);
    expect((await running.request('/metrics')).status).toBe(401);
  });

  it('keep no secret on disk, one name each, and a limit', () => {
    const secret = token('secretive', ['work']);
    const file = path.join(running.dataDir, WORKER_TOKEN_FILE);
    expect(fs.readFileSync(file, 'utf8')).not.toContain(secret);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(() => token('secretive', ['work'])).toThrow('已经存在');
    expect(() => token('installation', ['work'])).toThrow('已经存在');
    expect(() => token('Bad Name', ['work'])).toThrow('令牌不符合要求');
    for (let at = listWorkerTokens(running.dataDir).length; at < MAX_WORKER_TOKENS; at++) token(`n${at}`, ['work']);
    expect(listWorkerTokens(running.dataDir)).toHaveLength(MAX_WORKER_TOKENS);
    expect(() => token('one-too-many', ['work'])).toThrow('令牌不符合要求');
  });
});
