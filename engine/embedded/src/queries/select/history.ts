import type {
  HistoricActivityInstanceQuery,
  HistoricProcessInstanceQuery,
  HistoricVariableInstanceQuery,
} from '@anliu/engine-protocol';
import { HISTORIC_ACTIVITY_INSTANCE, HISTORIC_PROCESS_INSTANCE, HISTORIC_VARIABLE } from '@anliu/engine-kernel';
import {
  clause,
  equals,
  existsEquals,
  existsIn,
  existsLike,
  instantOf,
  isIn,
  isLike,
  isNotIn,
  notAfter,
  notBefore,
  whenTrue,
} from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { valueClause, variablesExist } from '../sql/variable-condition.js';
import { noCase, noCondition, tenantFilters } from './tenant.js';
import { seenBy } from '../../authorization/readable.js';

const INCIDENT = 'SELECT 1 FROM hi_incident i WHERE i.process_instance_id = p.id';
const ACTIVITY = 'SELECT 1 FROM hi_activity_instance a WHERE a.process_instance_id = p.id';
const JOB_LOG = 'SELECT 1 FROM hi_job_log j WHERE j.process_instance_id = p.id';
const withTime = (select: string, column: string, sign: string) => (text: string) =>
  clause(`EXISTS (${select} AND ${column} ${sign} ?)`, instantOf(text));

const processFilters: FilterTable<HistoricProcessInstanceQuery> = {
  processInstanceId: equals('p.id'),
  processInstanceIds: isIn('p.id'),
  processInstanceIdNotIn: isNotIn('p.id'),
  processDefinitionId: equals('p.process_definition_id'),
  processDefinitionKey: equals('p.process_definition_key'),
  processDefinitionKeyIn: isIn('p.process_definition_key'),
  processDefinitionKeyNotIn: isNotIn('p.process_definition_key'),
  processDefinitionName: equals('p.process_definition_name'),
  processDefinitionNameLike: isLike('p.process_definition_name'),
  processInstanceBusinessKey: equals('p.business_key'),
  processInstanceBusinessKeyIn: isIn('p.business_key'),
  processInstanceBusinessKeyLike: isLike('p.business_key'),
  rootProcessInstances: whenTrue('p.super_process_instance_id IS NULL'),
  rootProcessInstanceId: equals('p.root_process_instance_id'),
  finished: whenTrue('p.end_time IS NOT NULL'),
  unfinished: whenTrue('p.end_time IS NULL'),
  withIncidents: whenTrue(`EXISTS (${INCIDENT})`),
  withRootIncidents: whenTrue(`EXISTS (${INCIDENT} AND i.id = i.root_cause_incident_id)`),
  incidentType: existsEquals(INCIDENT, 'i.incident_type'),
  incidentStatus: (status) => clause(`EXISTS (${INCIDENT} AND i.${status === 'open' ? 'open' : 'resolved'} = 1)`),
  incidentMessage: existsEquals(INCIDENT, 'i.incident_message'),
  incidentMessageLike: existsLike(INCIDENT, 'i.incident_message'),
  startedBefore: notAfter('p.start_time'),
  startedAfter: notBefore('p.start_time'),
  finishedBefore: notAfter('p.end_time'),
  finishedAfter: notBefore('p.end_time'),
  executedActivityAfter: withTime(ACTIVITY, 'a.start_time', '>='),
  executedActivityBefore: withTime(ACTIVITY, 'a.start_time', '<='),
  executedJobAfter: withTime(JOB_LOG, 'j.timestamp', '>='),
  executedJobBefore: withTime(JOB_LOG, 'j.timestamp', '<='),
  startedBy: equals('p.start_user_id'),
  superProcessInstanceId: equals('p.super_process_instance_id'),
  subProcessInstanceId: (id) =>
    clause('p.id = (SELECT s.super_process_instance_id FROM hi_process_instance s WHERE s.id = ?)', id),
  caseInstanceId: equals('p.case_instance_id'),
  ...tenantFilters('p'),
  executedActivityIdIn: existsIn(`${ACTIVITY} AND a.end_time IS NOT NULL`, 'a.activity_id'),
  activeActivityIdIn: existsIn(`${ACTIVITY} AND a.end_time IS NULL`, 'a.activity_id'),
  active: whenTrue(`p.state = 'ACTIVE'`),
  suspended: whenTrue(`p.state = 'SUSPENDED'`),
  completed: whenTrue(`p.state = 'COMPLETED'`),
  externallyTerminated: whenTrue(`p.state = 'EXTERNALLY_TERMINATED'`),
  internallyTerminated: whenTrue(`p.state = 'INTERNALLY_TERMINATED'`),
  variables: (conditions, query, joiner) =>
    variablesExist(
      `v.process_instance_id = p.id AND v.state = 'CREATED'`,
      conditions,
      { namesIgnoreCase: query.variableNamesIgnoreCase, valuesIgnoreCase: query.variableValuesIgnoreCase },
      joiner,
      'hi_variable',
    ),
  variableNamesIgnoreCase: noCondition,
  variableValuesIgnoreCase: noCondition,
  withJobsRetrying: whenTrue(
    'EXISTS (SELECT 1 FROM job j WHERE j.process_instance_id = p.id AND j.retries > 0 AND j.exception_message IS NOT NULL)',
  ),
  superCaseInstanceId: noCase,
  subCaseInstanceId: noCase,
  incidentIdIn: existsIn(INCIDENT, 'i.id'),
  activityIdIn: existsIn(`${ACTIVITY} AND a.end_time IS NULL`, 'a.activity_id'),
};

