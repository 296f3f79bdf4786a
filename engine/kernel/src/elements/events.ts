import type { EndEvent, IntermediateThrowEvent } from '@anliu/engine-bpmn';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Behaviour } from '../state/context.js';
import { compensate, compensateBeside } from '../flow/compensation.js';
import type { Context } from '../state/context.js';
import { evaluate, evaluateText } from '../values/expressions.js';
import { endActivity, endToken, leave } from '../flow/lifecycle.js';
import { broadcast } from '../waiting/signals.js';
import { interruptScope, startBoundary } from '../flow/start-behaviours.js';
import { escalateAndLeave, throwError } from '../flow/throwing.js';
import { outwards, tokenOf } from '../state/tree.js';
import { passedValues } from '../values/call-variables.js';
import { perform } from './implementations.js';

const passThrough: Behaviour = { execute: (ctx, id) => leave(ctx, id) };

export const startEvent: Behaviour = passThrough;
/** A boundary event that runs has already occurred. */
export const boundaryEvent: Behaviour = passThrough;

export const catchEvent: Behaviour<'intermediateCatchEvent'> = {
  execute(ctx, id, { node: { event } }) {
    // A link catch event (and a catch event without a definition) lets the token pass.
    if (event === undefined || event.kind === 'link') leave(ctx, id);
  },
  signal: (ctx, id) => leave(ctx, id),
};

type Throwing = EndEvent | IntermediateThrowEvent;

/** What throwing an event does; the same for intermediate and end events, except that errors and terminations only end. */
function throwEvent(ctx: Context, id: string, node: Throwing): void {
  const { event } = node;
  switch (event?.kind) {
    case 'message':
      perform(ctx, id, event.implementation ?? { kind: 'none' });
      return;
    case 'signal': {
      const name = evaluateText(ctx, id, event.name) ?? '';
      const values = passedValues(ctx, id, event.inputs, false);
      const businessKey = evaluateText(ctx, id, event.businessKey);
      broadcast(ctx, name, { values, businessKey, async: event.async, tenantId: ctx.execution(id).tenantId });
      ctx.agenda.schedule(id, () => leave(ctx, id));
      return;
    }
    case 'escalation':
      escalateAndLeave(ctx, id, evaluateText(ctx, id, event.codeExpression));
      return;
    case 'error': {
      const code = event.codeExpression ? evaluateText(ctx, id, event.codeExpression) : (event.errorRef ?? null);
      const message = event.message ? (evaluate(ctx, id, event.message) as string | null) : null;
      throwError(ctx, id, code, message);
      return;
    }
    case 'compensate':
      if (event.waitForCompletion) compensate(ctx, id, event.activityRef);
      else compensateBeside(ctx, id, event.activityRef);
      return;
    case 'cancel':
      cancelTransaction(ctx, id);
      return;
    case 'terminate':
      terminate(ctx, id);
      return;
    default:
      leave(ctx, id);
  }
}

export const throwingEvent: Behaviour<'endEvent' | 'intermediateThrowEvent'> = {
  execute: (ctx, id, { node }) => throwEvent(ctx, id, node),
  signal: (ctx, id) => leave(ctx, id),
  /** Compensation: every handler has ended. Cancel: then the transaction's cancel boundary event occurs. */
  emptied(ctx, id, { node: { event } }) {
    if (event?.kind === 'cancel') fireCancelBoundary(ctx, id);
    else leave(ctx, id);
  },
};

/** Ends its own flow scope only: everything else in it was canceled when it started, the scope completes normally. */
function terminate(ctx: Context, id: string): void {
  interruptBeside(ctx, id);
  endToken(ctx, endActivity(ctx, id, false));
}

/** Everything else in the transaction has ended; what completed is compensated, then the boundary event occurs. */
function cancelTransaction(ctx: Context, id: string): void {
  interruptBeside(ctx, id);
  compensate(ctx, id, undefined, fireCancelBoundary);
}

/** Reached along a flow the event has interrupted already, started by modification it has not. */
function interruptBeside(ctx: Context, id: string): void {
  const { id: tokenId, ownerId } = tokenOf(ctx, ctx.execution(id));
  interruptScope(ctx, ownerId ?? '', tokenId);
}

function fireCancelBoundary(ctx: Context, id: string): void {
  for (const at of outwards(ctx, id)) {
    if (at.kind !== 'scope') continue;
    const boundary = ctx.elementOf(at).boundaries.find((node) => node.event.kind === 'cancel');
    if (boundary) {
      startBoundary(ctx, boundary, at.id);
      return;
    }
  }
  throw new ProcessEngineError(`Could not find cancel boundary event for cancel end event ${id}`);
}
