import { z } from 'zod';
import type {
  CleanableDecisionReportDto,
  DecisionEvaluationStatisticsDto,
  HistoricDecisionInputInstanceDto,
  HistoricDecisionInstanceDto,
  HistoricDecisionOutputInstanceDto,
} from '@anliu/engine-protocol';
import { anything, dateTime, dto, maybe, number, text, valueInfo, variableMap } from './common.js';

export const decisionRequirementsDefinitionXmlDto = dto('DecisionRequirementsDefinitionXmlDto', {
  id: text,
  dmnXml: text,
});

/** One entry per matched rule, by output name. */
export const decisionResultDto = z.array(variableMap);

const decisionInput = {
  id: text,
  decisionInstanceId: text,
  clauseId: maybe(text),
  clauseName: maybe(text),
  type: text,
  value: anything,
  valueInfo,
  errorMessage: maybe(text),
  createTime: dateTime,
  removalTime: maybe(dateTime),
  rootProcessInstanceId: maybe(text),
};

const historicDecisionInputInstanceDto = dto(
  'HistoricDecisionInputInstanceDto',
  decisionInput,
) satisfies z.ZodType<HistoricDecisionInputInstanceDto>;

const historicDecisionOutputInstanceDto = dto('HistoricDecisionOutputInstanceDto', {
  ...decisionInput,
  ruleId: maybe(text),
  ruleOrder: maybe(number),
  variableName: maybe(text),
}) satisfies z.ZodType<HistoricDecisionOutputInstanceDto>;

export const historicDecisionInstanceDto = dto('HistoricDecisionInstanceDto', {
  id: text,
  decisionDefinitionId: text,
  decisionDefinitionKey: text,
  decisionDefinitionName: maybe(text),
  evaluationTime: dateTime,
  removalTime: maybe(dateTime),
  processDefinitionId: maybe(text),
  processDefinitionKey: maybe(text),
  processInstanceId: maybe(text),
  caseDefinitionId: maybe(text),
  caseDefinitionKey: maybe(text),
  caseInstanceId: maybe(text),
  activityId: maybe(text),
  activityInstanceId: maybe(text),
  userId: maybe(text),
  inputs: z.array(historicDecisionInputInstanceDto).exactOptional(),
  outputs: z.array(historicDecisionOutputInstanceDto).exactOptional(),
  collectResultValue: maybe(number),
  rootDecisionInstanceId: maybe(text),
  rootProcessInstanceId: maybe(text),
  decisionRequirementsDefinitionId: maybe(text),
  decisionRequirementsDefinitionKey: maybe(text),
  tenantId: maybe(text),
}) satisfies z.ZodType<HistoricDecisionInstanceDto>;

export const cleanableDecisionReportDto = dto('CleanableHistoricDecisionInstanceReportResultDto', {
  decisionDefinitionId: text,
  decisionDefinitionKey: text,
  decisionDefinitionName: maybe(text),
  decisionDefinitionVersion: number,
  historyTimeToLive: maybe(number),
  finishedDecisionInstanceCount: number,
  cleanableDecisionInstanceCount: number,
  tenantId: maybe(text),
}) satisfies z.ZodType<CleanableDecisionReportDto>;

export const decisionEvaluationStatisticsDto = dto('HistoricDecisionInstanceStatisticsDto', {
  decisionDefinitionKey: text,
  evaluations: number,
}) satisfies z.ZodType<DecisionEvaluationStatisticsDto>;
