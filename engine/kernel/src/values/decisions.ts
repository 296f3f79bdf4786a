import type { Implementation } from '@anliu/engine-bpmn';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { DecisionOutcome, EvaluatedDecisionSeed } from './decision-evaluator.js';
import { DECISION_RESULT, mapResult, plain, singleEntryOf, type DecisionRule } from './decision-result.js';
import type { HistoricDecisionInstance } from '../tables/entities.js';
import { evaluateText, scopeFor } from './expressions.js';
import { shownId } from '../state/projection.js';
import { putTransientLocal, putVariable, setVariable } from './variables.js';

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
    ctx.outbox.history.push({ op: 'insert', kind: 'historicDecisionInstance', row: { ...row, ...where } });
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
