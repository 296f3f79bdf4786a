import type {
  Definitions,
  Execution,
  ExternalTask,
  HistoricProcessInstance,
  HistoricVariable,
  Job,
  JobDefinition,
  ProcessDefinition,
  Task,
} from '@anliu/engine-kernel';
import type { OperationContext } from './operation.js';

const rowOf = (definitions: Definitions, id: string | null): ProcessDefinition | undefined =>
  id === null ? undefined : definitions.byId(id)?.row;

export const inDefinition = (row: ProcessDefinition): OperationContext => ({
  processDefinitionId: row.id,
  processDefinitionKey: row.key,
  deploymentId: row.deploymentId,
  tenantId: row.tenantId,
});

export const inInstance = (definitions: Definitions, execution: Execution): OperationContext => ({
  processInstanceId: execution.processInstanceId,
  rootProcessInstanceId: execution.rootProcessInstanceId,
  processDefinitionId: execution.processDefinitionId,
  processDefinitionKey: execution.processDefinitionKey,
  deploymentId: rowOf(definitions, execution.processDefinitionId)?.deploymentId ?? null,
  tenantId: execution.tenantId,
});

export function inTask(definitions: Definitions, task: Task): OperationContext {
  const row = rowOf(definitions, task.processDefinitionId);
  return {
    taskId: task.id,
    executionId: task.executionId,
    processInstanceId: task.processInstanceId,
    rootProcessInstanceId: task.rootProcessInstanceId,
    processDefinitionId: task.processDefinitionId,
    processDefinitionKey: task.processDefinitionKey,
    deploymentId: row?.deploymentId ?? null,
    tenantId: row?.tenantId ?? task.tenantId,
  };
}

export const inJob = (job: Job): OperationContext => ({
  jobId: job.id,
  jobDefinitionId: job.jobDefinitionId,
  processInstanceId: job.processInstanceId,
  rootProcessInstanceId: job.rootProcessInstanceId,
  processDefinitionId: job.processDefinitionId,
  processDefinitionKey: job.processDefinitionKey,
  deploymentId: job.deploymentId,
  tenantId: job.tenantId,
});

export const inJobDefinition = (definition: JobDefinition): OperationContext => ({
  jobDefinitionId: definition.id,
  processDefinitionId: definition.processDefinitionId,
  processDefinitionKey: definition.processDefinitionKey,
  deploymentId: definition.deploymentId,
  tenantId: definition.tenantId,
});

export const inExternalTask = (definitions: Definitions, task: ExternalTask): OperationContext => ({
  externalTaskId: task.id,
  processInstanceId: task.processInstanceId,
  rootProcessInstanceId: task.rootProcessInstanceId,
  processDefinitionId: task.processDefinitionId,
  processDefinitionKey: task.processDefinitionKey,
  deploymentId: rowOf(definitions, task.processDefinitionId)?.deploymentId ?? null,
  tenantId: task.tenantId,
});

/** What has ended too. */
export const inHistory = (
  definitions: Definitions,
  row: HistoricProcessInstance | HistoricVariable,
): OperationContext => ({
  processInstanceId: 'executionId' in row ? row.processInstanceId : row.id,
  rootProcessInstanceId: row.rootProcessInstanceId,
  ...('executionId' in row ? { executionId: row.executionId, taskId: row.taskId } : {}),
  processDefinitionId: row.processDefinitionId,
  processDefinitionKey: row.processDefinitionKey,
  deploymentId: rowOf(definitions, row.processDefinitionId)?.deploymentId ?? null,
  tenantId: row.tenantId,
});
