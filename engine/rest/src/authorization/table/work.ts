import type { Asked, Demand, Requirements } from '../requirement.js';
import { ifFound, right, textIn, textsIn } from '../requirement.js';
import { READ, RETRY_JOB, UPDATE, definitionKeyOf, onInstance, onInstanceOf } from '../instance.js';
import type { InstancePermissions } from '../instance.js';
import { every, list } from './lists.js';

/** Jobs of no process are the engine's own; they demand nothing, as in Camunda. */
async function onJobOf({ engine }: Asked, id: string, permissions: InstancePermissions) {
  const job = await ifFound(() => engine.jobs.get(id));
  return job?.processDefinitionKey ? [onInstance(job.processInstanceId, job.processDefinitionKey, permissions)] : [];
}
const onJob =
  (permissions: InstancePermissions): Demand =>
  (asked) =>
    onJobOf(asked, asked.params['id'] ?? '', permissions);

async function onExternalTaskOf({ engine }: Asked, id: string, permissions: InstancePermissions) {
  const task = await ifFound(() => engine.externalTasks.get(id));
  return task ? [onInstance(task.processInstanceId, task.processDefinitionKey, permissions)] : [];
}
const onExternalTask =
  (permissions: InstancePermissions): Demand =>
  (asked) =>
    onExternalTaskOf(asked, asked.params['id'] ?? '', permissions);

const jobDefinitionKey = async ({ engine }: Asked, id: string | undefined): Promise<string | undefined> =>
  id === undefined
    ? undefined
    : ((await ifFound(() => engine.jobs.getDefinition(id)))?.processDefinitionKey ?? undefined);

/** A job definition changes with the right to change its process; its jobs with that to change the instances. */
const onJobDefinition =
  (keyOf: (asked: Asked) => Promise<string | undefined>, flag: string): Demand =>
  async (asked) => {
    const key = await keyOf(asked);
    if (key === undefined) return [];
    const body = await asked.body();
    return [
      [right('UPDATE', 'ProcessDefinition', key)],
      ...(body[flag] === true ? [onInstance(null, key, UPDATE)] : []),
    ];
  };
const byParameter = (asked: Asked): Promise<string | undefined> => jobDefinitionKey(asked, asked.params['id']);
const bySelection = async (asked: Asked): Promise<string | undefined> => {
  const body = await asked.body();
  return textIn(body, 'processDefinitionKey') ?? (await definitionKeyOf(asked, textIn(body, 'processDefinitionId')));
};

const suspendJobs: Demand = async (asked) => {
  const body = await asked.body();
  const [jobId, instanceId] = [textIn(body, 'jobId'), textIn(body, 'processInstanceId')];
  if (jobId !== undefined) return onJobOf(asked, jobId, UPDATE);
  if (instanceId !== undefined) return onInstanceOf(asked, instanceId, UPDATE);
  const key = (await jobDefinitionKey(asked, textIn(body, 'jobDefinitionId'))) ?? (await bySelection(asked));
  return [onInstance(null, key, UPDATE)];
};

/** Retries set at once: of tasks and instances by id; what a query finds is restricted to what its caller sees. */
const externalTaskRetries: Demand = async (asked) => {
  const body = await asked.body();
  const named = await Promise.all([
    ...textsIn(body, 'externalTaskIds').map((id) => onExternalTaskOf(asked, id, UPDATE)),
    ...textsIn(body, 'processInstanceIds').map((id) => onInstanceOf(asked, id, UPDATE)),
  ]);
  const asksQuery = ['externalTaskQuery', 'processInstanceQuery', 'historicProcessInstanceQuery'].some(
    (name) => body[name] !== undefined && body[name] !== null,
  );
  return [...named.flat(), ...(asksQuery ? [onInstance(null, null, UPDATE)] : [])];
};

const onIncident: Demand = async (asked) => {
  const incident = await ifFound(() => asked.engine.incidents.get(asked.params['id'] ?? ''));
  if (!incident?.processInstanceId) return [];
  return [onInstance(incident.processInstanceId, await definitionKeyOf(asked, incident.processDefinitionId), UPDATE)];
};

const retriesOfDefinition: Demand = async (asked) => {
  const key = await byParameter(asked);
  return key === undefined ? [] : [onInstance(null, key, RETRY_JOB)];
};

export const WORK: Requirements = {
  ...list('/job'),
  ...list('/job-definition'),
  ...list('/external-task'),
  ...list('/incident'),
  ...every(
    'filtered',
    'GET /job/:id',
    'GET /job-definition/:id',
    'GET /external-task/:id',
    'GET /external-task/topic-names',
    'GET /incident/:id',
  ),
  'POST /external-task/fetchAndLock': 'by the engine',
  'GET /job/:id/stacktrace': onJob(READ),
  'PUT /job/:id/retries': onJob(RETRY_JOB),
  'PUT /job/suspended': suspendJobs,
  ...every(
    onJob(UPDATE),
    'DELETE /job/:id',
    'POST /job/:id/execute',
    'PUT /job/:id/duedate',
    'POST /job/:id/duedate/recalculate',
    'PUT /job/:id/priority',
    'PUT /job/:id/suspended',
  ),
  'PUT /job-definition/:id/jobPriority': onJobDefinition(byParameter, 'includeJobs'),
  'PUT /job-definition/:id/suspended': onJobDefinition(byParameter, 'includeJobs'),
  'PUT /job-definition/suspended': onJobDefinition(bySelection, 'includeJobs'),
  'PUT /job-definition/:id/retries': retriesOfDefinition,
  'GET /external-task/:id/errorDetails': onExternalTask(READ),
  ...every(
    onExternalTask(UPDATE),
    'POST /external-task/:id/complete',
    'POST /external-task/:id/bpmnError',
    'POST /external-task/:id/failure',
    'POST /external-task/:id/lock',
    'POST /external-task/:id/extendLock',
    'POST /external-task/:id/unlock',
    'PUT /external-task/:id/priority',
    'PUT /external-task/:id/retries',
  ),
  'PUT /external-task/retries': externalTaskRetries,
  ...every(onIncident, 'DELETE /incident/:id', 'PUT /incident/:id/annotation', 'DELETE /incident/:id/annotation'),
};
