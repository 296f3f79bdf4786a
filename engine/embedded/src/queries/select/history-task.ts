import type { HistoricTaskInstanceQuery } from '@anliu/engine-protocol';
import { HISTORIC_TASK } from '@anliu/engine-kernel';
import {
  after,
  at,
  before,
  equals,
  existsEquals,
  existsIn,
  existsLike,
  isIn,
  isLike,
  notAfter,
  notBefore,
  whenTrue,
} from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { variablesExist } from '../sql/variable-condition.js';
import { noCase, noCondition, tenantFilters } from './tenant.js';
import { seenBy } from '../../authorization/readable.js';

const INSTANCE = 'SELECT 1 FROM hi_process_instance p WHERE p.id = t.process_instance_id';
const LINK = 'SELECT 1 FROM hi_identity_link_log l WHERE l.task_id = t.id';
const CANDIDATE = `${LINK} AND l.type = 'candidate' AND l.operation_type = 'add'`;

const optionsOf = (query: HistoricTaskInstanceQuery) => ({
  namesIgnoreCase: query.variableNamesIgnoreCase,
  valuesIgnoreCase: query.variableValuesIgnoreCase,
});

const filters: FilterTable<HistoricTaskInstanceQuery> = {
  taskId: equals('t.id'),
  taskIdIn: isIn('t.id'),
  taskParentTaskId: equals('t.parent_task_id'),
  processInstanceId: equals('t.process_instance_id'),
  rootProcessInstanceId: equals('t.root_process_instance_id'),
  processInstanceBusinessKey: existsEquals(INSTANCE, 'p.business_key'),
  processInstanceBusinessKeyIn: existsIn(INSTANCE, 'p.business_key'),
  processInstanceBusinessKeyLike: existsLike(INSTANCE, 'p.business_key'),
  executionId: equals('t.execution_id'),
  processDefinitionId: equals('t.process_definition_id'),
  processDefinitionKey: equals('t.process_definition_key'),
  processDefinitionName: existsEquals(INSTANCE, 'p.process_definition_name'),
  activityInstanceIdIn: isIn('t.activity_instance_id'),
  taskName: equals('t.name'),
  taskNameLike: isLike('t.name'),
  taskDescription: equals('t.description'),
  taskDescriptionLike: isLike('t.description'),
  taskDefinitionKey: equals('t.task_definition_key'),
  taskDefinitionKeyIn: isIn('t.task_definition_key'),
  taskDeleteReason: equals('t.delete_reason'),
  taskDeleteReasonLike: isLike('t.delete_reason'),
  taskAssignee: equals('t.assignee'),
  taskAssigneeLike: isLike('t.assignee'),
  assigned: whenTrue('t.assignee IS NOT NULL'),
  unassigned: whenTrue('t.assignee IS NULL'),
  taskOwner: equals('t.owner'),
  taskOwnerLike: isLike('t.owner'),
  taskPriority: equals('t.priority'),
  finished: whenTrue('t.end_time IS NOT NULL'),
  unfinished: whenTrue('t.end_time IS NULL'),
  processFinished: whenTrue(`EXISTS (${INSTANCE} AND p.end_time IS NOT NULL)`),
  processUnfinished: whenTrue(`EXISTS (${INSTANCE} AND p.end_time IS NULL)`),
  taskDueDate: at('t.due'),
  taskDueDateBefore: before('t.due'),
  taskDueDateAfter: after('t.due'),
  withoutTaskDueDate: whenTrue('t.due IS NULL'),
  taskFollowUpDate: at('t.follow_up'),
  taskFollowUpDateBefore: before('t.follow_up'),
  taskFollowUpDateAfter: after('t.follow_up'),
  startedBefore: notAfter('t.start_time'),
  startedAfter: notBefore('t.start_time'),
  finishedBefore: notAfter('t.end_time'),
  finishedAfter: notBefore('t.end_time'),
  taskInvolvedUser: existsEquals(LINK, 'l.user_id'),
  taskInvolvedGroup: existsEquals(LINK, 'l.group_id'),
  taskHadCandidateUser: existsEquals(CANDIDATE, 'l.user_id'),
  taskHadCandidateGroup: existsEquals(CANDIDATE, 'l.group_id'),
  withCandidateGroups: whenTrue(`EXISTS (${CANDIDATE} AND l.group_id IS NOT NULL)`),
  withoutCandidateGroups: whenTrue(`NOT EXISTS (${CANDIDATE} AND l.group_id IS NOT NULL)`),
  ...tenantFilters('t'),
  taskVariables: (conditions, query, joiner) =>
    variablesExist('v.task_id = t.id', conditions, optionsOf(query), joiner, 'hi_variable'),
  processVariables: (conditions, query, joiner) =>
    variablesExist(
      'v.process_instance_id = t.process_instance_id',
      conditions,
      optionsOf(query),
      joiner,
      'hi_variable',
    ),
  variableNamesIgnoreCase: noCondition,
  variableValuesIgnoreCase: noCondition,
  caseDefinitionId: noCase,
  caseDefinitionKey: noCase,
  caseDefinitionName: noCase,
  caseInstanceId: noCase,
  caseExecutionId: noCase,
};

export const HISTORIC_TASKS: Selection<HistoricTaskInstanceQuery, string, typeof HISTORIC_TASK.columns> = {
  table: HISTORIC_TASK,
  from: 'hi_task t',
  alias: 't',
  readable: [seenBy('READ_HISTORY', 'ProcessDefinition', 't.process_definition_key')],
  filters,
  sorts: {
    taskId: 't.id',
    activityInstanceId: 't.activity_instance_id',
    processDefinitionId: 't.process_definition_id',
    processInstanceId: 't.process_instance_id',
    executionId: 't.execution_id',
    duration: 't.duration',
    endTime: 't.end_time',
    startTime: 't.start_time',
    taskName: 't.name',
    taskDescription: 't.description',
    assignee: 't.assignee',
    owner: 't.owner',
    dueDate: 't.due',
    followUpDate: 't.follow_up',
    deleteReason: 't.delete_reason',
    taskDefinitionKey: 't.task_definition_key',
    priority: 't.priority',
    tenantId: 't.tenant_id',
  },
};
