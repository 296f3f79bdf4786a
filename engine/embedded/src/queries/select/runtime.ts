import type {
  EventSubscriptionQuery,
  ExecutionQuery,
  IncidentQuery,
  ProcessInstanceQuery,
  VariableInstanceQuery,
} from '@anliu/engine-protocol';
import { EVENT_SUBSCRIPTION, EXECUTION, INCIDENT, VARIABLE } from '@anliu/engine-kernel';
import {
  after,
  before,
  clause,
  equals,
  existsEquals,
  existsIn,
  existsLike,
  isIn,
  isLike,
  isNotIn,
  whenTrue,
} from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { valueClause, variablesExist } from '../sql/variable-condition.js';
import { noCase, noCondition, tenantFilters } from './tenant.js';
import { byInstance, seenBy } from '../../authorization/readable.js';

const incidentsOf = (column: string) => `SELECT 1 FROM incident i WHERE i.${column}`;
const INSTANCE_INCIDENT = incidentsOf('process_instance_id = e.id');

const processInstanceFilters: FilterTable<ProcessInstanceQuery> = {
  processInstanceIds: isIn('e.id'),
  businessKey: equals('e.business_key'),
  businessKeyLike: isLike('e.business_key'),
  caseInstanceId: equals('e.case_instance_id'),
  processDefinitionId: equals('e.process_definition_id'),
  processDefinitionKey: equals('e.process_definition_key'),
  processDefinitionKeyIn: isIn('e.process_definition_key'),
  processDefinitionKeyNotIn: isNotIn('e.process_definition_key'),
  deploymentId: existsEquals(
    'SELECT 1 FROM process_definition d WHERE d.id = e.process_definition_id',
    'd.deployment_id',
  ),
  superProcessInstance: equals('e.super_process_instance_id'),
  subProcessInstance: (value) =>
    clause('e.id = (SELECT s.super_process_instance_id FROM execution s WHERE s.id = ?)', value),
  rootProcessInstances: whenTrue('e.super_process_instance_id IS NULL'),
  leafProcessInstances: whenTrue('NOT EXISTS (SELECT 1 FROM execution s WHERE s.super_process_instance_id = e.id)'),
  processDefinitionWithoutTenantId: whenTrue('e.tenant_id IS NULL'),
  active: whenTrue('e.suspended = 0'),
  suspended: whenTrue('e.suspended = 1'),
  withIncident: whenTrue(`EXISTS (${INSTANCE_INCIDENT})`),
  incidentId: existsEquals(INSTANCE_INCIDENT, 'i.id'),
  incidentType: existsEquals(INSTANCE_INCIDENT, 'i.incident_type'),
  incidentMessage: existsEquals(INSTANCE_INCIDENT, 'i.incident_message'),
  incidentMessageLike: existsLike(INSTANCE_INCIDENT, 'i.incident_message'),
  ...tenantFilters('e'),
  activityIdIn: existsIn(
    `SELECT 1 FROM execution a WHERE a.process_instance_id = e.id AND a.is_event_scope = 0`,
    'a.activity_id',
  ),
  variables: (conditions, query, joiner) =>
    variablesExist('v.execution_id = e.id', conditions, optionsOf(query), joiner),
  variableNamesIgnoreCase: noCondition,
  variableValuesIgnoreCase: noCondition,
  rootProcessInstanceId: equals('e.root_process_instance_id'),
  superCaseInstance: noCase,
  subCaseInstance: noCase,
};

const optionsOf = (query: { variableNamesIgnoreCase?: boolean; variableValuesIgnoreCase?: boolean }) => ({
  namesIgnoreCase: query.variableNamesIgnoreCase,
  valuesIgnoreCase: query.variableValuesIgnoreCase,
});

