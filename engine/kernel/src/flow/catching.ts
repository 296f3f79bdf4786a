import type { EventDefinition } from '@anliu/engine-bpmn';
import type { BoundaryEvent } from '@anliu/engine-bpmn';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Element, EventSubProcess } from '../state/graph.js';
import { isWithin, subProcessOf } from '../state/graph.js';
import { passOutputs } from '../values/call-variables.js';

type Kind = 'error' | 'escalation';
type EventOf<K extends Kind> = Extract<EventDefinition, { kind: K }>;

/** Who catches an error or escalation: an event sub-process or boundary event, with the scope it is on. */
export type Handler<K extends Kind> =
  | {
      readonly on: 'eventSubProcess';
      readonly scopeId: string;
      readonly handler: EventSubProcess;
      readonly event: EventOf<K>;
    }
  | { readonly on: 'boundary'; readonly scopeId: string; readonly node: BoundaryEvent; readonly event: EventOf<K> };

interface Search<K extends Kind> {
  readonly kind: K;
  readonly code: string | null;
  /** Whether an event sub-process must not catch what this element inside it throws. */
  skips(throwing: Element | undefined, eventSubProcess: Element, scope: Execution): boolean;
}

function candidatesAt<K extends Kind>(
  ctx: Context,
  scope: Execution,
  search: Search<K>,
  throwing: Element | undefined,
): Handler<K>[] {
  const { graph } = ctx.definitionOf(scope);
  const element = scope.kind === 'instance' ? undefined : ctx.elementOf(scope);
  const scopeId = element === undefined ? graph.model.key : subProcessOf(element)?.id;
  const found: Handler<K>[] = [];
  for (const handler of graph.eventSubProcesses.get(scopeId ?? '') ?? []) {
    const { event } = handler;
    if (event.kind !== search.kind || search.skips(throwing, handler.element, scope)) continue;
    found.push({ on: 'eventSubProcess', scopeId: scope.id, handler, event: event as EventOf<K> });
  }
  for (const node of element?.boundaries ?? []) {
    if (node.event.kind === search.kind) {
      found.push({ on: 'boundary', scopeId: scope.id, node, event: node.event as EventOf<K> });
    }
  }
  return found;
}

const matches = (event: { code: string | undefined }, code: string | null): boolean =>
  event.code === undefined || event.code === '' || event.code === code;

/** Event sub-process before boundary, with a code before without, within one scope. */
const precedence = (handler: Handler<Kind>): number =>
  (handler.on === 'eventSubProcess' ? 10 : 0) + (handler.event.code === undefined ? 0 : 1);

/**
 * Finds who catches, from the throwing execution outwards, across call activities into calling instances. The outputs
 * of called instances are applied on the way.
 */
export function findHandler<K extends Kind>(
  ctx: Context,
  executionId: string,
  search: Search<K>,
): Handler<K> | undefined {
  let row = ctx.execution(executionId);
  let throwing = row.kind === 'instance' ? undefined : ctx.elementOf(row);
  for (;;) {
    const found = candidatesAt(ctx, row, search, throwing)
      .filter((handler) => matches(handler.event, search.code))
      .sort((a, b) => precedence(b) - precedence(a))[0];
    if (found) return found;
    if (row.kind !== 'instance') {
      row = ctx.execution(row.ownerId ?? '');
      continue;
    }
    if (row.superExecutionId === null) return undefined;
    const caller = ctx.execution(row.superExecutionId);
    passOutputs(ctx, caller.id, row.id);
    throwing = ctx.elementOf(caller);
    row = caller;
  }
}

/** Whether an element lies inside an event sub-process. */
export const insideOf = (
  ctx: Context,
  scope: Execution,
  throwing: Element | undefined,
  eventSubProcess: Element,
): boolean => throwing !== undefined && isWithin(ctx.definitionOf(scope).graph, throwing.id, eventSubProcess.id);
