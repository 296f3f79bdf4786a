import type { BpmnError } from './bpmn-error.js';
import type { Context } from '../state/context.js';
import { findHandler, insideOf } from './catching.js';
import type { Handler } from './catching.js';
import { endActivity, endToken, leave, passOn } from './lifecycle.js';
import { startBoundary, startEventSubProcess } from './start-behaviours.js';
import { setVariable } from '../values/variables.js';
import { tokenOf } from '../state/tree.js';

function start(ctx: Context, found: Handler<'error' | 'escalation'>, values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    // Set where the handler's event scope sees them: around a boundary event's host, in an event sub-process' scope.
    const scope = ctx.execution(found.scopeId);
    setVariable(ctx, found.on === 'boundary' ? (tokenOf(ctx, scope).ownerId ?? scope.id) : scope.id, name, value);
  }
  if (found.on === 'boundary') startBoundary(ctx, found.node, found.scopeId);
  else startEventSubProcess(ctx, found.handler, found.scopeId);
}

/**
 * Throws a BPMN error at an execution. Uncaught, the execution ends as at a none end event (Camunda's default).
 */
export function throwError(ctx: Context, executionId: string, code: string | null, message: string | null): void {
  const found = findHandler(ctx, executionId, {
    kind: 'error',
    code,
    skips: (throwing, eventSubProcess, scope) => insideOf(ctx, scope, throwing, eventSubProcess),
  });
  if (!found) {
    endUncaught(ctx, executionId);
    return;
  }
  const values: Record<string, unknown> = {};
  if (found.event.codeVariable !== undefined) values[found.event.codeVariable] = code;
  if (found.event.messageVariable !== undefined) values[found.event.messageVariable] = message;
  start(ctx, found, values);
}

function endUncaught(ctx: Context, executionId: string): void {
  const execution = ctx.execution(executionId);
  if (execution.kind === 'instance') return;
  if (execution.activityInstanceId === null) {
    endToken(ctx, executionId);
    return;
  }
  const element = ctx.elementOf(execution);
  passOn(ctx, endActivity(ctx, executionId, false), element, []);
}

export const errorThrown = (ctx: Context, executionId: string, error: BpmnError): void => {
  if (ctx.findExecution(executionId)) throwError(ctx, executionId, error.errorCode, error.message);
};

/** Throws an escalation at an execution, which goes on unless the handler interrupts it. @returns whether somebody caught it */
export function throwEscalation(ctx: Context, executionId: string, code: string | null): boolean {
  const found = findHandler(ctx, executionId, {
    kind: 'escalation',
    code,
    skips: (throwing, eventSubProcess) => throwing?.parentId === eventSubProcess.id,
  });
  if (!found) return false;
  const variable = found.event.codeVariable;
  start(ctx, found, variable === undefined ? {} : { [variable]: code });
  return true;
}

/** An escalation throw or end event: goes on unless it was interrupted. */
export function escalateAndLeave(ctx: Context, executionId: string, code: string | null): void {
  throwEscalation(ctx, executionId, code);
  if (ctx.findExecution(executionId)) leave(ctx, executionId);
}
