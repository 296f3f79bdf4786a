import type { Implementation } from '@anliu/engine-bpmn';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { ExternalTask } from '../tables/entities.js';
import { evaluatePriority, evaluateText } from '../values/expressions.js';
import { shownId } from '../state/projection.js';
import { whereOf } from '../history/where.js';
import { endIncidentsOf } from './incidents.js';

type External = Extract<Implementation, { kind: 'external' }>;
type LogState = 'created' | 'failed' | 'successful' | 'deleted';

export function logExternalTask(ctx: Context, task: ExternalTask, state: LogState): void {
  ctx.outbox.history.push({
    op: 'insert',
    kind: 'historicExternalTaskLog',
    row: {
      id: ctx.newId(),
      timestamp: ctx.now,
      externalTaskId: task.id,
      topicName: task.topicName,
      workerId: task.workerId,
      retries: task.retries,
      priority: task.priority,
      errorMessage: state === 'failed' ? task.errorMessage : null,
      errorDetails: state === 'failed' ? task.errorDetails : null,
      activityId: task.activityId,
      activityInstanceId: task.activityInstanceId,
      executionId: task.executionId,
      processInstanceId: task.processInstanceId,
      processDefinitionId: task.processDefinitionId,
      processDefinitionKey: task.processDefinitionKey,
      state,
      tenantId: task.tenantId,
    },
  });
}

/** Creates the task a worker will fetch. */
export function createExternalTask(ctx: Context, executionId: string, implementation: External): void {
  const execution = ctx.execution(executionId);
  const definition = ctx.definitionOf(execution);
  const topicName = evaluateText(ctx, executionId, implementation.topic);
  if (topicName === null || topicName === '')
    throw new ProcessEngineError('External task topic name resolves to nothing');
  const chosen = implementation.priority ?? definition.graph.model.taskPriority;
  const task: ExternalTask = {
    id: ctx.newId(),
    topicName,
    workerId: null,
    lockExpirationTime: null,
    createTime: ctx.now,
    retries: null,
    errorMessage: null,
    errorDetails: null,
    priority: chosen ? evaluatePriority(ctx, executionId, chosen) : 0,
    executionId: shownId(execution),
    tokenId: executionId,
    processInstanceId: execution.processInstanceId,
    rootProcessInstanceId: execution.rootProcessInstanceId,
    processDefinitionId: execution.processDefinitionId,
    processDefinitionKey: execution.processDefinitionKey,
    processDefinitionVersionTag: definition.row.versionTag,
    activityId: execution.activityId ?? '',
    activityInstanceId: execution.activityInstanceId ?? '',
    businessKey: ctx.execution(execution.processInstanceId).businessKey,
    suspended: execution.suspended,
    tenantId: execution.tenantId,
  };
  ctx.store.put('externalTask', task);
  ctx.outbox.topics.add(topicName);
  logExternalTask(ctx, task, 'created');
  ctx.outbox.events.push({ ...whereOf(ctx, execution), type: 'ExternalTaskCreated', externalTask: task });
}

export function deleteExternalTask(ctx: Context, task: ExternalTask, state: 'successful' | 'deleted'): void {
  endIncidentsOf(ctx, task.id, state === 'successful' ? 'resolved' : 'deleted');
  ctx.store.remove('externalTask', task.id);
  logExternalTask(ctx, task, state);
}
