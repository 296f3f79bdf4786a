import type {
  CleanableDecisionReportDto,
  DecisionDefinitionDto,
  DecisionEvaluationStatisticsDto,
  DecisionRequirementsDefinitionDto,
  DecisionRuleResultDto,
  HistoricDecisionInstanceDto,
} from '../dto/decision.js';
import type {
  CleanableDecisionReportQuery,
  DecisionDefinitionQuery,
  DecisionRequirementsDefinitionQuery,
  HistoricDecisionInstanceQuery,
} from '../query/decision.js';
import type { VariableMap } from '../variables.js';

/** Who evaluates, for the history. */
export interface DecisionCaller {
  readonly userId?: string | null;
}

/** Which historic decision instances a command is about: those named and those a query finds. */
export interface HistoricDecisionSelection {
  readonly historicDecisionInstanceIds?: readonly string[];
  readonly historicDecisionInstanceQuery?: HistoricDecisionInstanceQuery;
}

/** Decisions: their definitions, their evaluation and its history. A get of something unknown throws NotFoundError. */
export interface DecisionService {
  listDecisionDefinitions(query?: DecisionDefinitionQuery): Promise<DecisionDefinitionDto[]>;
  countDecisionDefinitions(query?: DecisionDefinitionQuery): Promise<number>;
  getDecisionDefinition(id: string): Promise<DecisionDefinitionDto>;
  /** The newest version of a key; without `tenantId` the one that belongs to no tenant. */
  getDecisionDefinitionByKey(key: string, tenantId?: string | null): Promise<DecisionDefinitionDto>;
  /** The XML exactly as it was deployed. */
  getDecisionDefinitionXml(id: string): Promise<string>;
  setDecisionDefinitionHistoryTimeToLive(id: string, days: number | null): Promise<void>;
  /**
   * Evaluates a decision, with the decisions it requires, for the given variables: one entry per matched rule.
   * @throws ProcessEngineError when an expression or the hit policy fails
   */
  evaluateDecision(id: string, variables?: VariableMap, caller?: DecisionCaller): Promise<DecisionRuleResultDto[]>;

  listDecisionRequirementsDefinitions(
    query?: DecisionRequirementsDefinitionQuery,
  ): Promise<DecisionRequirementsDefinitionDto[]>;
  countDecisionRequirementsDefinitions(query?: DecisionRequirementsDefinitionQuery): Promise<number>;
  getDecisionRequirementsDefinition(id: string): Promise<DecisionRequirementsDefinitionDto>;
  getDecisionRequirementsDefinitionByKey(
    key: string,
    tenantId?: string | null,
  ): Promise<DecisionRequirementsDefinitionDto>;
  getDecisionRequirementsDefinitionXml(id: string): Promise<string>;

  listHistoricDecisionInstances(query?: HistoricDecisionInstanceQuery): Promise<HistoricDecisionInstanceDto[]>;
  countHistoricDecisionInstances(query?: HistoricDecisionInstanceQuery): Promise<number>;
  getHistoricDecisionInstance(
    id: string,
    options?: Pick<HistoricDecisionInstanceQuery, 'includeInputs' | 'includeOutputs'>,
  ): Promise<HistoricDecisionInstanceDto>;
  /** Deletes at once; answers how many. */
  deleteHistoricDecisionInstances(selection: HistoricDecisionSelection): Promise<number>;
  /** Evaluations per decision of a model; of one evaluation when `decisionInstanceId` names it. */
  getDecisionEvaluationStatistics(
    decisionRequirementsDefinitionId: string,
    decisionInstanceId?: string,
  ): Promise<DecisionEvaluationStatisticsDto[]>;
  listCleanableDecisionReports(query?: CleanableDecisionReportQuery): Promise<CleanableDecisionReportDto[]>;
  countCleanableDecisionReports(query?: CleanableDecisionReportQuery): Promise<number>;
}
