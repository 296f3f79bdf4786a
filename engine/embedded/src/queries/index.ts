import type { HistoricDecisionInstanceQuery } from '@anliu/engine-protocol';
import type { ReadContext } from './context.js';
import { decisionReads, historicDecisionIds } from './reads/decisions.js';
import { batchReads } from './reads/batches.js';
import { historyReads } from './reads/history.js';
import { repositoryReads } from './reads/repository.js';
import { incidentReads, runtimeReads } from './reads/runtime.js';
import { taskReads } from './reads/tasks.js';
import { externalTaskReads, jobReads } from './reads/work.js';

export type { ReadContext } from './context.js';
export { instanceVariables, readVariables } from './reads/variables.js';
export { HISTORIC_PROCESS_INSTANCES } from './select/history.js';
export { PROCESS_INSTANCES } from './select/runtime.js';
export { externalTasksAt, jobsAt } from './select/work.js';
export { prepare, selectIds } from './sql/select.js';
export * from './mappers/decision.js';
export * from './mappers/batch.js';
export * from './mappers/history.js';
export * from './mappers/repository.js';
export * from './mappers/runtime.js';
export * from './mappers/variable.js';

/** The reading half of every service of the port; the runtime adds the writing half. */
export const createReads = (context: ReadContext) => ({
  repository: repositoryReads(context),
  decisions: decisionReads(context),
  historicDecisionIds: (query: HistoricDecisionInstanceQuery) => historicDecisionIds(context, query),
  runtime: runtimeReads(context),
  tasks: taskReads(context),
  externalTasks: externalTaskReads(context),
  jobs: jobReads(context),
  incidents: incidentReads(context),
  history: historyReads(context),
  batches: batchReads(context),
});

export type EngineReads = ReturnType<typeof createReads>;
