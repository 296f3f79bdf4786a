import type { FeelValue } from '@anliu/engine-expression';
import type { Decision, DecisionModel, DecisionTable, InputClause, OutputClause, Rule } from '../model.js';

/** A decision that was evaluated, for histories and explanations. */
export interface EvaluatedDecision {
  readonly decision: Decision;
  readonly model: DecisionModel;
  readonly value: FeelValue;
  /** Present when the decision's logic is a decision table. */
  readonly table: EvaluatedTable | undefined;
}

export interface EvaluatedTable {
  readonly definition: DecisionTable;
  /** Whether several rules may make up the result. */
  readonly isMultiple: boolean;
  readonly inputs: readonly { readonly clause: InputClause; readonly value: FeelValue }[];
  readonly rules: readonly MatchedRule[];
  /** What COLLECT with an aggregation made of the outputs. */
  readonly aggregate: FeelValue | undefined;
}

/** A rule that is part of the result, in the order of the result. `rule` is undefined for default outputs. */
export interface MatchedRule {
  readonly rule: Rule | undefined;
  readonly outputs: readonly { readonly clause: OutputClause; readonly value: FeelValue }[];
}
