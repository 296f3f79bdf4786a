import type {
  HistoricExternalTaskLogQuery,
  HistoricIdentityLinkLogQuery,
  HistoricIncidentQuery,
  HistoricJobLogQuery,
  UserOperationLogQuery,
} from '@anliu/engine-protocol';
import {
  HISTORIC_EXTERNAL_TASK_LOG,
  HISTORIC_IDENTITY_LINK_LOG,
  HISTORIC_INCIDENT,
  HISTORIC_JOB_LOG,
  HISTORIC_OPERATION,
} from '@anliu/engine-kernel';
import { after, atLeast, atMost, before, clause, equals, isIn, isLike, whenTrue } from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { noCase, tenantFilters } from './tenant.js';
import { seenBy } from '../../authorization/readable.js';

const incidentFilters: FilterTable<HistoricIncidentQuery> = {
  incidentId: equals('i.id'),
  incidentType: equals('i.incident_type'),
  incidentMessage: equals('i.incident_message'),
  incidentMessageLike: isLike('i.incident_message'),
  processDefinitionId: equals('i.process_definition_id'),
  processDefinitionKey: equals('i.process_definition_key'),
  processDefinitionKeyIn: isIn('i.process_definition_key'),
  processInstanceId: equals('i.process_instance_id'),
  executionId: equals('i.execution_id'),
  createTimeBefore: before('i.create_time'),
  createTimeAfter: after('i.create_time'),
  endTimeBefore: before('i.end_time'),
  endTimeAfter: after('i.end_time'),
  activityId: equals('i.activity_id'),
  failedActivityId: equals('i.failed_activity_id'),
  causeIncidentId: equals('i.cause_incident_id'),
  rootCauseIncidentId: equals('i.root_cause_incident_id'),
  configuration: equals('i.configuration'),
  historyConfiguration: (value) => clause('0 AND ? IS NULL', value),
  open: whenTrue('i.open = 1'),
  resolved: whenTrue('i.resolved = 1'),
  deleted: whenTrue('i.deleted = 1'),
  ...tenantFilters('i'),
  jobDefinitionIdIn: isIn('i.job_definition_id'),
};

export const HISTORIC_INCIDENTS: Selection<HistoricIncidentQuery, string, typeof HISTORIC_INCIDENT.columns> = {
  table: HISTORIC_INCIDENT,
  from: 'hi_incident i',
  alias: 'i',
  readable: [seenBy('READ_HISTORY', 'ProcessDefinition', 'i.process_definition_key')],
  filters: incidentFilters,
  sorts: {
    incidentId: 'i.id',
    incidentMessage: 'i.incident_message',
    createTime: 'i.create_time',
    endTime: 'i.end_time',
    incidentType: 'i.incident_type',
    executionId: 'i.execution_id',
    activityId: 'i.activity_id',
    processInstanceId: 'i.process_instance_id',
    processDefinitionId: 'i.process_definition_id',
    processDefinitionKey: 'i.process_definition_key',
    causeIncidentId: 'i.cause_incident_id',
    rootCauseIncidentId: 'i.root_cause_incident_id',
    configuration: 'i.configuration',
    historyConfiguration: 'i.id',
    tenantId: 'i.tenant_id',
    incidentState: 'i.open',
  },
};

const stateFilters = (alias: string) => ({
  creationLog: whenTrue(`${alias}.state = 'created'`),
  failureLog: whenTrue(`${alias}.state = 'failed'`),
  successLog: whenTrue(`${alias}.state = 'successful'`),
  deletionLog: whenTrue(`${alias}.state = 'deleted'`),
});

const jobLogFilters: FilterTable<HistoricJobLogQuery> = {
  logId: equals('j.id'),
  jobId: equals('j.job_id'),
  jobExceptionMessage: equals('j.job_exception_message'),
  jobDefinitionId: equals('j.job_definition_id'),
  jobDefinitionType: equals('j.job_definition_type'),
  jobDefinitionConfiguration: equals('j.job_definition_configuration'),
  activityIdIn: isIn('j.activity_id'),
  failedActivityIdIn: isIn('j.failed_activity_id'),
  executionIdIn: isIn('j.execution_id'),
  processInstanceId: equals('j.process_instance_id'),
  processDefinitionId: equals('j.process_definition_id'),
  processDefinitionKey: equals('j.process_definition_key'),
  deploymentId: equals('j.deployment_id'),
  ...tenantFilters('j'),
  jobPriorityHigherThanOrEquals: atLeast('j.job_priority'),
  jobPriorityLowerThanOrEquals: atMost('j.job_priority'),
  ...stateFilters('j'),
};

export const HISTORIC_JOB_LOGS: Selection<HistoricJobLogQuery, string, typeof HISTORIC_JOB_LOG.columns> = {
  table: HISTORIC_JOB_LOG,
  from: 'hi_job_log j',
  alias: 'j',
  readable: [seenBy('READ_HISTORY', 'ProcessDefinition', 'j.process_definition_key')],
  filters: jobLogFilters,
  sorts: {
    timestamp: 'j.timestamp',
    jobId: 'j.job_id',
    jobDefinitionId: 'j.job_definition_id',
    jobDueDate: 'j.job_due_date',
    jobRetries: 'j.job_retries',
    jobPriority: 'j.job_priority',
    activityId: 'j.activity_id',
    executionId: 'j.execution_id',
    processInstanceId: 'j.process_instance_id',
    processDefinitionId: 'j.process_definition_id',
    processDefinitionKey: 'j.process_definition_key',
    deploymentId: 'j.deployment_id',
    occurrence: 'j.id',
    tenantId: 'j.tenant_id',
  },
};

