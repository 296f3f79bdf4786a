import type { WebappCall } from './call.js';
import {
  ACTIVITY,
  COUNT,
  DEFINITION,
  HISTORIC_INSTANCE,
  HISTORIC_TASK,
  HISTORIC_VARIABLE,
  INSTANCE,
  TASK,
  VARIABLE,
  VARIABLE_INSTANCE,
} from './shapes.js';

const STATISTICS = {
  id: 'text',
  instances: 'number',
  failedJobs: 'number',
  definition: DEFINITION,
} as const;
const AT_ACTIVITY = { id: 'text', instances: 'number', failedJobs: 'number' } as const;
const WITH_INCIDENTS = { ...AT_ACTIVITY, incidents: [{ incidentType: 'text', incidentCount: 'number' }] } as const;

const by = 'neo' as const;
const definitions: readonly WebappCall[] = [
  { by, call: 'GET /process-definition/statistics', reads: [STATISTICS] },
  // The order and the criteria of the list are sent, though statistics know none of them.
  {
    by,
    call: 'GET /process-definition/statistics?nameLike=%25r%25&latestVersion=true&active=true&sortBy=version&sortOrder=desc',
    reads: [STATISTICS],
  },
  { by: 'classic', call: 'GET /process-definition/statistics?incidents=true', reads: [{ ...STATISTICS }] },
  { by: 'classic', call: 'GET /process-definition/statistics?rootIncidents=true', reads: [STATISTICS] },
  { by: 'both', call: 'GET /process-definition/{order}', reads: DEFINITION },
  { by: 'both', call: 'GET /process-definition/{order}/xml', reads: { id: 'text', bpmn20Xml: 'text' } },
  { by, call: 'GET /process-definition/{order}/statistics', reads: [AT_ACTIVITY] },
  {
    by: 'both',
    call: 'GET /process-definition/{billingDefinition}/statistics?incidents=true',
    reads: [WITH_INCIDENTS],
  },
  {
    by: 'both',
    call: 'GET /process-definition/{order}/static-called-process-definitions',
    reads: [{ ...DEFINITION, calledFromActivityIds: ['text'], callingProcessDefinitionId: 'text' }],
  },
  { by, call: 'GET /process-definition?deploymentId={deployment}&resourceName=order.bpmn', reads: [DEFINITION] },
  {
    by,
    call: 'GET /process-definition?latest=true&active=true&startableInTasklist=true&startablePermissionCheck=true&firstResult=0&maxResults=15',
    reads: [DEFINITION],
  },
  {
    by: 'classic',
    call: 'GET /process-definition?latest=true&active=true&sortBy=name&sortOrder=asc&firstResult=0&maxResults=50',
    reads: [DEFINITION],
  },
  { by: 'classic', call: 'GET /process-definition/count?latest=true', reads: COUNT },
  { by: 'classic', call: 'GET /process-definition?key=order&sortBy=version&sortOrder=desc', reads: [DEFINITION] },
  {
    by: 'classic',
    call: 'GET /process-definition?deploymentId={deployment}&resourceName=order.bpmn&maxResults=50&firstResult=0',
    reads: [DEFINITION],
  },
  { by: 'classic', call: 'GET /process-definition/key/order', reads: DEFINITION },
  {
    by: 'classic',
    call: 'PUT /process-definition/{order}/history-time-to-live',
    body: { historyTimeToLive: 30 },
    status: 204,
  },
  { by, call: 'GET /process-definition/{shipping}/startForm', reads: { key: 'text?', contextPath: 'text?' } },
  { by, call: 'GET /process-definition/{order}/startForm', reads: { key: 'text', contextPath: 'text?' } },
  { by, call: 'GET /process-definition/{order}/rendered-form', reads: 'text' },
  { by: 'classic', call: 'GET /process-definition/{order}/form-variables', reads: { amount: VARIABLE } },
  { by, call: 'GET /process-definition/{shipping}/rendered-form', status: 404 },
  { by, call: 'GET /process-definition/{shipping}/deployed-start-form', status: 400 },
  {
    by: 'both',
    call: 'POST /process-definition/{order}/submit-form',
    body: {
      variables: { customer: { value: 'eve', type: 'String' }, amount: { value: 4, type: 'Long' } },
      businessKey: 'form-1',
    },
    reads: INSTANCE,
    keep: 'submitted',
  },
  {
    by: 'classic',
    call: 'POST /process-definition/{shipping}/submit-form',
    body: { variables: {} },
    reads: INSTANCE,
  },
];

const HISTORIC = 'GET /history/process-instance?sortBy=startTime&sortOrder=asc' as const;
const CRITERIA = [
  'businessKey=order-1',
  'businessKeyLike=order%25',
  'active=true',
  'suspended=true',
  'finished=true',
  'withIncidents=true',
  'startedBefore=2100-01-01T00:00:00.000%2B0000',
  'startedAfter=2020-01-01T00:00:00.000%2B0000',
] as const;

