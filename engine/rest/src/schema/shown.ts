import { z } from 'zod';
import { anything, dto, flag, maybe, text } from './common.js';
import {
  activityStatisticsDto,
  deploymentDto,
  deploymentWithDefinitionsDto,
  formDto,
  processDefinitionStatisticsDto,
} from './repository.js';
import { messageCorrelationResultDto, processInstanceDto } from './runtime.js';
import { attachmentDto, commentDto, formRefDto, taskDto } from './task.js';
import { variableMap } from './common.js';

// The DTOs as they go over the wire, where that is more than the port's row (see http/shown.ts).

const links = { links: z.array(anything) };
const formRefs = { camundaFormRef: maybe(formRefDto), operatonFormRef: maybe(formRefDto) };

export const shownInstanceDto = dto('ProcessInstanceResultDto', {
  ...links,
  ...processInstanceDto.shape,
  variables: variableMap.exactOptional(),
});
export const shownTaskDto = dto('TaskResultDto', { ...taskDto.omit({ formRef: true }).shape, ...formRefs });
export const listedTaskDto = dto('ListedTaskDto', {
  ...shownTaskDto.shape,
  variables: variableMap.exactOptional(),
  comment: flag.exactOptional(),
  attachment: flag.exactOptional(),
});
export const shownFormDto = dto('FormResultDto', {
  ...formDto.omit({ formRef: true, isGenerated: true }).shape,
  ...formRefs,
});
export const shownDeploymentDto = dto('DeploymentResultDto', { ...links, ...deploymentDto.shape });
export const createdDeploymentDto = dto('DeploymentWithDefinitionsResultDto', {
  ...links,
  ...deploymentWithDefinitionsDto.shape,
  deployedCaseDefinitions: z.null(),
});
export const shownCommentDto = dto('CommentResultDto', {
  links: z.array(anything).exactOptional(),
  ...commentDto.shape,
});
export const shownAttachmentDto = dto('AttachmentResultDto', {
  links: z.array(anything).exactOptional(),
  ...attachmentDto.shape,
});
export const shownCorrelationDto = dto('MessageCorrelationResultWithVariableDto', {
  ...messageCorrelationResultDto.shape,
  processInstance: maybe(shownInstanceDto),
});
export const shownStatisticsDto = dto('ProcessDefinitionStatisticsResultDto', {
  '@class': text,
  ...processDefinitionStatisticsDto.shape,
});
export const shownActivityStatisticsDto = dto('ActivityStatisticsResultDto', {
  '@class': text,
  ...activityStatisticsDto.shape,
});
export const processDefinitionDiagramDto = dto('ProcessDefinitionDiagramDto', { id: text, bpmn20Xml: text });
export const decisionDefinitionDiagramDto = dto('DecisionDefinitionDiagramDto', { id: text, dmnXml: text });
export const versionDto = dto('VersionDto', { version: text });
export const engineDto = dto('ProcessEngineDto', { name: text });
