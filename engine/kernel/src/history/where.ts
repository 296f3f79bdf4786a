import type { Context } from '../state/context.js';
import type { KernelEvent } from '../state/effects.js';
import type { Execution } from '../tables/entities.js';

type Where = Pick<
  KernelEvent,
  | 'processInstanceId'
  | 'rootProcessInstanceId'
  | 'businessKey'
  | 'processDefinitionId'
  | 'processDefinitionKey'
  | 'activityId'
>;

/** Where an event of the feed happened. */
export function whereOf(ctx: Context, execution: Execution): Where {
  const instance = ctx.store.get('execution', execution.processInstanceId);
  return {
    processInstanceId: execution.processInstanceId,
    rootProcessInstanceId: execution.rootProcessInstanceId,
    businessKey: instance?.businessKey ?? null,
    processDefinitionId: execution.processDefinitionId,
    processDefinitionKey: execution.processDefinitionKey,
    activityId: execution.activityId,
  };
}
