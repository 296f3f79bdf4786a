import { z } from 'zod';
import type {
  ActivityStatisticsDto,
  CalledProcessDefinitionDto,
  DecisionDefinitionDto,
  DecisionRequirementsDefinitionDto,
  DeploymentDto,
  DeploymentResourceDto,
  DeploymentWithDefinitionsDto,
  FormDto,
  IncidentStatisticsDto,
  ProcessDefinitionDto,
  ProcessDefinitionStatisticsDto,
} from '@anliu/engine-protocol';
import { dateTime, dto, flag, maybe, number, text } from './common.js';

export const deploymentDto = dto('DeploymentDto', {
  id: text,
  name: maybe(text),
  source: maybe(text),
  deploymentTime: dateTime,
  tenantId: maybe(text),
}) satisfies z.ZodType<DeploymentDto>;

export const deploymentResourceDto = dto('DeploymentResourceDto', {
  id: text,
  name: text,
  deploymentId: text,
}) satisfies z.ZodType<DeploymentResourceDto>;

export const processDefinitionDto = dto('ProcessDefinitionDto', {
  id: text,
  key: text,
  category: maybe(text),
  description: maybe(text),
  name: maybe(text),
  version: number,
  resource: text,
  deploymentId: text,
  diagram: maybe(text),
  suspended: flag,
  tenantId: maybe(text),
  versionTag: maybe(text),
  historyTimeToLive: maybe(number),
  startableInTasklist: flag,
}) satisfies z.ZodType<ProcessDefinitionDto>;

export const decisionDefinitionDto = dto('DecisionDefinitionDto', {
  id: text,
  key: text,
  category: maybe(text),
  name: maybe(text),
  version: number,
  resource: text,
  deploymentId: text,
  tenantId: maybe(text),
  decisionRequirementsDefinitionId: maybe(text),
  decisionRequirementsDefinitionKey: maybe(text),
  historyTimeToLive: maybe(number),
  versionTag: maybe(text),
}) satisfies z.ZodType<DecisionDefinitionDto>;

export const decisionRequirementsDefinitionDto = dto('DecisionRequirementsDefinitionDto', {
  id: text,
  key: text,
  category: maybe(text),
  name: maybe(text),
  version: number,
  resource: text,
  deploymentId: text,
  tenantId: maybe(text),
}) satisfies z.ZodType<DecisionRequirementsDefinitionDto>;

const incidentStatisticsDto = dto('IncidentStatisticsDto', {
  incidentType: text,
  incidentCount: number,
}) satisfies z.ZodType<IncidentStatisticsDto>;

export const processDefinitionStatisticsDto = dto('ProcessDefinitionStatisticsDto', {
  id: text,
  instances: number,
  failedJobs: number,
  incidents: z.array(incidentStatisticsDto),
  definition: processDefinitionDto,
}) satisfies z.ZodType<ProcessDefinitionStatisticsDto>;

export const activityStatisticsDto = dto('ActivityStatisticsDto', {
  id: text,
  instances: number,
  failedJobs: number,
  incidents: z.array(incidentStatisticsDto),
}) satisfies z.ZodType<ActivityStatisticsDto>;

export const calledProcessDefinitionDto = dto('CalledProcessDefinitionDto', {
  ...processDefinitionDto.shape,
  callingProcessDefinitionId: text,
  calledFromActivityIds: z.array(text),
}) satisfies z.ZodType<CalledProcessDefinitionDto>;

export const formDto = dto('FormDto', {
  key: maybe(text),
  formRef: maybe(z.strictObject({ key: text, binding: text, version: maybe(number) })),
  contextPath: maybe(text),
  isGenerated: flag,
}) satisfies z.ZodType<FormDto>;

export const deploymentWithDefinitionsDto = dto('DeploymentWithDefinitionsDto', {
  ...deploymentDto.shape,
  deployedProcessDefinitions: maybe(z.record(z.string(), processDefinitionDto)),
  deployedDecisionDefinitions: maybe(z.record(z.string(), decisionDefinitionDto)),
  deployedDecisionRequirementsDefinitions: maybe(z.record(z.string(), decisionRequirementsDefinitionDto)),
}) satisfies z.ZodType<DeploymentWithDefinitionsDto>;
