import type { ExpressionScope } from '@anliu/engine-expression';
import type { HistoricDecisionInstance } from '../tables/entities.js';
import type { DecisionRule } from './decision-result.js';
import type { StoredValue } from './stored-value.js';

/** Which decision to evaluate, and what it sees. */
export interface DecisionRequest {
  readonly decisionRef: string;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  readonly version: number | undefined;
  readonly versionTag: string | undefined;
  readonly deploymentId: string;
  readonly tenantId: string | null;
  readonly scope: ExpressionScope;
}

export interface DecisionOutcome {
  readonly rules: readonly DecisionRule[];
  /** Every decision that was evaluated, the one asked for first. */
  readonly evaluated: readonly EvaluatedDecisionSeed[];
}

/** The part of a historic decision instance that the evaluation knows. */
export type EvaluatedDecisionSeed = Pick<
  HistoricDecisionInstance,
  | 'decisionDefinitionId'
  | 'decisionDefinitionKey'
  | 'decisionDefinitionName'
  | 'decisionRequirementsDefinitionId'
  | 'decisionRequirementsDefinitionKey'
  | 'collectResultValue'
  | 'tenantId'
> & { readonly inputs: readonly DecisionInputSeed[]; readonly outputs: readonly DecisionOutputSeed[] };

/** Values as JSON keeps them: bytes do not occur in decisions. */
export interface DecisionInputSeed {
  readonly clauseId: string | null;
  readonly clauseName: string | null;
  readonly value: StoredValue;
}

export interface DecisionOutputSeed extends DecisionInputSeed {
  readonly ruleId: string | null;
  readonly ruleOrder: number | null;
  readonly variableName: string | null;
}

/** Evaluates a DMN decision. @throws ProcessEngineError when there is none of that name, or its evaluation fails */
export type DecisionEvaluator = (request: DecisionRequest) => DecisionOutcome;
