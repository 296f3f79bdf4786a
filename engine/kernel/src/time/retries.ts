import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { evaluate } from '../values/expressions.js';

/** How often a job is tried, and how long it waits in between (ISO durations). */
export interface RetryPlan {
  readonly retries: number;
  readonly intervals: readonly string[];
}

/** `R5/PT10M`, or a list of intervals `PT10M,PT17M`. */
export function parseRetryCycle(text: string): RetryPlan | undefined {
  const cycle = /^R(\d+)\/(P.+)$/.exec(text.trim());
  if (cycle?.[1] !== undefined && cycle[2] !== undefined) return { retries: Number(cycle[1]), intervals: [cycle[2]] };
  const intervals = text.split(',').map((part) => part.trim());
  if (!intervals.every((part) => part.startsWith('P'))) return undefined;
  return { retries: intervals.length + 1, intervals };
}

/** The retry plan of an activity (`camunda:failedJobRetryTimeCycle`), if it has one. */
export function retryPlanOf(ctx: Context, owner: Execution, activityId: string): RetryPlan | undefined {
  const element = ctx.definitionOf(owner).graph.elements.get(activityId);
  const loop = element && 'multiInstance' in element.node ? element.node.multiInstance : undefined;
  const expression = element?.role === 'inner' ? loop?.retryTimeCycle : element?.node.retryTimeCycle;
  const text = expression && evaluate(ctx, owner.id, expression);
  return typeof text === 'string' ? parseRetryCycle(text) : undefined;
}
