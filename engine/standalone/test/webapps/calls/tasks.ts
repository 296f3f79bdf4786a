import type { WebappCall } from './call.js';
import { COUNT, FILTER, FORM_REF, TASK, USER, VARIABLE } from './shapes.js';

const CRITERIA = {
  assignee: 'demo',
  assigneeLike: '%em%',
  candidateGroup: 'sales',
  candidateUser: 'demo',
  involvedUser: 'demo',
  unassigned: 'true',
  processDefinitionKey: 'order',
  processDefinitionName: 'x',
  processDefinitionNameLike: '%x%',
  processInstanceBusinessKey: 'order-1',
  processInstanceBusinessKeyLike: 'order%',
  taskDefinitionKey: 'approve',
  taskDefinitionKeyLike: 'app%',
  name: 'Approve',
  nameLike: '%pp%',
  description: 'x',
  descriptionLike: '%x%',
  priority: '50',
  active: 'true',
  suspended: 'true',
  dueBefore: '2031-01-01T00:00:00.000%2B0000',
  createdAfter: '2020-01-01T00:00:00.000%2B0000',
} as const;

const SORTINGS = [
  'priority',
  'dueDate',
  'followUpDate',
  'name',
  'assignee',
  'created',
  'description',
  'nameCaseInsensitive',
] as const;

const lists: readonly WebappCall[] = [
  { by: 'neo', call: 'GET /task?sortBy=name&sortOrder=asc&firstResult=0&maxResults=3', reads: [TASK] },
  ...SORTINGS.map((key) => ({
    by: 'neo' as const,
    call: `GET /task?sortBy=${key}&sortOrder=desc&firstResult=0&maxResults=20` as const,
    reads: [TASK] as const,
  })),
  ...Object.entries(CRITERIA).map(([name, value]) => ({
    by: 'neo' as const,
    call: `GET /task?sortBy=name&sortOrder=asc&firstResult=0&maxResults=20&${name}=${value}` as const,
  })),
  // A variable to sort by needs its name and type, which neo's list does not send.
  { by: 'neo', call: 'GET /task?sortBy=processVariable&sortOrder=asc&firstResult=0&maxResults=20', status: 400 },
  {
    by: 'neo',
    call: 'GET /process-definition?processDefinitionIdIn={order},{shipping}',
    reads: [{ id: 'text', name: 'text?', version: 'number' }],
  },
  { by: 'neo', call: 'GET /task?processInstanceId={running}', reads: [TASK] },
  { by: 'classic', call: 'POST /task/count', body: { unfinished: true, assigned: true }, reads: COUNT },
  {
    by: 'classic',
    call: 'POST /task/count',
    body: { unfinished: true, unassigned: true, withCandidateGroups: true },
    reads: COUNT,
  },
  {
    by: 'classic',
    call: 'POST /task/count',
    body: { unfinished: true, unassigned: true, withoutCandidateGroups: true },
    reads: COUNT,
  },
  {
    by: 'classic',
    call: 'POST /task?firstResult=0&maxResults=50',
    body: {
      processInstanceId: '{running}',
      firstResult: 0,
      maxResults: 50,
      sorting: [{ sortBy: 'created', sortOrder: 'desc' }],
    },
    reads: [TASK],
  },
  {
    by: 'classic',
    call: 'GET /task/report/candidate-group-count',
    reads: [{ groupName: 'text?', taskCount: 'number' }],
  },
];

