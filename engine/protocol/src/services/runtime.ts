import type { InstancesModificationInput } from '../dto/modification.js';
import type {
  ActivityInstanceDto,
  ConditionEvaluationInput,
  DeleteProcessInstanceOptions,
  EventSubscriptionDto,
  ExecutionDto,
  IncidentDto,
  MessageCorrelationInput,
  MessageCorrelationResultDto,
  ModificationInput,
  ProcessInstanceDto,
  ProcessInstanceWithVariablesDto,
  SignalInput,
  StartProcessInstanceInput,
  VariableInstanceDto,
} from '../dto/runtime.js';
import type {
  EventSubscriptionQuery,
  ExecutionQuery,
  IncidentQuery,
  ProcessInstanceQuery,
  VariableInstanceQuery,
} from '../query/runtime.js';
import type { VariableData, VariableMap, VariableModifications, VariableValueDto } from '../variables.js';

/** Which instances to suspend or activate together. */
export type ProcessInstanceSelector =
  | { readonly processInstanceId: string }
  | { readonly processInstanceIds: readonly string[] }
  | { readonly processDefinitionId: string }
  | { readonly processDefinitionKey: string; readonly tenantId?: string | null };

/**
 * Running instances. Every command is one transaction up to the next wait states: it is durable when the promise
 * resolves, and has changed nothing when it rejects.
 */
export interface RuntimeService {
  startProcessInstance(input: StartProcessInstanceInput): Promise<ProcessInstanceWithVariablesDto>;
  listProcessInstances(query?: ProcessInstanceQuery): Promise<ProcessInstanceDto[]>;
  countProcessInstances(query?: ProcessInstanceQuery): Promise<number>;
  /** Throws NotFoundError once the instance has ended. */
  getProcessInstance(id: string): Promise<ProcessInstanceDto>;
  deleteProcessInstance(id: string, options?: DeleteProcessInstanceOptions): Promise<void>;
  setProcessInstanceSuspended(selector: ProcessInstanceSelector, suspended: boolean): Promise<void>;
  modifyProcessInstance(id: string, input: ModificationInput): Promise<void>;
  /** One transaction: all are modified or none. Throws BadUserRequestError without instructions or instances. */
  modifyProcessInstances(input: InstancesModificationInput): Promise<void>;
  getActivityInstances(processInstanceId: string): Promise<ActivityInstanceDto>;

  listExecutions(query?: ExecutionQuery): Promise<ExecutionDto[]>;
  countExecutions(query?: ExecutionQuery): Promise<number>;
  getExecution(id: string): Promise<ExecutionDto>;
  /** Continues a waiting receive task (or other signallable activity) of that execution. */
  signalExecution(executionId: string, variables?: VariableMap): Promise<void>;
  /** Triggers the message subscription of exactly that execution. */
  triggerMessage(executionId: string, messageName: string, variables?: VariableMap): Promise<void>;

  /** Variables visible from an execution (a process instance id is one), nearest scope first. */
  getVariables(executionId: string, options?: VariableReadOptions): Promise<Record<string, VariableValueDto>>;
  getVariable(executionId: string, name: string, options?: VariableReadOptions): Promise<VariableValueDto>;
  getVariableData(executionId: string, name: string, options?: VariableReadOptions): Promise<VariableData>;
  setVariable(
    executionId: string,
    name: string,
    value: VariableValueDto,
    options?: VariableScopeOptions,
  ): Promise<void>;
  deleteVariable(executionId: string, name: string, options?: VariableScopeOptions): Promise<void>;
  modifyVariables(executionId: string, changes: VariableModifications, options?: VariableScopeOptions): Promise<void>;
  listVariableInstances(query?: VariableInstanceQuery): Promise<VariableInstanceDto[]>;
  countVariableInstances(query?: VariableInstanceQuery): Promise<number>;
  getVariableInstance(id: string): Promise<VariableInstanceDto>;
  getVariableInstanceData(id: string): Promise<VariableData>;

  /** Throws MismatchingMessageCorrelationError when nothing or more than one thing matches (unless `all`). */
  correlateMessage(input: MessageCorrelationInput): Promise<MessageCorrelationResultDto[]>;
  broadcastSignal(input: SignalInput): Promise<void>;
  /** Starts every instance whose conditional start event is fulfilled by the variables. */
  evaluateConditions(input: ConditionEvaluationInput): Promise<ProcessInstanceDto[]>;
  listEventSubscriptions(query?: EventSubscriptionQuery): Promise<EventSubscriptionDto[]>;
  countEventSubscriptions(query?: EventSubscriptionQuery): Promise<number>;
}

export interface VariableScopeOptions {
  /** Only the very scope, not its parents. */
  readonly local?: boolean;
}

export interface VariableReadOptions extends VariableScopeOptions {
  /** False returns serialised Object and Json values as strings; true returns Objects as JSON values. Default true. */
  readonly deserializeValues?: boolean;
}

export interface IncidentInput {
  readonly incidentType: string;
  readonly configuration?: string | null;
  readonly message?: string | null;
}

export interface IncidentService {
  list(query?: IncidentQuery): Promise<IncidentDto[]>;
  count(query?: IncidentQuery): Promise<number>;
  get(id: string): Promise<IncidentDto>;
  create(executionId: string, input: IncidentInput): Promise<IncidentDto>;
  /** Only incidents of custom types; those of jobs and external tasks are resolved by giving retries. */
  resolve(id: string): Promise<void>;
  setAnnotation(id: string, annotation: string | null): Promise<void>;
}
