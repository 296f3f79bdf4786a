import type { DateTimeString } from '../time.js';
import type { VariableValueDto } from '../variables.js';

export interface DecisionDefinitionDto {
  readonly id: string;
  readonly key: string;
  readonly category: string | null;
  readonly name: string | null;
  readonly version: number;
  readonly resource: string;
  readonly deploymentId: string;
  readonly tenantId: string | null;
  readonly decisionRequirementsDefinitionId: string | null;
  readonly decisionRequirementsDefinitionKey: string | null;
  readonly historyTimeToLive: number | null;
  readonly versionTag: string | null;
}

export interface DecisionRequirementsDefinitionDto {
  readonly id: string;
  readonly key: string;
  readonly category: string | null;
  readonly name: string | null;
  readonly version: number;
  readonly resource: string;
  readonly deploymentId: string;
  readonly tenantId: string | null;
}

/** The outputs of one matched rule, by output name. */
export type DecisionRuleResultDto = Readonly<Record<string, VariableValueDto>>;

export interface HistoricDecisionInstanceDto {
  readonly id: string;
  readonly decisionDefinitionId: string;
  readonly decisionDefinitionKey: string;
  readonly decisionDefinitionName: string | null;
  readonly evaluationTime: DateTimeString;
  readonly removalTime: DateTimeString | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  readonly processInstanceId: string | null;
  readonly caseDefinitionId: string | null;
  readonly caseDefinitionKey: string | null;
  readonly caseInstanceId: string | null;
  readonly activityId: string | null;
  readonly activityInstanceId: string | null;
  readonly userId: string | null;
  /** Only when the query asked for them. */
  readonly inputs?: readonly HistoricDecisionInputInstanceDto[];
  readonly outputs?: readonly HistoricDecisionOutputInstanceDto[];
  /** What COLLECT with an aggregation made of the outputs. */
  readonly collectResultValue: number | null;
  /** The evaluation this one was required by; null when it is the one that was asked for. */
  readonly rootDecisionInstanceId: string | null;
  readonly rootProcessInstanceId: string | null;
  readonly decisionRequirementsDefinitionId: string | null;
  readonly decisionRequirementsDefinitionKey: string | null;
  readonly tenantId: string | null;
}

export interface HistoricDecisionInputInstanceDto {
  readonly id: string;
  readonly decisionInstanceId: string;
  readonly clauseId: string | null;
  readonly clauseName: string | null;
  readonly type: string;
  readonly value: unknown;
  readonly valueInfo: Readonly<Record<string, unknown>>;
  readonly errorMessage: string | null;
  readonly createTime: DateTimeString;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

export interface HistoricDecisionOutputInstanceDto extends HistoricDecisionInputInstanceDto {
  readonly ruleId: string | null;
  readonly ruleOrder: number | null;
  readonly variableName: string | null;
}

/** How much of a decision's history is older than its time to live. */
export interface CleanableDecisionReportDto {
  readonly decisionDefinitionId: string;
  readonly decisionDefinitionKey: string;
  readonly decisionDefinitionName: string | null;
  readonly decisionDefinitionVersion: number;
  readonly historyTimeToLive: number | null;
  readonly finishedDecisionInstanceCount: number;
  readonly cleanableDecisionInstanceCount: number;
  readonly tenantId: string | null;
}

/** How often the decisions of a model were evaluated. */
export interface DecisionEvaluationStatisticsDto {
  readonly decisionDefinitionKey: string;
  readonly evaluations: number;
}
