import type { Reply } from '../support/engine-server.js';
import { FIRST_VERSION, SECOND_VERSION } from './models.js';

/** How the scenario and the walk speak to an engine. */
export interface Client {
  call(method: string, path: string, body?: unknown): Promise<Pick<Reply, 'status' | 'body'>>;
}

/** What the calls of the web applications are about, by name. */
export type Things = Record<string, string>;

interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

const form = (models: Readonly<Record<string, string>>): FormData => {
  const body = new FormData();
  body.set('deployment-name', 'shop');
  body.set('deployment-source', 'process application');
  for (const [name, text] of Object.entries(models)) body.set(name, new Blob([text]), name);
  return body;
};

/**
 * An engine as people leave it behind: two versions of a process with a call activity, decisions and forms; instances that
 * run, are suspended, finished and deleted; a failed job and a failed external task; batches before, during and after their
 * jobs; users, groups, tenants, authorizations; filters with variables.
 */
export async function furnished({ call }: Client): Promise<Things> {
  const ok = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const { status, body: answer } = await call(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer as T;
  };
  const first = async (path: string): Promise<Row> => {
    const [row] = await ok<Row[]>('GET', path);
    if (!row) throw new Error(`nothing found: ${path}`);
    return row;
  };
  const start = async (at: string, businessKey: string): Promise<string> =>
    (
      await ok<Row>('POST', `/process-definition/${at}/start`, {
        businessKey,
        variables: {
          customer: { value: 'ann', type: 'String' },
          amount: { value: 200, type: 'Long' },
          express: { value: true, type: 'Boolean' },
          basket: { value: '{"items":[1,2]}', type: 'Json' },
        },
      })
    ).id;
  const taskOf = async (instance: string): Promise<string> => (await first(`/task?processInstanceId=${instance}`)).id;
  const execute = (job: string) => call('POST', `/job/${job}/execute`);
  /** Runs the jobs of a batch until it has ended, or only its seed job. */
  const run = async (batch: Row, whole: boolean): Promise<void> => {
    for (const kind of whole ? ['seed', 'batch', 'monitor'] : ['seed']) {
      const jobs = await ok<Row[]>('GET', `/job?jobDefinitionId=${String(batch[`${kind}JobDefinitionId`])}`);
      for (const job of jobs) await execute(job.id);
    }
  };

  for (const id of ['demo', 'mary'])
    await ok('POST', '/user/create', {
      profile: { id, firstName: id, lastName: 'Shop', email: `${id}@shop.test` },
      credentials: { password: 'Secret-123' },
    });
  for (const id of ['sales', 'ops']) await ok('POST', '/group/create', { id, name: id, type: 'WORKFLOW' });
  for (const id of ['north', 'south']) await ok('POST', '/tenant/create', { id, name: id });
  await ok('PUT', '/group/sales/members/demo');
  await ok('PUT', '/tenant/north/user-members/demo');
  await ok('PUT', '/tenant/north/group-members/sales');
  const authorization = await ok<Row>('POST', '/authorization/create', {
    type: 1,
    userId: 'mary',
    resourceType: 6,
    resourceId: '*',
    permissions: ['READ'],
  });

  const { id: deployment } = await ok<Row>('POST', '/deployment/create', form(FIRST_VERSION));
  const definition = async (key: string, version: number) =>
    (await first(`/process-definition?key=${key}&version=${version}`)).id;
  const order = await definition('order', 1);

  const running = await start(order, 'order-1');
  const suspended = await start(order, 'order-2');
  await ok('PUT', `/process-instance/${suspended}/suspended`, { suspended: true });
  const deleted = await start(order, 'order-3');
  await ok('DELETE', `/process-instance/${deleted}`);
  const shipped = await start(order, 'order-4');
  await ok('POST', `/task/${await taskOf(shipped)}/complete`, { variables: { approved: { value: true } } });
  const finished = await start(order, 'order-5');
  await ok('POST', `/task/${await taskOf(finished)}/complete`, {});
  const callee = async (of: string) => (await first(`/process-instance?superProcessInstance=${of}`)).id;
  const packing = await first(`/external-task?processInstanceId=${await callee(finished)}`);
  const fetched = { workerId: 'packer', lockDuration: 60_000 };
  await ok('POST', `/external-task/${packing.id}/lock`, fetched);
  await ok('POST', `/external-task/${packing.id}/complete`, { workerId: 'packer' });
  await ok('POST', `/task/${await taskOf(await callee(finished))}/complete`, {});
  const failing = await first(`/external-task?processInstanceId=${await callee(shipped)}`);
  await ok('POST', `/external-task/${failing.id}/lock`, fetched);
  const failure = {
    workerId: 'packer',
    errorMessage: 'no box',
    errorDetails: 'long story',
    retries: 0,
    retryTimeout: 0,
  };
  await ok('POST', `/external-task/${failing.id}/failure`, failure);
  const packed = await start(order, 'order-6');
  await ok('POST', `/task/${await taskOf(packed)}/complete`, {});
  const locked = await first(`/external-task?processInstanceId=${await callee(packed)}`);
  await ok('POST', `/external-task/${locked.id}/lock`, fetched);
  const handed = await start('key/shipping', 'order-7');
  const boxed = await first(`/external-task?processInstanceId=${handed}`);
  await ok('POST', `/external-task/${boxed.id}/lock`, fetched);
  await ok('POST', `/external-task/${boxed.id}/complete`, { workerId: 'packer' });

  const billing = await start('key/billing', 'bill-1');
  const failed = await first(`/job?processInstanceId=${billing}`);
  await execute(failed.id);

  const task = await taskOf(running);
  await ok('POST', `/task/${task}/identity-links`, { groupId: 'ops', type: 'candidate' });
  await ok('POST', `/task/${task}/comment/create`, { message: 'please hurry' });
  await ok('PUT', `/task/${task}/localVariables/note`, { value: 'local', type: 'String' });
  await ok('POST', '/decision-definition/key/discount/evaluate', { variables: { amount: { value: 50 } } });

  const { id: newer } = await ok<Row>('POST', '/deployment/create', form(SECOND_VERSION));
  const deletable = await Promise.all(['x', 'y', 'z'].map((key) => start(order, `order-${key}`)));
  const deletion = (instance: string | undefined) =>
    ok<Row>('POST', '/process-instance/delete', { processInstanceIds: [instance], deleteReason: 'cleared' });
  const ended = await deletion(deletable[0]);
  await run(ended, true);
  const started = await deletion(deletable[1]);
  await run(started, false);
  const fresh = await deletion(deletable[2]);

  const { id: filter } = await ok<Row>('POST', '/filter/create', {
    resourceType: 'Task',
    name: 'Orders',
    owner: 'demo',
    query: { processDefinitionKey: 'order', candidateGroup: 'sales', includeAssignedTasks: true },
    properties: {
      description: 'all',
      color: '#0a0',
      priority: 1,
      refresh: true,
      variables: [{ name: 'customer', label: 'Customer' }],
    },
  });
  const incident = await first(`/incident?processInstanceId=${billing}`);
  const resources = await ok<Row[]>('GET', `/deployment/${deployment}/resources`);
  const resource = (name: string) => resources.find((one) => one['name'] === name)?.id ?? '';
  const requirements = await first('/decision-requirements-definition?key=discount-drg');
  return {
    deployment,
    newer,
    order,
    authorization: authorization.id,
    running,
    suspended,
    deleted,
    shipped,
    finished,
    packed,
    handed,
    billing,
    task,
    filter,
    newOrder: await definition('order', 2),
    shipping: await definition('shipping', 1),
    billingDefinition: await definition('billing', 1),
    handTask: await taskOf(handed),
    failedJob: failed.id,
    failedTask: failing.id,
    lockedTask: locked.id,
    incident: incident.id,
    timer: (await first(`/job?processInstanceId=${running}&timers=true`)).id,
    timerDefinition: (await first(`/job-definition?processDefinitionId=${order}`)).id,
    decision: (await first('/decision-definition?key=discount')).id,
    requirements: requirements.id,
    evaluation: (await first('/history/decision-instance?decisionDefinitionKey=discount')).id,
    endedBatch: ended.id,
    batch: started.id,
    batchJobs: String(started['batchJobDefinitionId']),
    freshBatch: fresh.id,
    bpmn: resource('order.bpmn'),
    form: resource('approve.form'),
    calledBy: await callee(shipped),
    sub: failing.id,
    activity: (await first(`/history/activity-instance?processInstanceId=${running}&activityId=approve`)).id,
  };
}
