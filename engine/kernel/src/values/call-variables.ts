import type { CallActivity, VariablePassing } from '@anliu/engine-bpmn';
import type { Context } from '../state/context.js';
import { evaluateStored } from './expressions.js';
import { getVariable, localVariable, putLocal, putVariable, visibleVariables } from './variables.js';
import type { StoredValue } from './stored-value.js';
import { storedFromValue } from './stored-value.js';

/** Counters of multi-instance bodies stay inside the called instance. */
const INTERNAL = new Set(['nrOfInstances', 'nrOfActiveInstances', 'nrOfCompletedInstances']);

/** The values a list of `camunda:in` / `camunda:out` passes on from an execution. */
export function passedValues(
  ctx: Context,
  executionId: string,
  passings: readonly VariablePassing[],
  filterInternal: boolean,
): Map<string, StoredValue> {
  const values = new Map<string, StoredValue>();
  for (const passing of passings) {
    if (passing.kind === 'all') {
      const all = passing.local
        ? new Map(ctx.store.owned('variable', executionId).map((variable) => [variable.name, variable]))
        : visibleVariables(ctx, executionId);
      for (const [name, variable] of all) {
        if (!filterInternal || !INTERNAL.has(name)) values.set(name, variable);
      }
    } else if (passing.kind === 'variable') {
      const variable = passing.local
        ? localVariable(ctx, executionId, passing.source)
        : visibleVariables(ctx, executionId).get(passing.source);
      values.set(passing.target, variable ?? storedFromValue(getVariable(ctx, executionId, passing.source) ?? null));
    } else {
      values.set(passing.target, evaluateStored(ctx, executionId, passing.source));
    }
  }
  return values;
}

const isLocal = (node: CallActivity): boolean => node.outputs.some((passing) => passing.local);

/** Applies a called instance's outputs to the call activity's execution. */
export function passOutputs(ctx: Context, callerId: string, calledId: string): void {
  const { node } = ctx.elementOf(ctx.execution(callerId));
  if (node.kind !== 'callActivity') return;
  const put = isLocal(node) ? putLocal : putVariable;
  for (const [name, value] of passedValues(
    ctx,
    calledId,
    node.outputs.map((one) => ({ ...one, local: false })),
    true,
  )) {
    put(ctx, callerId, name, value);
  }
}
