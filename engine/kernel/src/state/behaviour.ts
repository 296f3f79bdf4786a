import type { FlowNode, NodeKind, SequenceFlow } from '@anliu/engine-bpmn';
import type { BpmnError } from '../flow/bpmn-error.js';
import type { Element } from './graph.js';

/** The flow nodes of a kind; several kinds may share one type. */
type NodeOf<K extends NodeKind> = FlowNode extends infer N
  ? N extends { readonly kind: infer Kinds }
    ? K extends Kinds
      ? N
      : never
    : never
  : never;

/** An element whose node is of a kind. */
type ElementOf<K extends NodeKind> = Element & { readonly node: NodeOf<K> };

/**
 * What an element does. Every method gets the id of the element's execution: its own scope, or the token itself.
 * Starting (listeners, input mapping, history) and ending are the same for all and live in `flow/lifecycle.ts`. `Context`
 * is the command's context, which in turn holds the behaviours.
 */
export interface BehaviourIn<Context, K extends NodeKind = NodeKind> {
  /** The activity instance has started: do the work, wait, or leave. */
  execute(ctx: Context, executionId: string, element: ElementOf<K>): void;
  /** Someone signals the waiting execution. */
  signal?(ctx: Context, executionId: string, element: ElementOf<K>): void;
  /** The last token inside the element's scope is gone. */
  emptied?(ctx: Context, scopeId: string, element: ElementOf<K>): void;
}

/** The element families, plus what the lifecycle asks of higher layers. Handed to the context so that files need no cycles. */
export interface BehavioursIn<Context> {
  readonly byKind: { readonly [K in NodeKind]: BehaviourIn<Context, K> };
  readonly body: BehaviourIn<Context>;
  /** One instance of a multi-instance activity has ended its activity; `tokenId` is its token in the body. */
  innerEnded(ctx: Context, tokenId: string): void;
  /** What an ad-hoc sub-process says about the elements directly inside it. */
  readonly adHoc: {
    /** Whether a token that reached an element may begin it now; else the token waits for its turn, or is gone. */
    mayBegin(ctx: Context, tokenId: string, element: Element): boolean;
    /** A token has left an element and would take these flows. */
    left(ctx: Context, tokenId: string, element: Element, flows: readonly SequenceFlow[]): void;
    /** The sub-process was interrupted: it completes with what interrupted it. */
    interrupted(ctx: Context, scopeId: string): void;
  };
  /** A BPMN error was thrown while an execution ran. */
  errorThrown(ctx: Context, executionId: string, error: BpmnError): void;
  /** The last token of a process instance is gone. */
  instanceEmptied(ctx: Context, processInstanceId: string): void;
  /** Everything in a scope but one token ends. */
  interruptScope(ctx: Context, scopeId: string, exceptTokenId: string): void;
  /** A called instance must go with its caller. */
  cancelInstance(ctx: Context, processInstanceId: string, reason: string): void;
}