const filters: readonly WebappCall[] = [
  { by: 'both', call: 'GET /filter?resourceType=Task', reads: [FILTER] },
  { by: 'classic', call: 'GET /filter/count?itemCount=false&resourceType=Task', reads: COUNT },
  {
    by: 'classic',
    call: 'GET /filter?firstResult=0&maxResults=2000&itemCount=false&resourceType=Task',
    reads: [FILTER],
  },
  {
    by: 'both',
    call: 'GET /filter/{filter}',
    reads: { ...FILTER, properties: { priority: 'number', variables: [{ name: 'text', label: 'text' }] } },
  },
  {
    by: 'neo',
    call: 'POST /filter/{filter}/list?firstResult=0&maxResults=20',
    body: { sorting: [{ sortBy: 'created', sortOrder: 'desc' }] },
    reads: [TASK],
  },
  {
    by: 'classic',
    call: 'POST /filter/{filter}/list?firstResult=0&maxResults=15',
    body: {
      processVariables: [{ name: 'amount', operator: 'gteq', value: 1 }],
      taskVariables: [],
      caseInstanceVariables: [],
      firstResult: 0,
      maxResults: 15,
      sorting: [{ sortBy: 'created', sortOrder: 'desc' }],
      active: true,
    },
    reads: [TASK],
  },
  { by: 'classic', call: 'OPTIONS /filter', reads: { links: [{ rel: 'text' }] } },
  { by: 'classic', call: 'OPTIONS /filter/{filter}', reads: { links: [{ rel: 'text' }] } },
  {
    by: 'neo',
    call: 'POST /filter/create',
    body: {
      resourceType: 'Task',
      name: 'Mine',
      owner: 'demo',
      query: { assignee: 'demo', unassigned: true, priority: 50 },
      properties: {
        description: '',
        color: '#000000',
        priority: 0,
        refresh: false,
        variables: [{ name: 'amount', label: 'Amount' }],
      },
    },
    reads: FILTER,
    keep: 'madeFilter',
  },
  {
    by: 'neo',
    call: 'PUT /filter/{madeFilter}',
    body: { resourceType: 'Task', name: 'Mine too', owner: 'demo', query: { nameLike: '%a%' }, properties: {} },
    status: 204,
  },
  { by: 'both', call: 'DELETE /filter/{madeFilter}', body: null, status: 204 },
];

/** The whole task is sent back, changed; seconds may have one digit. */
const changed = (change: object) => ({
  id: '{task}',
  name: 'Approve',
  assignee: null,
  created: '2026-01-01T00:00:00.000+0000',
  lastUpdated: null,
  due: null,
  followUp: null,
  delegationState: null,
  description: 'Look at it',
  executionId: '{running}',
  owner: null,
  parentTaskId: null,
  priority: 50,
  processDefinitionId: '{order}',
  processInstanceId: '{running}',
  taskDefinitionKey: 'approve',
  caseExecutionId: null,
  caseInstanceId: null,
  caseDefinitionId: null,
  suspended: false,
  formKey: null,
  camundaFormRef: null,
  tenantId: null,
  taskState: 'CREATED',
  ...change,
});

