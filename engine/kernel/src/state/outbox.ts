import type { HistoryEffect, KernelEvent } from './effects.js';

/** What a command tells the outside. Written with what it changed, or dropped with it. */
export class Outbox {
  readonly history: HistoryEffect[] = [];
  /** For the durable event feed. */
  readonly events: KernelEvent[] = [];
  /** Topics that got a new fetchable external task. */
  readonly topics = new Set<string>();
}
