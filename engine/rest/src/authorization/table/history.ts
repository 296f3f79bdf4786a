import type { Asked, Demand, Requirements } from '../requirement.js';
import { ANY_RESOURCE } from '@anliu/engine-protocol';
import { always, ifFound, onParameter, right } from '../requirement.js';
import { definitionKeyOf } from '../instance.js';
import { every, list } from './lists.js';

const onHistory =
  (permission: string, keyOf: (asked: Asked) => Promise<string | null | undefined>): Demand =>
  async (asked) => {
    const key = await keyOf(asked);
    return key ? [[right(permission, 'ProcessDefinition', key)]] : [];
  };
const id = ({ params }: Asked): string => params['id'] ?? '';
const ofInstance = async (asked: Asked) =>
  (await ifFound(() => asked.engine.history.getProcessInstance(id(asked))))?.processDefinitionKey;
const ofVariable = async (asked: Asked) =>
  (await ifFound(() => asked.engine.history.getVariableInstance(id(asked))))?.processDefinitionKey;
const ofJobLog = async (asked: Asked) =>
  (await ifFound(() => asked.engine.history.getJobLog(id(asked))))?.processDefinitionKey;
const ofTaskLog = async (asked: Asked) =>
  (await ifFound(() => asked.engine.history.getExternalTaskLog(id(asked))))?.processDefinitionKey;
const ofDefinition = (asked: Asked) => definitionKeyOf(asked, id(asked));

/** The history of the definitions the report is about, or of all. */
const report: Demand = async (asked) => {
  const given = (asked.query.get('processDefinitionKeyIn') ?? '').split(',').filter(Boolean);
  const ids = (asked.query.get('processDefinitionIdIn') ?? '').split(',').filter(Boolean);
  const found = await Promise.all(ids.map((one) => definitionKeyOf(asked, one)));
  const keys = [...given, ...found.filter((one) => one !== undefined)];
  return (keys.length > 0 ? keys : [ANY_RESOURCE]).map((key) => [right('READ_HISTORY', 'ProcessDefinition', key)]);
};

/** An annotation is written by whoever may change the history of the process or the operations of the category. */
const annotate: Demand = async ({ engine, params }) => {
  const [entry] = await engine.history.listUserOperations({ operationId: params['operationId'] ?? '' });
  if (!entry) return [];
  return [
    [
      ...(entry.processDefinitionKey ? [right('UPDATE_HISTORY', 'ProcessDefinition', entry.processDefinitionKey)] : []),
      right('UPDATE', 'OperationLogCatgeory', entry.category),
    ],
  ];
};

/** How much of every definition may be removed; Camunda shows it for the definitions one may read. */
const everyDefinition =
  (resource: 'ProcessDefinition' | 'DecisionDefinition'): Demand =>
  () => [[right('READ', resource, ANY_RESOURCE)], [right('READ_HISTORY', resource, ANY_RESOURCE)]];
const INSTANCE_REPORT = '/history/process-definition/cleanable-process-instance-report';
const DECISION_REPORT = '/history/decision-definition/cleanable-decision-instance-report';

export const HISTORY: Requirements = {
  ...list('/history/process-instance'),
  ...list('/history/activity-instance'),
  ...list('/history/task'),
  ...list('/history/variable-instance'),
  ...list('/history/detail'),
  ...list('/history/incident'),
  ...list('/history/job-log'),
  ...list('/history/external-task-log'),
  ...list('/history/identity-link-log'),
  ...list('/history/user-operation'),
  ...list('/history/decision-instance'),
  ...every(
    'filtered',
    'GET /history/process-instance/:id',
    'GET /history/activity-instance/:id',
    'GET /history/variable-instance/:id',
    'GET /history/variable-instance/:id/data',
    'GET /history/detail/:id',
    'GET /history/detail/:id/data',
    'GET /history/job-log/:id',
    'GET /history/external-task-log/:id',
    'GET /history/decision-instance/:id',
  ),
  'GET /history/job-log/:id/stacktrace': onHistory('READ_HISTORY', ofJobLog),
  'GET /history/external-task-log/:id/error-details': onHistory('READ_HISTORY', ofTaskLog),
  'DELETE /history/process-instance/:id': onHistory('DELETE_HISTORY', ofInstance),
  'DELETE /history/process-instance/:id/variable-instances': onHistory('DELETE_HISTORY', ofInstance),
  'DELETE /history/variable-instance/:id': onHistory('DELETE_HISTORY', ofVariable),
  'GET /history/process-definition/:id/statistics': onHistory('READ', ofDefinition),
  'GET /history/process-instance/report': report,
  'GET /history/task/report': always('READ_HISTORY', 'ProcessDefinition'),
  ...every(everyDefinition('ProcessDefinition'), `GET ${INSTANCE_REPORT}`, `GET ${INSTANCE_REPORT}/count`),
  ...every(everyDefinition('DecisionDefinition'), `GET ${DECISION_REPORT}`, `GET ${DECISION_REPORT}/count`),
  ...every(
    annotate,
    'PUT /history/user-operation/:operationId/set-annotation',
    'PUT /history/user-operation/:operationId/clear-annotation',
  ),
  'POST /history/cleanup': 'administrators',
  ...every('everyone', 'GET /history/cleanup/configuration', 'GET /history/cleanup/job', 'GET /history/cleanup/jobs'),
};

export const DEPLOYMENT: Requirements = {
  ...list('/deployment'),
  'GET /deployment/:id': 'filtered',
  'POST /deployment/create': always('CREATE', 'Deployment'),
  'GET /deployment/registered': always('READ', 'System'),
  'DELETE /deployment/:id': onParameter('DELETE', 'Deployment'),
  'POST /deployment/:id/redeploy': ({ params }) => [
    [right('CREATE', 'Deployment')],
    [right('READ', 'Deployment', params['id'] ?? null)],
  ],
  ...every(
    onParameter('READ', 'Deployment'),
    'GET /deployment/:id/resources',
    'GET /deployment/:id/resources/:resourceId',
    'GET /deployment/:id/resources/:resourceId/data',
  ),
};
