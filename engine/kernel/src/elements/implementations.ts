import type { Implementation } from '@anliu/engine-bpmn';
import type { CompiledExpression } from '@anliu/engine-expression';
import type { Context } from '../state/context.js';
import { decide } from '../values/decisions.js';
import { callDelegate, evaluate, evaluateStored } from '../values/expressions.js';
import { createExternalTask } from '../waiting/external-tasks.js';
import { leave } from '../flow/lifecycle.js';
import { putVariable } from '../values/variables.js';

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
      callDelegate(ctx, id, implementation.name);
      break;
    case 'none':
      break;
    case 'decision':
      decide(ctx, id, implementation);
  }
  // The result may have triggered a condition that interrupts this activity: leave in a step of its own.
  ctx.agenda.schedule(id, () => leave(ctx, id));
}

function compute(ctx: Context, id: string, name: string | undefined, expression: CompiledExpression): void {
  if (name === undefined) evaluate(ctx, id, expression);
  else putVariable(ctx, id, name, evaluateStored(ctx, id, expression));
}
