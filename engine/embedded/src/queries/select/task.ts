import type { Sorting, TaskQuery, TaskSortBy } from '@anliu/engine-protocol';
import { InvalidRequestError } from '@anliu/engine-protocol';
import { TASK } from '@anliu/engine-kernel';
import {
  after,
  at,
  atLeast,
  atMost,
  before,
  clause,
  differs,
  equals,
  existsEquals,
  existsIn,
  existsLike,
  isIn,
  isLike,
  isNotIn,
  isNotLike,
  instantOf,
  toGlob,
  whenTrue,
} from '../sql/clause.js';
import type { Clause } from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { EXACT_NUMBER, variablesExist } from '../sql/variable-condition.js';
import { noCase, noCondition, tenantFilters } from './tenant.js';
import { seenBy } from '../../authorization/readable.js';

const INSTANCE = 'SELECT 1 FROM execution e WHERE e.id = t.process_instance_id';
const DEFINITION = 'SELECT 1 FROM process_definition d WHERE d.id = t.process_definition_id';
const CANDIDATE = `SELECT 1 FROM identity_link l WHERE l.task_id = t.id AND l.type = 'candidate'`;

/** Candidate filters look at tasks nobody has taken, unless the query says otherwise. */
const amongUnassigned = (condition: Clause, query: TaskQuery): Clause =>
  query.includeAssignedTasks ? condition : clause(`t.assignee IS NULL AND ${condition.sql}`, ...condition.params);

const optionsOf = (query: TaskQuery) => ({
  namesIgnoreCase: query.variableNamesIgnoreCase,
  valuesIgnoreCase: query.variableValuesIgnoreCase,
});

const assignment: Pick<
  FilterTable<TaskQuery>,
  | 'assignee'
  | 'assigneeLike'
  | 'assigneeIn'
  | 'assigneeNotIn'
  | 'assigned'
  | 'unassigned'
  | 'owner'
  | 'candidateGroup'
  | 'candidateGroupLike'
  | 'candidateGroups'
  | 'candidateUser'
  | 'candidateUserGroups'
  | 'includeAssignedTasks'
  | 'withCandidateGroups'
  | 'withoutCandidateGroups'
  | 'withCandidateUsers'
  | 'withoutCandidateUsers'
  | 'involvedUser'
  | 'delegationState'
> = {
  assignee: equals('t.assignee'),
  assigneeLike: isLike('t.assignee'),
  assigneeIn: isIn('t.assignee'),
  assigneeNotIn: isNotIn('t.assignee'),
  assigned: whenTrue('t.assignee IS NOT NULL'),
  unassigned: whenTrue('t.assignee IS NULL'),
  owner: equals('t.owner'),
  candidateGroup: (group, query) => amongUnassigned(existsEquals(CANDIDATE, 'l.group_id')(group), query),
  candidateGroupLike: (group, query) => amongUnassigned(existsLike(CANDIDATE, 'l.group_id')(group), query),
  candidateGroups: (groups, query) => amongUnassigned(existsIn(CANDIDATE, 'l.group_id')(groups), query),
  candidateUser: (user, query) =>
    amongUnassigned(
      clause(
        `EXISTS (${CANDIDATE} AND (l.user_id = ? OR l.group_id IN (SELECT value FROM json_each(?))
           OR l.group_id IN (SELECT m.group_id FROM id_membership m WHERE m.user_id = ?)))`,
        user,
        JSON.stringify(query.candidateUserGroups ?? []),
        user,
      ),
      query,
    ),
  candidateUserGroups: noCondition,
  includeAssignedTasks: noCondition,
  withCandidateGroups: whenTrue(`EXISTS (${CANDIDATE} AND l.group_id IS NOT NULL)`),
  withoutCandidateGroups: whenTrue(`NOT EXISTS (${CANDIDATE} AND l.group_id IS NOT NULL)`),
  withCandidateUsers: whenTrue(`EXISTS (${CANDIDATE} AND l.user_id IS NOT NULL)`),
  withoutCandidateUsers: whenTrue(`NOT EXISTS (${CANDIDATE} AND l.user_id IS NOT NULL)`),
  involvedUser: (user) =>
    clause(
      `t.assignee = ? OR t.owner = ? OR EXISTS (SELECT 1 FROM identity_link l WHERE l.task_id = t.id AND l.user_id = ?)`,
      user,
      user,
      user,
    ),
  delegationState: equals('t.delegation_state'),
};

const dates: Pick<
  FilterTable<TaskQuery>,
  | 'dueDate'
  | 'dueAfter'
  | 'dueBefore'
  | 'withoutDueDate'
  | 'followUpDate'
  | 'followUpAfter'
  | 'followUpBefore'
  | 'followUpBeforeOrNotExistent'
  | 'createdOn'
  | 'createdAfter'
  | 'createdBefore'
  | 'updatedAfter'
