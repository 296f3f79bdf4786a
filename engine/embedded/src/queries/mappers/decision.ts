import type {
  DecisionDefinitionDto,
  DecisionRequirementsDefinitionDto,
  HistoricDecisionInputInstanceDto,
  HistoricDecisionInstanceDto,
  HistoricDecisionInstanceQuery,
  HistoricDecisionOutputInstanceDto,
} from '@anliu/engine-protocol';
import type {
  DecisionDefinition,
  DecisionInputSeed,
  DecisionOutputSeed,
  DecisionRequirementsDefinition,
  HistoricDecisionInstance,
} from '@anliu/engine-kernel';
import { shownTime, shownTimeOrNull } from './common.js';
import { toVariableValue } from './variable.js';

export const toDecisionDefinitionDto = (row: DecisionDefinition): DecisionDefinitionDto => ({
  id: row.id,
  key: row.key,
  category: row.category,
  name: row.name,
  version: row.version,
  resource: row.resourceName,
  deploymentId: row.deploymentId,
  tenantId: row.tenantId,
  decisionRequirementsDefinitionId: row.decisionRequirementsDefinitionId,
  decisionRequirementsDefinitionKey: row.decisionRequirementsDefinitionKey,
  historyTimeToLive: row.historyTimeToLive,
  versionTag: row.versionTag,
});

export const toDecisionRequirementsDefinitionDto = (
  row: DecisionRequirementsDefinition,
): DecisionRequirementsDefinitionDto => ({
  id: row.id,
  key: row.key,
  category: row.category,
  name: row.name,
  version: row.version,
  resource: row.resourceName,
  deploymentId: row.deploymentId,
  tenantId: row.tenantId,
});

type Shown = Pick<
  HistoricDecisionInstanceQuery,
  'includeInputs' | 'includeOutputs' | 'disableCustomObjectDeserialization'
>;

export const toHistoricDecisionInstanceDto = (
  row: HistoricDecisionInstance,
  query: Shown,
): HistoricDecisionInstanceDto => ({
  id: row.id,
  decisionDefinitionId: row.decisionDefinitionId,
  decisionDefinitionKey: row.decisionDefinitionKey,
  decisionDefinitionName: row.decisionDefinitionName,
  evaluationTime: shownTime(row.evaluationTime),
  removalTime: shownTimeOrNull(row.removalTime),
  processDefinitionId: row.processDefinitionId,
  processDefinitionKey: row.processDefinitionKey,
  processInstanceId: row.processInstanceId,
  caseDefinitionId: null,
  caseDefinitionKey: null,
  caseInstanceId: null,
  activityId: row.activityId,
  activityInstanceId: row.activityInstanceId,
  userId: row.userId,
  ...(query.includeInputs
    ? { inputs: (row.inputs as DecisionInputSeed[]).map((seed, index) => inputDto(row, seed, `i${index}`, query)) }
    : {}),
  ...(query.includeOutputs
    ? { outputs: (row.outputs as DecisionOutputSeed[]).map((seed, index) => outputDto(row, seed, index, query)) }
    : {}),
  collectResultValue: row.collectResultValue,
  rootDecisionInstanceId: row.rootDecisionInstanceId,
  rootProcessInstanceId: row.rootProcessInstanceId,
  decisionRequirementsDefinitionId: row.decisionRequirementsDefinitionId,
  decisionRequirementsDefinitionKey: row.decisionRequirementsDefinitionKey,
  tenantId: row.tenantId,
});

/** Inputs and outputs are parts of their row: their ids are its id and their place. */
function inputDto(
  row: HistoricDecisionInstance,
  { clauseId, clauseName, value }: DecisionInputSeed,
  place: string,
  query: Shown,
): HistoricDecisionInputInstanceDto {
  const shown = toVariableValue(value, { deserializeValues: query.disableCustomObjectDeserialization !== true });
  return {
    id: `${row.id}-${place}`,
    decisionInstanceId: row.id,
    clauseId,
    clauseName,
    type: shown.type ?? 'Null',
    value: shown.value ?? null,
    valueInfo: shown.valueInfo ?? {},
    errorMessage: null,
    createTime: shownTime(row.evaluationTime),
    removalTime: shownTimeOrNull(row.removalTime),
    rootProcessInstanceId: row.rootProcessInstanceId,
  };
}

const outputDto = (
  row: HistoricDecisionInstance,
  seed: DecisionOutputSeed,
  index: number,
  query: Shown,
): HistoricDecisionOutputInstanceDto => ({
  ...inputDto(row, seed, `o${index}`, query),
  ruleId: seed.ruleId,
  ruleOrder: seed.ruleOrder,
  variableName: seed.variableName,
});
