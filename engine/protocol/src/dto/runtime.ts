import type { DateTimeString } from '../time.js';
import type { ValueInfo, VariableMap, VariableValueDto } from '../variables.js';

export interface ProcessInstanceDto {
  readonly id: string;
  readonly definitionId: string;
  readonly definitionKey: string;
  readonly businessKey: string | null;
  readonly caseInstanceId: string | null;
  readonly ended: boolean;
  readonly suspended: boolean;
  readonly tenantId: string | null;
}

export interface ProcessInstanceWithVariablesDto extends ProcessInstanceDto {
  readonly variables: VariableMap;
}

export type StartInstructionType = 'startBeforeActivity' | 'startAfterActivity' | 'startTransition';

export interface StartInstruction {
  readonly type: StartInstructionType;
  readonly activityId?: string;
  readonly transitionId?: string;
  readonly variables?: Readonly<Record<string, VariableValueDto & { readonly local?: boolean }>>;
}

export interface StartProcessInstanceInput {
  /** Exactly one of the three: newest version of a key, or one definition by id. */
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly tenantId?: string | null;
  readonly businessKey?: string | null;
  readonly caseInstanceId?: string | null;
  readonly variables?: VariableMap;
  readonly startInstructions?: readonly StartInstruction[];
  readonly skipCustomListeners?: boolean;
  readonly skipIoMappings?: boolean;
  /** The variables are the values of a submitted form, which history keeps as such. */
  readonly isForm?: boolean;
  /** Fill `variables` of the answer with the instance's variables after the start. */
  readonly withVariablesInReturn?: boolean;
}

export interface DeleteProcessInstanceOptions {
  readonly deleteReason?: string | null;
  readonly skipCustomListeners?: boolean;
  readonly skipIoMappings?: boolean;
  readonly skipSubprocesses?: boolean;
}

export interface ModificationInstruction {
  readonly type: 'cancel' | StartInstructionType;
  readonly activityId?: string;
  readonly transitionId?: string;
  readonly activityInstanceId?: string;
  readonly transitionInstanceId?: string;
  readonly ancestorActivityInstanceId?: string;
  readonly cancelCurrentActiveActivityInstances?: boolean;
  readonly variables?: Readonly<Record<string, VariableValueDto & { readonly local?: boolean }>>;
}

export interface ModificationInput {
  readonly instructions: readonly ModificationInstruction[];
  readonly skipCustomListeners?: boolean;
  readonly skipIoMappings?: boolean;
  readonly annotation?: string | null;
}

export interface ActivityInstanceIncidentDto {
  readonly id: string;
  readonly activityId: string;
}

export interface TransitionInstanceDto {
  readonly id: string;
  readonly parentActivityInstanceId: string | null;
  readonly activityId: string;
  readonly activityName: string | null;
  readonly activityType: string;
  readonly processInstanceId: string;
  readonly processDefinitionId: string;
  readonly executionId: string;
  readonly incidentIds: readonly string[];
  readonly incidents: readonly ActivityInstanceIncidentDto[];
}

/** The tree of what is going on in an instance; its root stands for the instance itself. */
export interface ActivityInstanceDto {
  readonly id: string;
  readonly parentActivityInstanceId: string | null;
  readonly activityId: string;
  readonly activityName: string | null;
  readonly name: string | null;
  readonly activityType: string;
  readonly processInstanceId: string;
  readonly processDefinitionId: string;
  readonly executionIds: readonly string[];
  readonly childActivityInstances: readonly ActivityInstanceDto[];
  readonly childTransitionInstances: readonly TransitionInstanceDto[];
  readonly incidentIds: readonly string[];
  readonly incidents: readonly ActivityInstanceIncidentDto[];
}

export interface ExecutionDto {
  readonly id: string;
  readonly processInstanceId: string;
  readonly ended: boolean;
  readonly tenantId: string | null;
}

export interface VariableInstanceDto {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
  readonly valueInfo: ValueInfo;
  readonly processDefinitionId: string | null;
  readonly processInstanceId: string | null;
  readonly executionId: string | null;
  readonly caseInstanceId: string | null;
  readonly caseExecutionId: string | null;
  readonly taskId: string | null;
  readonly batchId: string | null;
  readonly activityInstanceId: string | null;
  readonly errorMessage: string | null;
  readonly tenantId: string | null;
}

export type EventSubscriptionType = 'message' | 'signal' | 'compensate' | 'conditional';

export interface EventSubscriptionDto {
  readonly id: string;
  readonly eventType: EventSubscriptionType;
  readonly eventName: string | null;
  readonly executionId: string | null;
  readonly processInstanceId: string | null;
  readonly activityId: string;
  readonly createdDate: DateTimeString;
  readonly tenantId: string | null;
}

export interface IncidentDto {
  readonly id: string;
  readonly processDefinitionId: string | null;
  readonly processInstanceId: string | null;
  readonly executionId: string | null;
  readonly incidentTimestamp: DateTimeString;
  readonly incidentType: string;
  readonly activityId: string | null;
  readonly failedActivityId: string | null;
  readonly causeIncidentId: string | null;
  readonly rootCauseIncidentId: string | null;
  readonly configuration: string | null;
  readonly incidentMessage: string | null;
  readonly tenantId: string | null;
  readonly jobDefinitionId: string | null;
  readonly annotation: string | null;
}

export interface MessageCorrelationInput {
  readonly messageName: string;
  readonly businessKey?: string | null;
  readonly processInstanceId?: string | null;
  readonly tenantId?: string | null;
  readonly withoutTenantId?: boolean;
  readonly correlationKeys?: VariableMap;
  readonly localCorrelationKeys?: VariableMap;
  readonly processVariables?: VariableMap;
  readonly processVariablesLocal?: VariableMap;
  readonly processVariablesToTriggeredScope?: VariableMap;
  /** Correlate every matching execution and start event; no match is then no error. */
  readonly all?: boolean;
  readonly variablesInResultEnabled?: boolean;
}

export interface MessageCorrelationResultDto {
  readonly resultType: 'Execution' | 'ProcessDefinition';
  readonly execution: ExecutionDto | null;
  readonly processInstance: ProcessInstanceDto | null;
  readonly variables?: VariableMap;
}

export interface SignalInput {
  readonly name: string;
  readonly executionId?: string | null;
  readonly variables?: VariableMap;
  readonly tenantId?: string | null;
  readonly withoutTenantId?: boolean;
}

export interface ConditionEvaluationInput {
  readonly variables?: VariableMap;
  readonly businessKey?: string | null;
  readonly processDefinitionId?: string | null;
  readonly tenantId?: string | null;
  readonly withoutTenantId?: boolean;
}
