import type { DateTimeString } from '../time.js';
import type { VariableMap } from '../variables.js';

export interface ExternalTaskDto {
  readonly activityId: string;
  readonly activityInstanceId: string;
  readonly errorMessage: string | null;
  readonly executionId: string;
  readonly id: string;
  readonly lockExpirationTime: DateTimeString | null;
  readonly createTime: DateTimeString;
  readonly processDefinitionId: string;
  readonly processDefinitionKey: string;
  readonly processDefinitionVersionTag: string | null;
  readonly processInstanceId: string;
  readonly retries: number | null;
  readonly suspended: boolean;
  readonly workerId: string | null;
  readonly topicName: string;
  readonly tenantId: string | null;
  readonly priority: number;
  readonly businessKey: string | null;
}

export interface LockedExternalTaskDto extends ExternalTaskDto {
  readonly errorDetails: string | null;
  readonly variables: VariableMap;
  readonly extensionProperties: Readonly<Record<string, string>>;
}

export interface FetchTopic {
  readonly topicName: string;
  /** Milliseconds, greater than zero. */
  readonly lockDuration: number;
  /** Names of the variables to return; absent means all visible ones, empty means none. */
  readonly variables?: readonly string[] | null;
  readonly localVariables?: boolean;
  readonly deserializeValues?: boolean;
  readonly businessKey?: string | null;
  readonly processDefinitionId?: string | null;
  readonly processDefinitionIdIn?: readonly string[] | null;
  readonly processDefinitionKey?: string | null;
  readonly processDefinitionKeyIn?: readonly string[] | null;
  readonly processDefinitionVersionTag?: string | null;
  /** Instance variables; several entries are OR-ed, as Camunda does. Values as in JSON. */
  readonly processVariables?: Readonly<Record<string, unknown>> | null;
  readonly tenantIdIn?: readonly string[] | null;
  readonly withoutTenantId?: boolean;
  readonly includeExtensionProperties?: boolean;
}

export interface FetchAndLockInput {
  readonly workerId: string;
  readonly maxTasks: number;
  /** Higher priority first. Default true over REST. */
  readonly usePriority?: boolean;
  readonly sorting?: readonly { readonly sortBy: 'createTime'; readonly sortOrder: 'asc' | 'desc' }[];
  /** Milliseconds to wait for a task when there is none at once. */
  readonly asyncResponseTimeout?: number;
  readonly topics: readonly FetchTopic[];
}

export interface CompleteExternalTaskInput {
  readonly workerId: string;
  readonly variables?: VariableMap;
  readonly localVariables?: VariableMap;
}

export interface ExternalTaskFailureInput {
  readonly workerId: string;
  readonly errorMessage?: string | null;
  readonly errorDetails?: string | null;
  /** Zero makes an incident. Absent means zero, as in Camunda. */
  readonly retries?: number;
  /** Milliseconds until the task can be fetched again. */
  readonly retryTimeout?: number;
  readonly variables?: VariableMap;
  readonly localVariables?: VariableMap;
}

export interface ExternalTaskBpmnErrorInput {
  readonly workerId: string;
  readonly errorCode: string;
  readonly errorMessage?: string | null;
  readonly variables?: VariableMap;
}
