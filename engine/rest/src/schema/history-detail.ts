import { z } from 'zod';
import type { HistoricFormFieldDto, HistoricVariableUpdateDto } from '@anliu/engine-protocol';
import { anything, dateTime, dto, flag, maybe, named, number, text, valueInfo } from './common.js';

const shared = {
  id: text,
  processDefinitionKey: maybe(text),
  processDefinitionId: maybe(text),
  processInstanceId: maybe(text),
  activityInstanceId: maybe(text),
  executionId: maybe(text),
  caseDefinitionKey: maybe(text),
  caseDefinitionId: maybe(text),
  caseInstanceId: maybe(text),
  caseExecutionId: maybe(text),
  taskId: maybe(text),
  tenantId: maybe(text),
  userOperationId: maybe(text),
  time: dateTime,
  removalTime: maybe(dateTime),
  rootProcessInstanceId: maybe(text),
};

const historicVariableUpdateDto = dto('HistoricVariableUpdateDto', {
  type: z.literal('variableUpdate'),
  ...shared,
  variableName: text,
  variableInstanceId: text,
  variableType: text,
  value: anything,
  valueInfo,
  initial: flag,
  revision: number,
  errorMessage: maybe(text),
}) satisfies z.ZodType<HistoricVariableUpdateDto>;

const historicFormFieldDto = dto('HistoricFormFieldDto', {
  type: z.literal('formField'),
  ...shared,
  fieldId: text,
  fieldValue: anything,
}) satisfies z.ZodType<HistoricFormFieldDto>;

export const historicDetailDto = named('HistoricDetailDto', z.union([historicVariableUpdateDto, historicFormFieldDto]));
