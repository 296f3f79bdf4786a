import type { Context } from '../state/context.js';
import type { Task } from '../tables/entities.js';

export function taskCreatedInHistory(ctx: Context, task: Task): void {
  ctx.outbox.history.push({
    op: 'insert',
    kind: 'historicTask',
    row: {
      id: task.id,
      processDefinitionId: task.processDefinitionId,
      processDefinitionKey: task.processDefinitionKey,
      processInstanceId: task.processInstanceId,
      rootProcessInstanceId: task.rootProcessInstanceId,
      executionId: task.executionId,
      activityInstanceId: task.activityInstanceId,
      taskDefinitionKey: task.taskDefinitionKey,
      name: task.name,
      description: task.description,
      deleteReason: null,
      owner: task.owner,
      assignee: task.assignee,
      startTime: task.created,
      endTime: null,
      duration: null,
      due: task.due,
      followUp: task.followUp,
      priority: task.priority,
      parentTaskId: task.parentTaskId,
      taskState: 'Created',
      caseDefinitionKey: null,
      caseDefinitionId: task.caseDefinitionId,
      caseInstanceId: task.caseInstanceId,
      caseExecutionId: task.caseExecutionId,
      removalTime: null,
      tenantId: task.tenantId,
    },
  });
}
