import type { Implementation } from '@anliu/engine-bpmn';
import type { ExpressionScope } from '@anliu/engine-expression';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import { DECISION_RESULT, mapResult, plain, singleEntryOf, type DecisionRule } from './decision-result.js';
import type { HistoricDecisionInstance } from '../tables/entities.js';
import { evaluateText, scopeFor } from './expressions.js';
import { shownId } from '../history/history.js';
import type { StoredValue } from './values.js';
import { putTransientLocal, putVariable, setVariable } from './variables.js';

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

type DecisionImplementation = Extract<Implementation, { kind: 'decision' }>;

/** Evaluates a decision and keeps its result as the model says (Camunda's four result mappers). */
export function decide(ctx: Context, id: string, decision: DecisionImplementation): void {
  const { decisions } = ctx.environment;
  const decisionRef = evaluateText(ctx, id, decision.decisionRef) ?? '';
  if (!decisions) {
    throw new ProcessEngineError(`no decision definition deployed with key '${decisionRef}'：引擎未启用决策服务`);
  }
  const execution = ctx.execution(id);
  const version = evaluateText(ctx, id, decision.version);
  const outcome = decisions({
    decisionRef,
    binding: decision.binding,
    version: version === null ? undefined : Number(version),
    versionTag: evaluateText(ctx, id, decision.versionTag) ?? undefined,
    deploymentId: ctx.definitionOf(execution).row.deploymentId,
    tenantId: decision.tenantId ? evaluateText(ctx, id, decision.tenantId) : execution.tenantId,
    scope: scopeFor(ctx, id),
  });
  record(ctx, id, outcome);
  putTransientLocal(ctx, id, DECISION_RESULT, outcome.rules.map(plain));
  if (decision.resultVariable !== undefined) keep(ctx, id, decision.resultVariable, decision.mapResult, outcome.rules);
}

function record(ctx: Context, id: string, { evaluated }: DecisionOutcome): void {
  const execution = ctx.execution(id);
  const where = {
    processDefinitionId: execution.processDefinitionId,
    processDefinitionKey: execution.processDefinitionKey,
    processInstanceId: execution.processInstanceId,
    rootProcessInstanceId: execution.rootProcessInstanceId,
    executionId: shownId(execution),
    activityId: execution.activityId,
    activityInstanceId: execution.activityInstanceId,
  };
  for (const row of decisionRows(evaluated, ctx.environment.newId, ctx.now)) {
    ctx.history.push({ op: 'insert', kind: 'historicDecisionInstance', row: { ...row, ...where } });
  }
}

/** Historic rows of an evaluation outside a process; the first is the root of the others. */
export function decisionRows(
  evaluated: readonly EvaluatedDecisionSeed[],
  newId: () => string,
  now: number,
): HistoricDecisionInstance[] {
  const ids = evaluated.map(newId);
  return evaluated.map((seed, index) => ({
    id: ids[index]!,
    processDefinitionId: null,
    processDefinitionKey: null,
    processInstanceId: null,
    rootProcessInstanceId: null,
    executionId: null,
    activityId: null,
    activityInstanceId: null,
    userId: null,
    evaluationTime: now,
    removalTime: null,
    rootDecisionInstanceId: index === 0 ? null : ids[0]!,
    ...seed,
  }));
}

function keep(
  ctx: Context,
  id: string,
  name: string,
  mapper: DecisionImplementation['mapResult'],
  rules: readonly DecisionRule[],
): void {
  if (mapper === 'singleEntry') {
    const entry = singleEntryOf(rules);
    if (entry) putVariable(ctx, id, name, entry);
    else setVariable(ctx, id, name, null);
  } else putVariable(ctx, id, name, mapResult(mapper, rules));
}
