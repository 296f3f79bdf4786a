import type { DateCondition, ExternalTaskQuery, JobDefinitionQuery, JobQuery } from '@anliu/engine-protocol';
import { EXTERNAL_TASK, JOB, JOB_DEFINITION } from '@anliu/engine-kernel';
import {
  existsEquals,
  existsLike,
  after,
  atLeast,
  atMost,
  before,
  clause,
  equals,
  instantOf,
  isIn,
  whenTrue,
} from '../sql/clause.js';
import type { Clause } from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { variablesExist } from '../sql/variable-condition.js';
import { noCondition, tenantFilters } from './tenant.js';
import { byInstance, seenBy } from '../../authorization/readable.js';

const DEFINITION = 'SELECT 1 FROM process_definition d WHERE d.id = x.process_definition_id';

/** Filters that compare with the present need it as a parameter. */
const externalTaskFilters = (now: number): FilterTable<ExternalTaskQuery> => ({
  externalTaskId: equals('x.id'),
  externalTaskIdIn: isIn('x.id'),
  topicName: equals('x.topic_name'),
  workerId: equals('x.worker_id'),
  locked: whenTrue('x.lock_expiration_time > ?', now),
  notLocked: whenTrue('x.lock_expiration_time IS NULL OR x.lock_expiration_time <= ?', now),
  withRetriesLeft: whenTrue('x.retries IS NULL OR x.retries > 0'),
  noRetriesLeft: whenTrue('x.retries = 0'),
  lockExpirationAfter: after('x.lock_expiration_time'),
  lockExpirationBefore: before('x.lock_expiration_time'),
  activityId: equals('x.activity_id'),
  activityIdIn: isIn('x.activity_id'),
  executionId: equals('x.execution_id'),
  processInstanceId: equals('x.process_instance_id'),
  processInstanceIdIn: isIn('x.process_instance_id'),
  processDefinitionId: equals('x.process_definition_id'),
  tenantIdIn: isIn('x.tenant_id'),
  active: whenTrue('x.suspended = 0'),
  suspended: whenTrue('x.suspended = 1'),
  priorityHigherThanOrEquals: atLeast('x.priority'),
  priorityLowerThanOrEquals: atMost('x.priority'),
  processDefinitionKey: equals('x.process_definition_key'),
  processDefinitionKeyIn: isIn('x.process_definition_key'),
  processDefinitionName: existsEquals(DEFINITION, 'd.name'),
  processDefinitionNameLike: existsLike(DEFINITION, 'd.name'),
  processVariables: (conditions, query) =>
    variablesExist('v.execution_id = x.process_instance_id AND v.task_id IS NULL', conditions, {
      namesIgnoreCase: query.variableNamesIgnoreCase,
      valuesIgnoreCase: query.variableValuesIgnoreCase,
    }),
  variableNamesIgnoreCase: noCondition,
  variableValuesIgnoreCase: noCondition,
});

export const externalTasksAt = (now: number): Selection<ExternalTaskQuery, string, typeof EXTERNAL_TASK.columns> => ({
  table: EXTERNAL_TASK,
  from: 'external_task x',
  alias: 'x',
  readable: byInstance('x'),
  filters: externalTaskFilters(now),
  sorts: {
    id: 'x.id',
    lockExpirationTime: 'x.lock_expiration_time',
    processInstanceId: 'x.process_instance_id',
    processDefinitionId: 'x.process_definition_id',
    processDefinitionKey: 'x.process_definition_key',
    taskPriority: 'x.priority',
    createTime: 'x.create_time',
    tenantId: 'x.tenant_id',
  },
});

const dateConditions = (column: string) => (conditions: readonly DateCondition[]) => {
  if (conditions.length === 0) return undefined;
  const found: Clause[] = conditions.map(({ operator, value }) =>
    clause(`${column} ${operator === 'gt' ? '>' : '<'} ?`, instantOf(value)),
  );
  return { sql: found.map(({ sql }) => sql).join(' AND '), params: found.flatMap(({ params }) => params) };
};