export const HISTORIC_PROCESS_INSTANCES: Selection<
  HistoricProcessInstanceQuery,
  string,
  typeof HISTORIC_PROCESS_INSTANCE.columns
> = {
  table: HISTORIC_PROCESS_INSTANCE,
  from: 'hi_process_instance p',
  alias: 'p',
  readable: [seenBy('READ_HISTORY', 'ProcessDefinition', 'p.process_definition_key')],
  filters: processFilters,
  sorts: {
    instanceId: 'p.id',
    definitionId: 'p.process_definition_id',
    definitionKey: 'p.process_definition_key',
    definitionName: 'p.process_definition_name',
    definitionVersion: 'p.process_definition_version',
    businessKey: 'p.business_key',
    startTime: 'p.start_time',
    endTime: 'p.end_time',
    duration: 'p.duration_in_millis',
    tenantId: 'p.tenant_id',
  },
};

const activityFilters: FilterTable<HistoricActivityInstanceQuery> = {
  activityInstanceId: equals('a.id'),
  activityInstanceIdIn: isIn('a.id'),
  processInstanceId: equals('a.process_instance_id'),
  processInstanceIdIn: isIn('a.process_instance_id'),
  processDefinitionId: equals('a.process_definition_id'),
  executionId: equals('a.execution_id'),
  activityId: equals('a.activity_id'),
  activityIdIn: isIn('a.activity_id'),
  activityName: equals('a.activity_name'),
  activityNameLike: isLike('a.activity_name'),
  activityType: equals('a.activity_type'),
  taskAssignee: equals('a.assignee'),
  finished: whenTrue('a.end_time IS NOT NULL'),
  unfinished: whenTrue('a.end_time IS NULL'),
  canceled: whenTrue('a.canceled = 1'),
  completeScope: whenTrue('a.complete_scope = 1'),
  startedBefore: notAfter('a.start_time'),
  startedAfter: notBefore('a.start_time'),
  finishedBefore: notAfter('a.end_time'),
  finishedAfter: notBefore('a.end_time'),
  ...tenantFilters('a'),
};