export const PROCESS_INSTANCES: Selection<ProcessInstanceQuery, string, typeof EXECUTION.columns> = {
  table: EXECUTION,
  from: 'execution e',
  alias: 'e',
  readable: byInstance('e'),
  base: clause(`e.id = e.process_instance_id`),
  filters: processInstanceFilters,
  sorts: {
    instanceId: 'e.id',
    definitionId: 'e.process_definition_id',
    definitionKey: 'e.process_definition_key',
    businessKey: 'e.business_key',
    tenantId: 'e.tenant_id',
  },
};

const EXECUTION_INCIDENT = incidentsOf('execution_id = e.id');
const SUBSCRIBED = 'SELECT 1 FROM event_subscription s WHERE s.execution_id = e.id';
const ofInstance = (condition: string) =>
  `EXISTS (SELECT 1 FROM execution p WHERE p.id = e.process_instance_id AND p.${condition})`;

const executionFilters: FilterTable<ExecutionQuery> = {
  executionId: equals('e.id'),
  processInstanceId: equals('e.process_instance_id'),
  businessKey: (value) => clause(ofInstance('business_key = ?'), value),
  processDefinitionId: equals('e.process_definition_id'),
  processDefinitionKey: equals('e.process_definition_key'),
  // A sole token shows as its scope.
  activityId: (value) =>
    clause(
      `(e.activity_id = ? AND e.is_active = 1 OR EXISTS
        (SELECT 1 FROM execution t WHERE t.parent_id = e.id AND t.is_visible = 0 AND t.activity_id = ? AND t.is_active = 1))`,
      value,
      value,
    ),
  signalEventSubscriptionName: existsEquals(`${SUBSCRIBED} AND s.event_type = 'signal'`, 's.event_name'),
  messageEventSubscriptionName: existsEquals(`${SUBSCRIBED} AND s.event_type = 'message'`, 's.event_name'),
  active: whenTrue(ofInstance('suspended = 0')),
  suspended: whenTrue(ofInstance('suspended = 1')),
  incidentId: existsEquals(EXECUTION_INCIDENT, 'i.id'),
  incidentType: existsEquals(EXECUTION_INCIDENT, 'i.incident_type'),
  incidentMessage: existsEquals(EXECUTION_INCIDENT, 'i.incident_message'),
  incidentMessageLike: existsLike(EXECUTION_INCIDENT, 'i.incident_message'),
  tenantIdIn: isIn('e.tenant_id'),
  variables: (conditions, query) => variablesExist('v.execution_id = e.id', conditions, optionsOf(query)),
  processVariables: (conditions, query) =>
    variablesExist('v.execution_id = e.process_instance_id', conditions, optionsOf(query)),
  variableNamesIgnoreCase: noCondition,
  variableValuesIgnoreCase: noCondition,
};

export const EXECUTIONS: Selection<ExecutionQuery, string, typeof EXECUTION.columns> = {
  table: EXECUTION,
  from: 'execution e',
  alias: 'e',
  readable: byInstance('e'),
  base: clause('e.is_visible = 1'),
  filters: executionFilters,
  sorts: {
    instanceId: 'e.process_instance_id',
    definitionId: 'e.process_definition_id',
    definitionKey: 'e.process_definition_key',
    tenantId: 'e.tenant_id',
  },
};

const variableFilters: FilterTable<VariableInstanceQuery> = {
  variableName: equals('v.name'),
  variableNameIn: isIn('v.name'),
  variableNameLike: isLike('v.name'),
  processInstanceIdIn: isIn('v.process_instance_id'),
  executionIdIn: isIn('v.execution_id'),
  caseInstanceIdIn: (values) => clause('0 AND ? IS NULL', JSON.stringify(values)),
  caseExecutionIdIn: (values) => clause('0 AND ? IS NULL', JSON.stringify(values)),
  taskIdIn: isIn('v.task_id'),
  batchIdIn: (values) => clause('0 AND ? IS NULL', JSON.stringify(values)),
  variableScopeIdIn: isIn('coalesce(v.task_id, v.execution_id)'),
  activityInstanceIdIn: isIn('v.activity_instance_id'),
  tenantIdIn: isIn('v.tenant_id'),
  variableValues: (conditions, query) => {
    const found = conditions.map((condition) => {
      const { sql, params } = valueClause(condition, optionsOf(query));
      return clause(`v.name = ? AND (${sql})`, condition.name, ...params);
    });
    if (found.length === 0) return undefined;
    return { sql: found.map(({ sql }) => `(${sql})`).join(' AND '), params: found.flatMap(({ params }) => params) };
  },
  variableNamesIgnoreCase: noCondition,
  variableValuesIgnoreCase: noCondition,
};

