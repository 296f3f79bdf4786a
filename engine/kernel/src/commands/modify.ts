import type { StartInstruction } from '@anliu/engine-protocol';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { CommandOptions } from '../state/mode.js';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Element, Graph } from '../state/graph.js';
import { entryOf } from '../state/graph.js';
import { startInstance } from '../flow/instances.js';
import type { StartRequest } from '../flow/instances.js';
import { arrive, begin, takeFlows } from '../flow/lifecycle.js';
import { addressed, cancel, endIfEmpty } from './cancel.js';
import { notValid } from './instruction.js';
import type { Instruction } from './instruction.js';
import { place } from './instantiate.js';

/**
 * Moves tokens by hand: cancels activity instances and starts others, creating the scopes around them. When nothing is
 * left, the instance ends. `done` runs when everything this led to has come to rest.
 */
export function modifyInstance(
  ctx: Context,
  id: string,
  instructions: readonly Instruction[],
  options: CommandOptions = {},
  done: () => void = () => undefined,
): void {
  if (!ctx.instance(id)) {
    throw new ProcessEngineError(
      `ENGINE-13036 Process instance '${id}' cannot be modified. The process instance does not exist`,
    );
  }
  ctx.mode.options = options;
  ctx.mode.modifying = { id, ended: false, interrupted: false };
  const current = instructions.map((instruction) =>
    instruction.cancelCurrentActiveActivityInstances ? addressed(ctx, id, instruction) : undefined,
  );
  const next = (index: number): void => {
    const instruction = instructions[index];
    if (!instruction) {
      endIfEmpty(ctx, id);
      ctx.agenda.afterwards(done);
      return;
    }
    // The next instruction sees what this one led to.
    apply(ctx, id, instruction, current[index]);
    ctx.agenda.afterwards(() => next(index + 1));
  };
  next(0);
}

/** The same modification of several instances of one definition, one after the other: all or none. */
export function modifyInstances(
  ctx: Context,
  processDefinitionId: string,
  ids: readonly string[],
  instructions: readonly Instruction[],
  options: CommandOptions = {},
): void {
  const next = (index: number): void => {
    const id = ids[index];
    if (id === undefined) return;
    const instance = ctx.instance(id);
    if (instance && instance.processDefinitionId !== processDefinitionId) {
      throw new ProcessEngineError(
        `ENGINE-13037 Process instance '${id}' cannot be modified. Its process definition '${instance.processDefinitionId}' does not match given process definition '${processDefinitionId}'`,
      );
    }
    modifyInstance(ctx, id, instructions, options, () => next(index + 1));
  };
  next(0);
}

/** Starts an instance at activities or flows of one's choice instead of its start event. */
export function startAtInstructions(
  ctx: Context,
  request: StartRequest,
  instructions: readonly StartInstruction[],
): Execution {
  const first = instructions[0];
  const { graph, row } = request.definition;
  const startActivityId = first && firstActivity(graph, first);
  if (first && startActivityId === undefined) throw notValid(first, missing(first, row.id));
  const instance = startInstance(ctx, { ...request, startNodeId: null, startActivityId });
  modifyInstance(ctx, instance.id, instructions, ctx.mode.options);
  return instance;
}

/** The activity history names as the start of an instance. */
function firstActivity(graph: Graph, { type, activityId, transitionId }: StartInstruction): string | undefined {
  if (type === 'startTransition') return graph.flows.get(transitionId ?? '')?.targetId;
  const element = graph.elements.get(activityId ?? '');
  return type === 'startAfterActivity' ? (element?.outgoing[0]?.targetId ?? element?.id) : element?.id;
}

const missing = (instruction: Instruction, processDefinitionId: string): string =>
  instruction.type === 'startAfterActivity'
    ? `Activity '${instruction.activityId ?? ''}' does not exist: activity is null`
    : `Element '${instruction.transitionId ?? instruction.activityId ?? ''}' does not exist in process '${processDefinitionId}': element is null`;

function apply(ctx: Context, id: string, instruction: Instruction, current: readonly Execution[] | undefined): void {
  if (instruction.type === 'cancel') {
    cancel(ctx, id, instruction, current);
    return;
  }
  const instance = ctx.execution(id);
  const { graph } = ctx.definitionOf(instance);
  const flow = instruction.type === 'startTransition' ? graph.flows.get(instruction.transitionId ?? '') : undefined;
  const element =
    instruction.type === 'startTransition'
      ? flow && entryOf(graph, flow.sourceId)
      : graph.elements.get(instruction.activityId ?? '');
  if (!element) throw notValid(instruction, missing(instruction, instance.processDefinitionId));
  if (instruction.type === 'startBeforeActivity') {
    startBefore(ctx, id, element, instruction);
    return;
  }
  const flows = flow ? [flow] : element.outgoing;
  if (flows.length !== 1) {
    throw new ProcessEngineError(
      `Cannot start after activity ${element.id}; activity has ${flows.length === 0 ? 'no outgoing sequence flow to take' : 'more than one outgoing sequence flow'}`,
    );
  }
  const tokenId = place(ctx, id, element, instruction);
  ctx.agenda.schedule(tokenId, () => takeFlows(ctx, tokenId, flows));
}

function startBefore(ctx: Context, id: string, element: Element, instruction: Instruction): void {
  if (element.node.kind === 'boundaryEvent' && element.node.event.kind === 'compensate') {
    throw new ProcessEngineError(
      `Cannot start before activity ${element.id}; activity is a compensation boundary event.`,
    );
  }
  const tokenId = place(ctx, id, element, instruction);
  ctx.agenda.schedule(tokenId, () => {
    // Behind an event-based gateway an event has occurred when it starts.
    if (element.afterEventGateway) begin(ctx, tokenId, element, 'leave');
    else arrive(ctx, tokenId, element);
  });
}