> = {
  dueDate: at('t.due'),
  dueAfter: after('t.due'),
  dueBefore: before('t.due'),
  withoutDueDate: whenTrue('t.due IS NULL'),
  followUpDate: at('t.follow_up'),
  followUpAfter: after('t.follow_up'),
  followUpBefore: before('t.follow_up'),
  followUpBeforeOrNotExistent: (text) => clause('t.follow_up IS NULL OR t.follow_up < ?', instantOf(text)),
  createdOn: at('t.created'),
  createdAfter: after('t.created'),
  createdBefore: before('t.created'),
  updatedAfter: (text) => clause('coalesce(t.last_updated, t.created) > ?', instantOf(text)),
};

const filters: FilterTable<TaskQuery> = {
  taskId: equals('t.id'),
  taskIdIn: isIn('t.id'),
  processInstanceId: equals('t.process_instance_id'),
  processInstanceIdIn: isIn('t.process_instance_id'),
  processInstanceBusinessKey: existsEquals(INSTANCE, 'e.business_key'),
  processInstanceBusinessKeyIn: existsIn(INSTANCE, 'e.business_key'),
  processInstanceBusinessKeyLike: existsLike(INSTANCE, 'e.business_key'),
  processDefinitionId: equals('t.process_definition_id'),
  processDefinitionKey: equals('t.process_definition_key'),
  processDefinitionKeyIn: isIn('t.process_definition_key'),
  processDefinitionName: existsEquals(DEFINITION, 'd.name'),
  processDefinitionNameLike: existsLike(DEFINITION, 'd.name'),
  executionId: equals('t.execution_id'),
  activityInstanceIdIn: isIn('t.activity_instance_id'),
  caseInstanceId: equals('t.case_instance_id'),
  ...tenantFilters('t'),
  ...assignment,
  taskDefinitionKey: equals('t.task_definition_key'),
  taskDefinitionKeyIn: isIn('t.task_definition_key'),
  taskDefinitionKeyNotIn: isNotIn('t.task_definition_key'),
  taskDefinitionKeyLike: isLike('t.task_definition_key'),
  name: (name) => clause('lower(t.name) = ?', name.toLowerCase()),
  nameNotEqual: differs('t.name'),
  nameLike: (pattern) => clause('lower(t.name) GLOB ?', toGlob(pattern.toLowerCase())),
  nameNotLike: isNotLike('t.name'),
  description: equals('t.description'),
  descriptionLike: isLike('t.description'),
  priority: equals('t.priority'),
  minPriority: atLeast('t.priority'),
  maxPriority: atMost('t.priority'),
  ...dates,
  active: whenTrue('t.suspended = 0'),
  suspended: whenTrue('t.suspended = 1'),
  parentTaskId: equals('t.parent_task_id'),
  taskVariables: (conditions, query, joiner) =>
    variablesExist('v.task_id = t.id', conditions, optionsOf(query), joiner),
  processVariables: (conditions, query, joiner) =>
    variablesExist(
      'v.execution_id = t.process_instance_id AND v.task_id IS NULL',
      conditions,
      optionsOf(query),
      joiner,
    ),
  due: at('t.due'),
  followUp: at('t.follow_up'),
  created: at('t.created'),
  caseDefinitionId: noCase,
  caseDefinitionKey: noCase,
  caseDefinitionName: noCase,
  caseDefinitionNameLike: noCase,
  caseExecutionId: noCase,
  caseInstanceBusinessKey: noCase,
  caseInstanceBusinessKeyLike: noCase,
  caseInstanceVariables: (conditions) => (conditions.length === 0 ? undefined : noCase()),
  variableNamesIgnoreCase: noCondition,
  variableValuesIgnoreCase: noCondition,
};

const byVariable = (scope: string) => (sorting: Sorting) => {
  const name = sorting.parameters?.variable;
  if (!name) throw new InvalidRequestError(`Sorting by ${sorting.sortBy} needs parameters {variable, type}`);
  const value = /^(string|json|object|xml)$/i.test(sorting.parameters?.type ?? 'String')
    ? 'v.text_value'
    : EXACT_NUMBER;
  return clause(`(SELECT ${value} FROM variable v WHERE ${scope} AND v.name = ? LIMIT 1)`, name);
};

export const TASKS: Selection<TaskQuery, TaskSortBy, typeof TASK.columns> = {
  table: TASK,
  from: 'task t',
  alias: 't',
  readable: [seenBy('READ', 'Task', 't.id'), seenBy('READ_TASK', 'ProcessDefinition', 't.process_definition_key')],
  filters,
  sorts: {
    instanceId: 't.process_instance_id',
    caseInstanceId: 't.case_instance_id',
    dueDate: 't.due',
    executionId: 't.execution_id',
    caseExecutionId: 't.case_execution_id',
    assignee: 't.assignee',
    created: 't.created',
    lastUpdated: 'coalesce(t.last_updated, t.created)',
    followUpDate: 't.follow_up',
    description: 't.description',
    id: 't.id',
    name: 't.name',
    nameCaseInsensitive: 'lower(t.name)',
    priority: 't.priority',
    tenantId: 't.tenant_id',
    processVariable: byVariable('v.execution_id = t.process_instance_id AND v.task_id IS NULL'),
    executionVariable: byVariable('v.execution_id = t.execution_id AND v.task_id IS NULL'),
    taskVariable: byVariable('v.task_id = t.id'),
  },
};
