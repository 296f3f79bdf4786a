import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const review = (key: string, task: string, next: string) =>
  model(
    key,
    line('<startEvent id="s"/>', `<userTask id="${task}"/>`, `<userTask id="${next}"/>`, '<endEvent id="e"/>'),
  );

let server: EngineServer;
let ids: { sourceProcessDefinitionId: string; targetProcessDefinitionId: string };
beforeAll(async () => {
  server = await engineServer();
  await server.deploy({ 'old.bpmn': review('old', 'check', 'file'), 'new.bpmn': review('new', 'check', 'archive') });
  const idOf = async (key: string) => (await server.ok<{ id: string }>('GET', `/process-definition/key/${key}`)).id;
  ids = { sourceProcessDefinitionId: await idOf('old'), targetProcessDefinitionId: await idOf('new') };
});
afterAll(() => server.close());

const instruction = (from: string, to: string, updateEventTrigger = false) => ({
  sourceActivityIds: [from],
  targetActivityIds: [to],
  updateEventTrigger,
});

describe('/migration', () => {
  it('generates a plan that validates and executes; the task goes on in the new definition', async () => {
    const instance = await server.start('old');
    const plan = await server.ok('POST', '/migration/generate', { ...ids, updateEventTriggers: true });
    expect(plan).toEqual({ ...ids, instructions: [instruction('check', 'check')], variables: null });
    expect(await server.ok('POST', '/migration/validate', plan)).toEqual({
      instructionReports: [],
      variableReports: {},
    });
    const [task] = await server.ok<{ id: string }[]>('GET', `/task?processInstanceId=${instance}`);
    const done = await server.call('POST', '/migration/execute', {
      migrationPlan: { ...(plan as object), variables: { why: { value: 'new rules', type: 'String' } } },
      processInstanceIds: [instance],
    });
    expect(done.status).toBe(204);
    expect(await server.ok('GET', `/process-instance/${instance}`)).toMatchObject({
      definitionId: ids.targetProcessDefinitionId,
      definitionKey: 'new',
    });
    expect(await server.ok('GET', `/process-instance/${instance}/variables`)).toMatchObject({
      why: { value: 'new rules' },
    });
    await server.ok('POST', `/task/${task?.id}/complete`, {});
    expect(await server.ok('GET', `/task?processInstanceId=${instance}`)).toMatchObject([
      { taskDefinitionKey: 'archive' },
    ]);
  });

  it('migrates what a query finds', async () => {
    await server.start('old', { businessKey: 'q1' });
    const done = await server.call('POST', '/migration/execute', {
      migrationPlan: { ...ids, instructions: [instruction('check', 'check')] },
      processInstanceQuery: { businessKey: 'q1' },
      skipCustomListeners: true,
      skipIoMappings: true,
    });
    expect(done.status).toBe(204);
    expect(await server.ok('GET', '/process-instance?businessKey=q1')).toMatchObject([{ definitionKey: 'new' }]);
  });

  it('answers what is wrong with a plan with 200 to validate, and with 400 and the same report to execute', async () => {
    const plan = { ...ids, instructions: [instruction('check', 'check', true), instruction('nothing', 'archive')] };
    const report = await server.ok<{ instructionReports: unknown[] }>('POST', '/migration/validate', plan);
    expect(report.instructionReports).toHaveLength(2);
    expect(report.instructionReports[0]).toEqual({
      instruction: instruction('nothing', 'archive'),
      failures: ["Source activity 'nothing' does not exist"],
    });
    const refused = await server.call('POST', '/migration/execute', { migrationPlan: plan, processInstanceIds: ['x'] });
    expect(refused).toMatchObject({
      status: 400,
      body: { type: 'MigrationPlanValidationException', validationReport: report },
    });
  });

  it('answers what of an instance cannot be migrated', async () => {
    const instance = await server.start('old');
    const migrationPlan = { ...ids, instructions: [] };
    expect(
      await server.call('POST', '/migration/execute', { migrationPlan, processInstanceIds: [instance] }),
    ).toMatchObject({
      status: 400,
      body: {
        type: 'MigratingProcessInstanceValidationException',
        validationReport: {
          processInstanceId: instance,
          failures: [],
          activityInstanceValidationReports: [{ sourceScopeId: 'check', migrationInstruction: null }],
          transitionInstanceValidationReports: [],
        },
      },
    });
  });

  it('refuses requests that make no sense with 400, and instances that are not there with 500', async () => {
    const migrationPlan = { ...ids, instructions: [] };
    const missing = { ...migrationPlan, targetProcessDefinitionId: 'x' };
    expect(await server.call('POST', '/migration/generate', { ...ids, sourceProcessDefinitionId: null })).toMatchObject(
      {
        status: 400,
        body: { type: 'InvalidRequestException' },
      },
    );
    expect(await server.call('POST', '/migration/validate', missing)).toMatchObject({
      status: 400,
      body: { type: 'InvalidRequestException' },
    });
    expect((await server.call('POST', '/migration/execute', { processInstanceIds: ['x'] })).status).toBe(400);
    expect((await server.call('POST', '/migration/execute', { migrationPlan, processInstanceIds: [] })).status).toBe(
      400,
    );
    expect(await server.call('POST', '/migration/execute', { migrationPlan, processInstanceIds: ['x'] })).toMatchObject(
      {
        status: 500,
        body: { type: 'ProcessEngineException' },
      },
    );
  });

  it('migrates as a batch whose jobs do it', async () => {
    const instances = [
      await server.start('old', { businessKey: 'b1' }),
      await server.start('old', { businessKey: 'b1' }),
    ];
    const migrationPlan = { ...ids, instructions: [instruction('check', 'check')] };
    const batch = await server.ok<{ id: string; seedJobDefinitionId: string; batchJobDefinitionId: string }>(
      'POST',
      '/migration/executeAsync',
      { migrationPlan, processInstanceQuery: { businessKey: 'b1' } },
    );
    expect(batch).toMatchObject({ type: 'instance-migration', totalJobs: 2 });
    expect(await server.ok('GET', '/process-instance?businessKey=b1&processDefinitionKey=new')).toEqual([]);
    for (const definition of [batch.seedJobDefinitionId, batch.batchJobDefinitionId]) {
      for (const { id } of await server.ok<{ id: string }[]>('GET', `/job?jobDefinitionId=${definition}`))
        await server.ok('POST', `/job/${id}/execute`);
    }
    for (const instance of instances) {
      expect(await server.ok('GET', `/process-instance/${instance}`)).toMatchObject({ definitionKey: 'new' });
    }
  });

  it('refuses a batch without instances or with a plan that is not valid', async () => {
    const migrationPlan = { ...ids, instructions: [instruction('check', 'check')] };
    expect((await server.call('POST', '/migration/executeAsync', { migrationPlan })).status).toBe(400);
    const invalid = { ...ids, instructions: [instruction('check', 'nowhere')] };
    const refused = await server.call('POST', '/migration/executeAsync', {
      migrationPlan: invalid,
      processInstanceIds: ['x'],
    });
    expect(refused).toMatchObject({ status: 400, body: { type: 'MigrationPlanValidationException' } });
  });
});
