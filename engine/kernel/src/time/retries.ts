import { parseRetryCycle, type RetryPlan } from '@anliu/engine-time';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { evaluate } from '../values/expressions.js';

/** The retry plan of an activity (`camunda:failedJobRetryTimeCycle`), if it has one. */
export function retryPlanOf(ctx: Context, owner: Execution, activityId: string): RetryPlan | undefined {
  const element = ctx.definitionOf(owner).graph.elements.get(activityId);
  const loop = element && 'multiInstance' in element.node ? element.node.multiInstance : undefined;
  const expression = element?.role === 'inner' ? loop?.retryTimeCycle : element?.node.retryTimeCycle;
  const text = expression && evaluate(ctx, owner.id, expression);
  return typeof text === 'string' ? parseRetryCycle(text) : undefined;
}
