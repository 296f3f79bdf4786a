import { BATCH_TABLES } from './batches.js';
import type { RowOf } from './columns.js';
import { DECISION_DEFINITION, DECISION_REQUIREMENTS_DEFINITION, HISTORIC_DECISION_INSTANCE } from './decisions.js';
import { DEPLOYMENT, PROCESS_DEFINITION, RESOURCE } from './deployments.js';
import { EVENT_SUBSCRIPTION, EXECUTION, VARIABLE } from './executions.js';
import { HISTORIC_DETAIL } from './history-details.js';
import {
  HISTORIC_EXTERNAL_TASK_LOG,
  HISTORIC_IDENTITY_LINK_LOG,
  HISTORIC_JOB_LOG,
  HISTORIC_OPERATION,
} from './history-logs.js';
import {
  HISTORIC_ACTIVITY_INSTANCE,
  HISTORIC_INCIDENT,
  HISTORIC_PROCESS_INSTANCE,
  HISTORIC_TASK,
  HISTORIC_VARIABLE,
} from './history.js';
import { IDENTITY_TABLES } from './identity.js';
import { ATTACHMENT, COMMENT, FILTER, IDENTITY_LINK, TASK } from './tasks.js';
import { EXTERNAL_TASK, INCIDENT, JOB, JOB_DEFINITION } from './work.js';

/** Tables the kernel reads and writes. */
export const RUNTIME_TABLES = {
  execution: EXECUTION,
  task: TASK,
  identityLink: IDENTITY_LINK,
  externalTask: EXTERNAL_TASK,
  job: JOB,
  eventSubscription: EVENT_SUBSCRIPTION,
  variable: VARIABLE,
  incident: INCIDENT,
} as const;

/** Tables the runtime manages around the kernel. */
export const REPOSITORY_TABLES = {
  deployment: DEPLOYMENT,
  resource: RESOURCE,
  processDefinition: PROCESS_DEFINITION,
  decisionDefinition: DECISION_DEFINITION,
  decisionRequirementsDefinition: DECISION_REQUIREMENTS_DEFINITION,
  jobDefinition: JOB_DEFINITION,
  comment: COMMENT,
  attachment: ATTACHMENT,
  filter: FILTER,
} as const;

export const HISTORY_TABLES = {
  historicProcessInstance: HISTORIC_PROCESS_INSTANCE,
  historicActivityInstance: HISTORIC_ACTIVITY_INSTANCE,
  historicTask: HISTORIC_TASK,
  historicVariable: HISTORIC_VARIABLE,
  historicIncident: HISTORIC_INCIDENT,
  historicJobLog: HISTORIC_JOB_LOG,
  historicExternalTaskLog: HISTORIC_EXTERNAL_TASK_LOG,
  historicIdentityLinkLog: HISTORIC_IDENTITY_LINK_LOG,
  historicOperation: HISTORIC_OPERATION,
  historicDecisionInstance: HISTORIC_DECISION_INSTANCE,
  historicDetail: HISTORIC_DETAIL,
} as const;

export const TABLES = {
  ...RUNTIME_TABLES,
  ...REPOSITORY_TABLES,
  ...HISTORY_TABLES,
  ...IDENTITY_TABLES,
  ...BATCH_TABLES,
} as const;

export type RuntimeKind = keyof typeof RUNTIME_TABLES;
export type RepositoryKind = keyof typeof REPOSITORY_TABLES;
export type HistoryKind = keyof typeof HISTORY_TABLES;
export type EntityKind = keyof typeof TABLES;
export type Entity<K extends EntityKind> = RowOf<(typeof TABLES)[K]['columns']>;

export type Execution = Entity<'execution'>;
export type Task = Entity<'task'>;
export type IdentityLink = Entity<'identityLink'>;
export type ExternalTask = Entity<'externalTask'>;
export type Job = Entity<'job'>;
export type JobDefinition = Entity<'jobDefinition'>;
export type EventSubscription = Entity<'eventSubscription'>;
export type Variable = Entity<'variable'>;
export type Incident = Entity<'incident'>;
export type Deployment = Entity<'deployment'>;
export type Resource = Entity<'resource'>;
export type ProcessDefinition = Entity<'processDefinition'>;
export type Comment = Entity<'comment'>;
export type Attachment = Entity<'attachment'>;
export type Filter = Entity<'filter'>;
export type HistoricProcessInstance = Entity<'historicProcessInstance'>;
export type HistoricActivityInstance = Entity<'historicActivityInstance'>;
export type HistoricTask = Entity<'historicTask'>;
export type HistoricVariable = Entity<'historicVariable'>;
export type HistoricIncident = Entity<'historicIncident'>;
export type HistoricJobLog = Entity<'historicJobLog'>;
export type HistoricExternalTaskLog = Entity<'historicExternalTaskLog'>;
export type HistoricIdentityLinkLog = Entity<'historicIdentityLinkLog'>;
export type HistoricOperation = Entity<'historicOperation'>;
export type HistoricDetail = Entity<'historicDetail'>;

export type User = Entity<'user'>;
export type Group = Entity<'group'>;
export type Tenant = Entity<'tenant'>;
export type Authorization = Entity<'authorization'>;
export type DecisionDefinition = Entity<'decisionDefinition'>;
export type DecisionRequirementsDefinition = Entity<'decisionRequirementsDefinition'>;
export type HistoricDecisionInstance = Entity<'historicDecisionInstance'>;
