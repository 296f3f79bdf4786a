import type {
  HistoricActivityInstanceDto,
  HistoricActivityStatisticsDto,
  HistoricExternalTaskLogDto,
  HistoricIdentityLinkLogDto,
  HistoricIncidentDto,
  HistoricJobLogDto,
  HistoricProcessInstanceDto,
  HistoricTaskInstanceDto,
  HistoricVariableInstanceDto,
  UserOperationLogEntryDto,
} from '../dto/history.js';
import type {
  HistoricActivityInstanceQuery,
  HistoricExternalTaskLogQuery,
  HistoricIdentityLinkLogQuery,
  HistoricIncidentQuery,
  HistoricJobLogQuery,
  HistoricProcessInstanceQuery,
  HistoricTaskInstanceQuery,
  HistoricVariableInstanceQuery,
  UserOperationLogQuery,
} from '../query/history.js';
import type { HistoricDetailDto } from '../dto/history-detail.js';
import type { HistoricDetailQuery } from '../query/history-detail.js';
import type { VariableData } from '../variables.js';

export interface ShownValues {
  /** Objects serialised as JSON are shown as JSON values instead of text. Default true. */
  readonly deserializeValues?: boolean;
}

/** What happened, running and finished instances alike. */
export interface HistoryService {
  listProcessInstances(query?: HistoricProcessInstanceQuery): Promise<HistoricProcessInstanceDto[]>;
  countProcessInstances(query?: HistoricProcessInstanceQuery): Promise<number>;
  getProcessInstance(id: string): Promise<HistoricProcessInstanceDto>;
  deleteVariableInstance(id: string): Promise<void>;
  /** All variables of an instance; they are gone from history only. */
  deleteVariableInstancesOf(processInstanceId: string): Promise<void>;
  /** Null clears it. */
  annotateUserOperation(operationId: string, annotation: string | null): Promise<void>;
  /** Only finished instances. */
  deleteProcessInstance(id: string): Promise<void>;
  listActivityInstances(query?: HistoricActivityInstanceQuery): Promise<HistoricActivityInstanceDto[]>;
  countActivityInstances(query?: HistoricActivityInstanceQuery): Promise<number>;
  getActivityInstance(id: string): Promise<HistoricActivityInstanceDto>;
  getActivityStatistics(
    processDefinitionId: string,
    options?: {
      readonly canceled?: boolean;
      readonly finished?: boolean;
      readonly completeScope?: boolean;
      readonly incidents?: boolean;
    },
  ): Promise<HistoricActivityStatisticsDto[]>;
  listTasks(query?: HistoricTaskInstanceQuery): Promise<HistoricTaskInstanceDto[]>;
  countTasks(query?: HistoricTaskInstanceQuery): Promise<number>;
  listVariableInstances(query?: HistoricVariableInstanceQuery): Promise<HistoricVariableInstanceDto[]>;
  countVariableInstances(query?: HistoricVariableInstanceQuery): Promise<number>;
  getVariableInstance(id: string): Promise<HistoricVariableInstanceDto>;
  getVariableInstanceData(id: string): Promise<VariableData>;
  /** Changes of variables and submitted form fields, kept at history level `full`. */
  listDetails(query?: HistoricDetailQuery, options?: ShownValues): Promise<HistoricDetailDto[]>;
  countDetails(query?: HistoricDetailQuery): Promise<number>;
  getDetail(id: string, options?: ShownValues): Promise<HistoricDetailDto>;
  getDetailData(id: string): Promise<VariableData>;
  listIncidents(query?: HistoricIncidentQuery): Promise<HistoricIncidentDto[]>;
  countIncidents(query?: HistoricIncidentQuery): Promise<number>;
  listJobLogs(query?: HistoricJobLogQuery): Promise<HistoricJobLogDto[]>;
  countJobLogs(query?: HistoricJobLogQuery): Promise<number>;
  getJobLog(id: string): Promise<HistoricJobLogDto>;
  getJobLogStacktrace(id: string): Promise<string | null>;
  listExternalTaskLogs(query?: HistoricExternalTaskLogQuery): Promise<HistoricExternalTaskLogDto[]>;
  countExternalTaskLogs(query?: HistoricExternalTaskLogQuery): Promise<number>;
  getExternalTaskLog(id: string): Promise<HistoricExternalTaskLogDto>;
  getExternalTaskLogErrorDetails(id: string): Promise<string | null>;
  listIdentityLinkLogs(query?: HistoricIdentityLinkLogQuery): Promise<HistoricIdentityLinkLogDto[]>;
  countIdentityLinkLogs(query?: HistoricIdentityLinkLogQuery): Promise<number>;
  listUserOperations(query?: UserOperationLogQuery): Promise<UserOperationLogEntryDto[]>;
  countUserOperations(query?: UserOperationLogQuery): Promise<number>;
}