const one: readonly WebappCall[] = [
  { by: 'both', call: 'GET /task/{task}', reads: { ...TASK, camundaFormRef: FORM_REF, operatonFormRef: FORM_REF } },
  { by: 'both', call: 'GET /task/{handTask}', reads: { ...TASK, formKey: 'text' } },
  { by: 'both', call: 'GET /task/{task}/identity-links', reads: [{ groupId: 'text?', userId: 'text?', type: 'text' }] },
  {
    by: 'both',
    call: 'GET /task/{task}/comment',
    reads: [{ id: 'text', time: 'instant', userId: 'text?', message: 'text' }],
  },
  { by: 'classic', call: 'GET /task/{task}/form', reads: { key: 'text?', contextPath: 'text?' } },
  {
    by: 'both',
    call: 'GET /task/{task}/form-variables',
    reads: { amount: VARIABLE, basket: { type: 'text', value: 'text' } },
  },
  {
    by: 'classic',
    call: 'GET /task/{task}/form-variables?variableNames=amount,customer&deserializeValues=false',
    reads: { customer: VARIABLE },
  },
  { by: 'both', call: 'GET /task/{task}/deployed-form', reads: { components: [{ key: 'text' }] } },
  { by: 'both', call: 'GET /task/{handTask}/deployed-form', reads: 'text' },
  { by: 'neo', call: 'GET /task/{task}/rendered-form', status: 404 },
  { by: 'classic', call: 'GET /task/{task}/localVariables', reads: { note: VARIABLE } },
  { by: 'neo', call: 'PUT /task/{task}', body: changed({ due: '2031-05-06T07:08:0.000+0000' }), status: 204 },
  { by: 'neo', call: 'PUT /task/{task}', body: changed({ followUp: '2031-05-06T07:08:0.000+0000' }), status: 204 },
  { by: 'both', call: 'POST /task/{task}/claim', body: { userId: 'demo' }, status: 204 },
  { by: 'both', call: 'POST /task/{task}/unclaim', body: { userId: 'demo' }, status: 204 },
  { by: 'both', call: 'POST /task/{task}/assignee', body: { userId: 'mary' }, status: 204 },
  { by: 'neo', call: 'POST /task/{task}/assignee', body: { userId: null }, status: 204 },
  { by: 'classic', call: 'POST /task/{task}/assignee', body: {}, status: 204 },
  {
    by: 'both',
    call: 'POST /task/{task}/identity-links',
    body: { groupId: 'packers', type: 'candidate' },
    status: 204,
  },
  {
    by: 'both',
    call: 'POST /task/{task}/identity-links/delete',
    body: { groupId: 'packers', type: 'candidate' },
    status: 204,
  },
  {
    by: 'both',
    call: 'POST /task/{task}/comment/create',
    body: { message: 'seen' },
    reads: { id: 'text', message: 'text', time: 'instant' },
  },
  {
    by: 'classic',
    call: 'PUT /task/{task}/localVariables/note',
    body: { varId: 'note', id: '{task}', value: 'b', type: 'String' },
    status: 204,
  },
  {
    by: 'classic',
    call: 'POST /task/{task}/localVariables',
    body: { id: '{task}', modifications: { more: { value: 1, type: 'Integer' } } },
    status: 204,
  },
  { by: 'classic', call: 'DELETE /task/{task}/localVariables/more', body: {}, status: 204 },
  {
    by: 'neo',
    call: 'POST /task/{task}/attachment/create',
    parts: {
      'attachment-name': 'photo',
      'attachment-description': 'of it',
      'attachment-type': 'text/plain',
      content: 'file:seen.txt:abc',
    },
    reads: { id: 'text', name: 'text', description: 'text?', type: 'text?', url: 'text?', createTime: 'instant' },
    keep: 'attachment',
  },
  { by: 'neo', call: 'GET /task/{task}/attachment', reads: [{ id: 'text', name: 'text?', description: 'text?' }] },
  { by: 'neo', call: 'GET /task/{task}/attachment/{attachment}/data', reads: 'text' },
  { by: 'neo', call: 'DELETE /task/{task}/attachment/{attachment}', body: null, status: 204 },
  {
    by: 'classic',
    call: 'POST /task/create',
    body: { id: 'own', name: 'Own', assignee: 'demo', priority: 1 },
    status: 204,
  },
  { by: 'classic', call: 'POST /task/own/delegate', body: { userId: 'mary' }, status: 204 },
  { by: 'classic', call: 'POST /task/own/resolve', body: {}, status: 204 },
  { by: 'classic', call: 'POST /task/own/complete', body: {}, status: 204 },
  { by: 'classic', call: 'GET /user?id=mary&maxResults=1', reads: [USER] },
];

/** Ends tasks, so comes last. */
export const TASK_ENDINGS: readonly WebappCall[] = [
  {
    by: 'neo',
    call: 'POST /task/{task}/submit-form',
    body: {
      variables: { approved: { value: true, type: 'Boolean' }, amount: { value: 9, type: 'Long' } },
      withVariablesInReturn: true,
    },
    reads: { approved: VARIABLE },
  },
  { by: 'both', call: 'POST /task/{handTask}/complete', body: { variables: {} }, status: 204 },
];

export const TASKS: readonly WebappCall[] = [...lists, ...filters, ...one];