const externalTaskLogFilters: FilterTable<HistoricExternalTaskLogQuery> = {
  logId: equals('x.id'),
  externalTaskId: equals('x.external_task_id'),
  topicName: equals('x.topic_name'),
  workerId: equals('x.worker_id'),
  errorMessage: equals('x.error_message'),
  activityIdIn: isIn('x.activity_id'),
  activityInstanceIdIn: isIn('x.activity_instance_id'),
  executionIdIn: isIn('x.execution_id'),
  processInstanceId: equals('x.process_instance_id'),
  processDefinitionId: equals('x.process_definition_id'),
  processDefinitionKey: equals('x.process_definition_key'),
  ...tenantFilters('x'),
  priorityHigherThanOrEquals: atLeast('x.priority'),
  priorityLowerThanOrEquals: atMost('x.priority'),
  ...stateFilters('x'),
};

export const HISTORIC_EXTERNAL_TASK_LOGS: Selection<
  HistoricExternalTaskLogQuery,
  string,
  typeof HISTORIC_EXTERNAL_TASK_LOG.columns
> = {
  table: HISTORIC_EXTERNAL_TASK_LOG,
  from: 'hi_external_task_log x',
  alias: 'x',
  readable: [seenBy('READ_HISTORY', 'ProcessDefinition', 'x.process_definition_key')],
  filters: externalTaskLogFilters,
  sorts: {
    timestamp: 'x.timestamp',
    externalTaskId: 'x.external_task_id',
    topicName: 'x.topic_name',
    workerId: 'x.worker_id',
    retries: 'x.retries',
    priority: 'x.priority',
    activityId: 'x.activity_id',
    activityInstanceId: 'x.activity_instance_id',
    executionId: 'x.execution_id',
    processInstanceId: 'x.process_instance_id',
    processDefinitionId: 'x.process_definition_id',
    processDefinitionKey: 'x.process_definition_key',
    tenantId: 'x.tenant_id',
  },
};

const identityLinkLogFilters: FilterTable<HistoricIdentityLinkLogQuery> = {
  dateBefore: before('l.time'),
  dateAfter: after('l.time'),
  type: equals('l.type'),
  userId: equals('l.user_id'),
  groupId: equals('l.group_id'),
  taskId: equals('l.task_id'),
  processDefinitionId: equals('l.process_definition_id'),
  processDefinitionKey: equals('l.process_definition_key'),
  operationType: equals('l.operation_type'),
  assignerId: equals('l.assigner_id'),
  ...tenantFilters('l'),
};

export const HISTORIC_IDENTITY_LINK_LOGS: Selection<
  HistoricIdentityLinkLogQuery,
  string,
  typeof HISTORIC_IDENTITY_LINK_LOG.columns
> = {
  table: HISTORIC_IDENTITY_LINK_LOG,
  from: 'hi_identity_link_log l',
  alias: 'l',
  readable: [seenBy('READ_HISTORY', 'ProcessDefinition', 'l.process_definition_key')],
  filters: identityLinkLogFilters,
  sorts: {
    time: 'l.time',
    type: 'l.type',
    userId: 'l.user_id',
    groupId: 'l.group_id',
    taskId: 'l.task_id',
    processDefinitionId: 'l.process_definition_id',
    processDefinitionKey: 'l.process_definition_key',
    operationType: 'l.operation_type',
    assignerId: 'l.assigner_id',
    tenantId: 'l.tenant_id',
  },
};

const operationFilters: FilterTable<UserOperationLogQuery> = {
  deploymentId: equals('o.deployment_id'),
  processDefinitionId: equals('o.process_definition_id'),
  processDefinitionKey: equals('o.process_definition_key'),
  processInstanceId: equals('o.process_instance_id'),
  executionId: equals('o.execution_id'),
  caseDefinitionId: noCase,
  caseInstanceId: noCase,
  caseExecutionId: noCase,
  taskId: equals('o.task_id'),
  jobDefinitionId: equals('o.job_definition_id'),
  batchId: equals('o.batch_id'),
  jobId: equals('o.job_id'),
  externalTaskId: equals('o.external_task_id'),
  userId: equals('o.user_id'),
  operationId: equals('o.operation_id'),
  operationType: equals('o.operation_type'),
  entityType: equals('o.entity_type'),
  entityTypeIn: isIn('o.entity_type'),
  category: equals('o.category'),
  categoryIn: isIn('o.category'),
  property: equals('o.property'),
  afterTimestamp: after('o.timestamp'),
  beforeTimestamp: before('o.timestamp'),
};

export const USER_OPERATIONS: Selection<UserOperationLogQuery, string, typeof HISTORIC_OPERATION.columns> = {
  table: HISTORIC_OPERATION,
  from: 'hi_operation o',
  alias: 'o',
  readable: [
    seenBy('READ_HISTORY', 'ProcessDefinition', 'o.process_definition_key'),
    seenBy('READ', 'OperationLogCatgeory', 'o.category'),
  ],
  filters: operationFilters,
  sorts: { timestamp: 'o.timestamp' },
};