const CANCELS_SEVERAL = `(a.canceled AND a.activity_type = 'multiInstanceBody' AND
      (SELECT count(*) FROM hi_activity_instance i WHERE i.process_instance_id = a.process_instance_id
        AND i.parent_activity_instance_id = a.id AND i.canceled AND i.end_time = a.end_time) > 1)`;

export const HISTORIC_ACTIVITY_INSTANCES: Selection<
  HistoricActivityInstanceQuery,
  string,
  typeof HISTORIC_ACTIVITY_INSTANCE.columns
> = {
  table: HISTORIC_ACTIVITY_INSTANCE,
  from: 'hi_activity_instance a',
  alias: 'a',
  readable: [seenBy('READ_HISTORY', 'ProcessDefinition', 'a.process_definition_key')],
  filters: activityFilters,
  // Ties of every order are broken by the order of writing.
  defaultOrder: 'a.position',
  sorts: {
    activityInstanceId: 'a.id',
    instanceId: 'a.process_instance_id',
    executionId: 'a.execution_id',
    activityId: 'a.activity_id',
    activityName: 'a.activity_name',
    activityType: 'a.activity_type',
    startTime: 'a.start_time',
    endTime: 'a.end_time',
    duration: 'a.duration_in_millis',
    definitionId: 'a.process_definition_id',
    occurrence: 'a.sequence_counter',
    tenantId: 'a.tenant_id',
  },
  // As Camunda's index gives them: what is open first, then by end (a body that took several instances with it ended after
  // what ended at once in the same command); what one transaction wrote by its id there, which
  // begins with the activity's id unless that is too long.
  ties: {
    occurrence: `a.end_time, ${CANCELS_SEVERAL}, a.start_time,
      CASE WHEN length(a.activity_id) > 27 THEN substr(a.id, length(a.activity_id) + 2) ELSE a.id END`,
  },
};

const variableFilters: FilterTable<HistoricVariableInstanceQuery> = {
  variableName: (name, query) =>
    query.variableNamesIgnoreCase ? clause('lower(v.name) = ?', name.toLowerCase()) : equals('v.name')(name),
  variableNameIn: isIn('v.name'),
  variableNameLike: isLike('v.name'),
  variableValue: (value, query) =>
    valueClause(
      { name: query.variableName ?? '', operator: 'eq', value },
      { valuesIgnoreCase: query.variableValuesIgnoreCase },
    ),
  variableTypeIn: (types) => isIn('v.type')(types.map((type) => type.charAt(0).toLowerCase() + type.slice(1))),
  includeDeleted: noCondition,
  processInstanceId: equals('v.process_instance_id'),
  processInstanceIdIn: isIn('v.process_instance_id'),
  processDefinitionId: equals('v.process_definition_id'),
  processDefinitionKey: equals('v.process_definition_key'),
  executionIdIn: isIn('v.execution_id'),
  taskIdIn: isIn('v.task_id'),
  activityInstanceIdIn: isIn('v.activity_instance_id'),
  ...tenantFilters('v'),
  variableNamesIgnoreCase: noCondition,
  variableValuesIgnoreCase: noCondition,
  caseInstanceId: noCase,
  caseExecutionIdIn: noCase,
  caseActivityIdIn: noCase,
};

/** Deleted variables are shown only on request. */
export const historicVariables = (
  includeDeleted: boolean,
): Selection<HistoricVariableInstanceQuery, string, typeof HISTORIC_VARIABLE.columns> => ({
  table: HISTORIC_VARIABLE,
  from: 'hi_variable v',
  alias: 'v',
  readable: [seenBy('READ_HISTORY', 'ProcessDefinition', 'v.process_definition_key')],
  base: clause(includeDeleted ? '1' : `v.state = 'CREATED'`),
  filters: variableFilters,
  sorts: {
    instanceId: 'v.process_instance_id',
    variableName: 'v.name',
    variableId: 'v.id',
    tenantId: 'v.tenant_id',
  },
});