const instances: readonly WebappCall[] = [
  {
    by,
    call: `${HISTORIC}&unfinished=true&processDefinitionId={order}&firstResult=0&maxResults=20`,
    reads: [HISTORIC_INSTANCE],
  },
  { by, call: `${HISTORIC}&processDefinitionId={order}&firstResult=0&maxResults=20`, reads: [HISTORIC_INSTANCE] },
  ...['instanceId', 'definitionKey', 'businessKey', 'tenantId', 'endTime', 'duration'].map((key) => ({
    by,
    call: `GET /history/process-instance?sortBy=${key}&sortOrder=desc&processDefinitionId={order}&firstResult=0&maxResults=20` as const,
    reads: [HISTORIC_INSTANCE] as const,
  })),
  ...CRITERIA.map((criterion) => ({ by, call: `${HISTORIC}&processDefinitionId={order}&${criterion}` as const })),
  { by: 'both', call: 'GET /history/process-instance/{running}', reads: HISTORIC_INSTANCE },
  { by, call: 'GET /history/process-instance?superProcessInstanceId={finished}', reads: [HISTORIC_INSTANCE] },
  {
    by: 'classic',
    call: 'POST /history/process-instance?firstResult=0&maxResults=50',
    body: { processDefinitionId: '{order}', unfinished: true, sorting: [{ sortBy: 'startTime', sortOrder: 'desc' }] },
    reads: [HISTORIC_INSTANCE],
  },
  {
    by: 'classic',
    call: 'POST /history/process-instance/count',
    body: {
      processDefinitionId: '{order}',
      variables: [{ name: 'amount', operator: 'gt', value: 3 }],
      unfinished: true,
    },
    reads: COUNT,
  },
  { by: 'both', call: 'GET /process-instance/{running}', reads: INSTANCE },
  { by, call: 'GET /process-instance?processDefinitionId={order}', reads: [INSTANCE] },
  {
    by,
    call: 'POST /process-instance',
    body: { activityIdIn: ['approve'], processDefinitionId: '{order}' },
    reads: [INSTANCE],
  },
  {
    by: 'classic',
    call: 'POST /process-instance?firstResult=0&maxResults=50',
    body: {
      processDefinitionId: '{order}',
      withIncident: false,
      firstResult: 0,
      maxResults: 50,
      sortBy: 'instanceId',
      sortOrder: 'asc',
      sorting: [],
    },
    reads: [INSTANCE],
  },
  {
    by: 'classic',
    call: 'POST /process-instance/count/',
    body: { processDefinitionKey: 'order', withoutTenantId: true },
    reads: COUNT,
  },
  { by: 'both', call: 'POST /process-instance/count', body: { deploymentId: '{deployment}' }, reads: COUNT },
  { by, call: 'GET /process-instance?superProcessInstance={shipped}', reads: [INSTANCE] },
  {
    by: 'both',
    call: 'GET /process-instance/{running}/activity-instances',
    reads: {
      id: 'text',
      activityId: 'text',
      activityType: 'text',
      childActivityInstances: [
        {
          id: 'text',
          activityId: 'text',
          parentActivityInstanceId: 'text',
          name: 'text?',
          activityType: 'text',
          executionIds: ['text'],
        },
      ],
    },
  },
  {
    by: 'classic',
    call: 'GET /process-instance/{billing}/activity-instances/',
    reads: {
      childTransitionInstances: [
        {
          id: 'text',
          activityId: 'text',
          executionId: 'text',
          incidentIds: ['text'],
          incidents: [{ id: 'text', activityId: 'text' }],
        },
      ],
    },
  },
  {
    by,
    call: 'GET /process-instance/{running}/variables?deserializeValues=false',
    reads: { customer: VARIABLE, basket: { type: 'text', value: 'text' } },
  },
  {
    by,
    call: 'GET /history/variable-instance?processInstanceId={running}&deserializeValues=false',
    reads: [HISTORIC_VARIABLE],
  },
  {
    by: 'classic',
    call: 'POST /variable-instance?firstResult=0&maxResults=50&deserializeValues=false',
    body: { processInstanceIdIn: ['{running}'], sorting: [{ sortBy: 'variableName', sortOrder: 'asc' }] },
    reads: [VARIABLE_INSTANCE],
  },
  { by: 'classic', call: 'POST /variable-instance/count', body: { processInstanceIdIn: ['{running}'] }, reads: COUNT },
  {
    by: 'classic',
    call: 'POST /history/variable-instance?firstResult=0&maxResults=50&deserializeValues=false',
    body: { processInstanceId: '{running}', sorting: [{ sortBy: 'variableName', sortOrder: 'asc' }] },
    reads: [HISTORIC_VARIABLE],
  },
  { by, call: 'GET /history/task?processInstanceId={finished}', reads: [HISTORIC_TASK] },
  {
    by: 'classic',
    call: 'POST /history/task?firstResult=0&maxResults=50',
    body: {
      processInstanceId: '{finished}',
      taskAssigned: true,
      sorting: [{ sortBy: 'startTime', sortOrder: 'desc' }],
    },
  },
  { by: 'classic', call: 'POST /history/task/count', body: { unfinished: true, assigned: true }, reads: COUNT },
  {
    by: 'both',
    call: 'GET /history/activity-instance?processInstanceId={finished}&sortBy=startTime&sortOrder=asc',
    reads: [ACTIVITY],
  },
  { by, call: 'GET /task?processInstanceId={running}', reads: [TASK] },
];

export const PROCESSES: readonly WebappCall[] = [...definitions, ...instances];
