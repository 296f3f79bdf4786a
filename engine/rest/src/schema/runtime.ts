import { z } from 'zod';
import type {
  ActivityInstanceDto,
  ActivityInstanceIncidentDto,
  EventSubscriptionDto,
  ExecutionDto,
  IncidentDto,
  MessageCorrelationResultDto,
  ProcessInstanceDto,
  TransitionInstanceDto,
  VariableInstanceDto,
} from '@anliu/engine-protocol';
import { anything, dateTime, dto, flag, maybe, text, valueInfo, variableMap } from './common.js';

export const processInstanceDto = dto('ProcessInstanceDto', {
  id: text,
  definitionId: text,
  definitionKey: text,
  businessKey: maybe(text),
  caseInstanceId: maybe(text),
  ended: flag,
  suspended: flag,
  tenantId: maybe(text),
}) satisfies z.ZodType<ProcessInstanceDto>;

const activityInstanceIncidentDto = dto('ActivityInstanceIncidentDto', {
  id: text,
  activityId: text,
}) satisfies z.ZodType<ActivityInstanceIncidentDto>;

const transitionInstanceDto = dto('TransitionInstanceDto', {
  id: text,
  parentActivityInstanceId: maybe(text),
  activityId: text,
  activityName: maybe(text),
  activityType: text,
  processInstanceId: text,
  processDefinitionId: text,
  executionId: text,
  incidentIds: z.array(text),
  incidents: z.array(activityInstanceIncidentDto),
}) satisfies z.ZodType<TransitionInstanceDto>;

export const activityInstanceDto: z.ZodType<ActivityInstanceDto> = dto('ActivityInstanceDto', {
  id: text,
  parentActivityInstanceId: maybe(text),
  activityId: text,
  activityName: maybe(text),
  name: maybe(text),
  activityType: text,
  processInstanceId: text,
  processDefinitionId: text,
  executionIds: z.array(text),
  childActivityInstances: z.array(z.lazy(() => activityInstanceDto)),
  childTransitionInstances: z.array(transitionInstanceDto),
  incidentIds: z.array(text),
  incidents: z.array(activityInstanceIncidentDto),
});

export const executionDto = dto('ExecutionDto', {
  id: text,
  processInstanceId: text,
  ended: flag,
  tenantId: maybe(text),
}) satisfies z.ZodType<ExecutionDto>;

export const variableInstanceDto = dto('VariableInstanceDto', {
  id: text,
  name: text,
  type: text,
  value: anything,
  valueInfo: valueInfo,
  processDefinitionId: maybe(text),
  processInstanceId: maybe(text),
  executionId: maybe(text),
  caseInstanceId: maybe(text),
  caseExecutionId: maybe(text),
  taskId: maybe(text),
  batchId: maybe(text),
  activityInstanceId: maybe(text),
  errorMessage: maybe(text),
  tenantId: maybe(text),
}) satisfies z.ZodType<VariableInstanceDto>;

export const eventSubscriptionDto = dto('EventSubscriptionDto', {
  id: text,
  eventType: z.enum(['message', 'signal', 'compensate', 'conditional']),
  eventName: maybe(text),
  executionId: maybe(text),
  processInstanceId: maybe(text),
  activityId: text,
  createdDate: dateTime,
  tenantId: maybe(text),
}) satisfies z.ZodType<EventSubscriptionDto>;

export const incidentDto = dto('IncidentDto', {
  id: text,
  processDefinitionId: maybe(text),
  processInstanceId: maybe(text),
  executionId: maybe(text),
  incidentTimestamp: dateTime,
  incidentType: text,
  activityId: maybe(text),
  failedActivityId: maybe(text),
  causeIncidentId: maybe(text),
  rootCauseIncidentId: maybe(text),
  configuration: maybe(text),
  incidentMessage: maybe(text),
  tenantId: maybe(text),
  jobDefinitionId: maybe(text),
  annotation: maybe(text),
}) satisfies z.ZodType<IncidentDto>;

export const messageCorrelationResultDto = dto('MessageCorrelationResultDto', {
  resultType: z.enum(['Execution', 'ProcessDefinition']),
  execution: maybe(executionDto),
  processInstance: maybe(processInstanceDto),
  variables: variableMap.exactOptional(),
}) satisfies z.ZodType<MessageCorrelationResultDto>;