const jobFilters = (now: number): FilterTable<JobQuery> => ({
  jobId: equals('j.id'),
  jobIds: isIn('j.id'),
  jobDefinitionId: equals('j.job_definition_id'),
  processInstanceId: equals('j.process_instance_id'),
  processInstanceIds: isIn('j.process_instance_id'),
  executionId: equals('j.execution_id'),
  processDefinitionId: equals('j.process_definition_id'),
  processDefinitionKey: equals('j.process_definition_key'),
  activityId: equals('j.activity_id'),
  failedActivityId: equals('j.failed_activity_id'),
  withRetriesLeft: whenTrue('j.retries > 0'),
  noRetriesLeft: whenTrue('j.retries = 0'),
  executable: whenTrue('j.retries > 0 AND j.suspended = 0 AND (j.due_date IS NULL OR j.due_date <= ?)', now),
  timers: whenTrue(`j.type = 'timer'`),
  messages: whenTrue(`j.type = 'message'`),
  dueDates: dateConditions('j.due_date'),
  createTimes: dateConditions('j.create_time'),
  withException: whenTrue('j.exception_message IS NOT NULL OR j.exception_stacktrace IS NOT NULL'),
  exceptionMessage: equals('j.exception_message'),
  active: whenTrue('j.suspended = 0'),
  suspended: whenTrue('j.suspended = 1'),
  priorityHigherThanOrEquals: atLeast('j.priority'),
  priorityLowerThanOrEquals: atMost('j.priority'),
  ...tenantFilters('j'),
  includeJobsWithoutTenantId: noCondition,
  acquired: whenTrue('j.lock_owner IS NOT NULL AND j.lock_expiration_time > ?', now),
});

export const jobsAt = (now: number): Selection<JobQuery, string, typeof JOB.columns> => ({
  table: JOB,
  from: 'job j',
  alias: 'j',
  readable: byInstance('j'),
  filters: jobFilters(now),
  sorts: {
    jobId: 'j.id',
    executionId: 'j.execution_id',
    processInstanceId: 'j.process_instance_id',
    processDefinitionId: 'j.process_definition_id',
    processDefinitionKey: 'j.process_definition_key',
    jobPriority: 'j.priority',
    jobRetries: 'j.retries',
    jobDueDate: 'j.due_date',
    tenantId: 'j.tenant_id',
  },
});

const jobDefinitionFilters: FilterTable<JobDefinitionQuery> = {
  jobDefinitionId: equals('d.id'),
  activityIdIn: isIn('d.activity_id'),
  processDefinitionId: equals('d.process_definition_id'),
  processDefinitionKey: equals('d.process_definition_key'),
  jobType: equals('d.job_type'),
  jobConfiguration: equals('d.job_configuration'),
  active: whenTrue('d.suspended = 0'),
  suspended: whenTrue('d.suspended = 1'),
  withOverridingJobPriority: whenTrue('d.overriding_job_priority IS NOT NULL'),
  ...tenantFilters('d'),
  includeJobDefinitionsWithoutTenantId: noCondition,
};

export const JOB_DEFINITIONS: Selection<JobDefinitionQuery, string, typeof JOB_DEFINITION.columns> = {
  table: JOB_DEFINITION,
  from: 'job_definition d',
  alias: 'd',
  readable: [seenBy('READ', 'ProcessDefinition', 'd.process_definition_key')],
  filters: jobDefinitionFilters,
  sorts: {
    jobDefinitionId: 'd.id',
    activityId: 'd.activity_id',
    processDefinitionId: 'd.process_definition_id',
    processDefinitionKey: 'd.process_definition_key',
    jobType: 'd.job_type',
    jobConfiguration: 'd.job_configuration',
    tenantId: 'd.tenant_id',
  },
};
