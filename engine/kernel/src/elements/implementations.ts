import type { Implementation } from '@anliu/engine-bpmn';
import type { CompiledExpression } from '@anliu/engine-expression';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../context.js';
import { callDelegate, evaluate, evaluateStored, evaluateText, scopeFor } from '../expressions.js';
import { createExternalTask } from '../external-tasks.js';
import { leave } from '../lifecycle.js';
import { putVariable, setVariable } from '../variables.js';

type Decision = Extract<Implementation, { kind: 'decision' }>;

/** Carries out a service-like activity: waits for a worker, or computes and leaves. */
export function perform(ctx: Context, id: string, implementation: Implementation): void {
  switch (implementation.kind) {
    case 'external':
      createExternalTask(ctx, id, implementation);
      return;
    case 'expression':
      compute(ctx, id, implementation.resultVariable, implementation.expression);
      break;
    case 'delegate':
      keep(ctx, id, implementation.resultVariable, callDelegate(ctx, id, implementation.name));
      break;
    case 'decision':
      decide(ctx, id, implementation);
      break;
    case 'none':
  }
  // The result may have triggered a condition that interrupts this activity: leave in a step of its own.
  ctx.schedule(id, () => leave(ctx, id));
}

const keep = (ctx: Context, id: string, name: string | undefined, value: unknown): void => {
  if (name !== undefined) setVariable(ctx, id, name, value);
};

function compute(ctx: Context, id: string, name: string | undefined, expression: CompiledExpression): void {
  if (name === undefined) evaluate(ctx, id, expression);
  else putVariable(ctx, id, name, evaluateStored(ctx, id, expression));
}

/** Evaluates a decision and keeps its result as the model says (Camunda's four result mappers). */
function decide(ctx: Context, id: string, decision: Decision): void {
  const { decisions } = ctx.environment;
  const decisionRef = evaluateText(ctx, id, decision.decisionRef) ?? '';
  if (!decisions) {
    throw new ProcessEngineError(`no decision definition deployed with key '${decisionRef}'：引擎未启用决策服务`);
  }
  const version = evaluateText(ctx, id, decision.version);
  const rules = decisions({
    decisionRef,
    binding: decision.binding,
    version: version === null ? undefined : Number(version),
    versionTag: evaluateText(ctx, id, decision.versionTag) ?? undefined,
    deploymentId: ctx.definitionOf(ctx.execution(id)).row.deploymentId,
    scope: scopeFor(ctx, id),
  });
  keep(ctx, id, decision.resultVariable, mapResult(decision.mapResult, rules));
}

type Rules = readonly Readonly<Record<string, unknown>>[];

function singleEntry(rule: Rules[number]): unknown {
  const values = Object.values(rule);
  if (values.length > 1) throw new ProcessEngineError('The decision result contains more than one output entry');
  return values[0] ?? null;
}

export function mapResult(mapper: Decision['mapResult'], rules: Rules): unknown {
  const single = (): Rules[number] => {
    if (rules.length > 1) throw new ProcessEngineError('The decision result contains more than one rule result');
    return rules[0] ?? {};
  };
  switch (mapper) {
    case 'singleEntry':
      return singleEntry(single());
    case 'singleResult':
      return rules.length === 0 ? null : single();
    case 'collectEntries':
      return rules.map(singleEntry);
    case 'resultList':
      return rules;
  }
}