export const VARIABLE_INSTANCES: Selection<VariableInstanceQuery, string, typeof VARIABLE.columns> = {
  table: VARIABLE,
  from: 'variable v',
  alias: 'v',
  readable: [...byInstance('v'), seenBy('READ', 'Task', 'v.task_id')],
  filters: variableFilters,
  sorts: {
    variableName: 'v.name',
    variableType: 'v.type',
    activityInstanceId: 'v.activity_instance_id',
    tenantId: 'v.tenant_id',
  },
};

const subscriptionFilters: FilterTable<EventSubscriptionQuery> = {
  eventSubscriptionId: equals('s.id'),
  eventName: equals('s.event_name'),
  eventType: equals('s.event_type'),
  executionId: equals('s.execution_id'),
  processInstanceId: equals('s.process_instance_id'),
  activityId: equals('s.activity_id'),
  ...tenantFilters('s'),
  includeEventSubscriptionsWithoutTenantId: noCondition,
};

export const EVENT_SUBSCRIPTIONS: Selection<EventSubscriptionQuery, string, typeof EVENT_SUBSCRIPTION.columns> = {
  table: EVENT_SUBSCRIPTION,
  from: 'event_subscription s',
  alias: 's',
  readable: byInstance('s'),
  filters: subscriptionFilters,
  sorts: { created: 's.created', tenantId: 's.tenant_id' },
};

const incidentFilters: FilterTable<IncidentQuery> = {
  incidentId: equals('i.id'),
  incidentType: equals('i.incident_type'),
  incidentMessage: equals('i.incident_message'),
  incidentMessageLike: isLike('i.incident_message'),
  processDefinitionId: equals('i.process_definition_id'),
  processDefinitionKeyIn: isIn('i.process_definition_key'),
  processInstanceId: equals('i.process_instance_id'),
  executionId: equals('i.execution_id'),
  incidentTimestampBefore: before('i.incident_timestamp'),
  incidentTimestampAfter: after('i.incident_timestamp'),
  activityId: equals('i.activity_id'),
  failedActivityId: equals('i.failed_activity_id'),
  causeIncidentId: equals('i.cause_incident_id'),
  rootCauseIncidentId: equals('i.root_cause_incident_id'),
  configuration: equals('i.configuration'),
  tenantIdIn: isIn('i.tenant_id'),
  jobDefinitionIdIn: isIn('i.job_definition_id'),
};

export const INCIDENTS: Selection<IncidentQuery, string, typeof INCIDENT.columns> = {
  table: INCIDENT,
  from: 'incident i',
  alias: 'i',
  readable: byInstance('i'),
  filters: incidentFilters,
  sorts: {
    incidentId: 'i.id',
    incidentMessage: 'i.incident_message',
    incidentTimestamp: 'i.incident_timestamp',
    incidentType: 'i.incident_type',
    executionId: 'i.execution_id',
    activityId: 'i.activity_id',
    processInstanceId: 'i.process_instance_id',
    processDefinitionId: 'i.process_definition_id',
    causeIncidentId: 'i.cause_incident_id',
    rootCauseIncidentId: 'i.root_cause_incident_id',
    configuration: 'i.configuration',
    tenantId: 'i.tenant_id',
  },
};
