import { NotFoundError } from '@anliu/engine-protocol';
import type { ExternalTaskService, IncidentService, JobService } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import { runJob } from '../job-loop.js';
import type { Core } from '../runtime-core.js';
import { instant } from '../runtime-core.js';
import { toIncidentDto } from '../queries/index.js';

export function externalTaskService(core: Core): ExternalTaskService {
  const { processor, reads, polls } = core;
  return {
    ...reads.externalTasks,
    fetchAndLock: (input, options = {}) => polls.fetchAndLock(input, options.signal),
    complete: (id, input) => processor.execute((ctx) => commands.completeExternalTask(ctx, id, input)),
    handleFailure: (id, input) =>
      processor.execute((ctx) =>
        commands.failExternalTask(ctx, id, {
          ...input,
          errorMessage: input.errorMessage ?? null,
          errorDetails: input.errorDetails ?? null,
          retries: input.retries ?? 0,
          retryTimeout: input.retryTimeout ?? 0,
        }),
      ),
    handleBpmnError: (id, input) =>
      processor.execute((ctx) =>
        commands.throwExternalError(ctx, id, { ...input, code: input.errorCode, message: input.errorMessage ?? null }),
      ),
    lock: (id, input) =>
      processor.execute((ctx) => commands.lockExternalTask(ctx, id, input.workerId, input.lockDuration)),
    extendLock: (id, input) =>
      processor.execute((ctx) => commands.extendLock(ctx, id, input.workerId, input.newDuration)),
    unlock: (id) => processor.execute((ctx) => commands.unlockExternalTask(ctx, id)),
    setRetries: (ids, retries) => processor.execute((ctx) => commands.setExternalTaskRetries(ctx, ids, retries)),
    setPriority: (id, priority) => processor.execute((ctx) => commands.setExternalTaskPriority(ctx, id, priority)),
  };
}

type Selector = Parameters<JobService['setSuspended']>[0];

function where(selector: Selector | Parameters<JobService['setDefinitionSuspended']>[0]): [string, string] {
  if ('jobId' in selector) return ['id = ?', selector.jobId];
  if ('jobDefinitionId' in selector) return ['job_definition_id = ?', selector.jobDefinitionId];
  if ('processInstanceId' in selector) return ['process_instance_id = ?', selector.processInstanceId];
  if ('processDefinitionId' in selector) return ['process_definition_id = ?', selector.processDefinitionId];
  return ['process_definition_key = ?', selector.processDefinitionKey];
}

export function jobService(core: Core): JobService {
  const { processor, reads, rows, definitions } = core;
  const idsOf = (selector: Selector): string[] => rows.where('job', ...where(selector)).map(({ id }) => id);
  const definitionsOf = (selector: Parameters<JobService['setDefinitionSuspended']>[0]) => {
    const [condition, value] = where(selector);
    return rows.where('jobDefinition', condition.replace('job_definition_id', 'id'), value);
  };
  return {
    ...reads.jobs,
    execute: (id) => runJob(core, id),
    delete: (id) => processor.execute((ctx) => commands.removeJob(ctx, id)),
    setRetries: (selector, input) =>
      processor.executeAfterWrites((ctx) => {
        const ids = 'jobIds' in selector ? selector.jobIds : idsOf({ jobDefinitionId: selector.jobDefinitionId });
        const due = input.dueDate === undefined ? undefined : instant(input.dueDate);
        for (const id of ids) commands.setJobRetries(ctx, id, input.retries, due);
      }),
    setDueDate: (id, dueDate, options = {}) =>
      processor.execute((ctx) => commands.setJobDueDate(ctx, id, instant(dueDate), options.cascade ?? false)),
    recalculateDueDate: (id, creationDateBased) =>
      processor.execute((ctx) => commands.recalculateJob(ctx, id, creationDateBased)),
    setPriority: (id, priority) => processor.execute((ctx) => commands.setJobPriority(ctx, id, priority)),
    setSuspended: (selector, suspended) =>
      processor.executeAfterWrites((ctx) => {
        const ids = idsOf(selector);
        if ('jobId' in selector && ids.length === 0)
          throw new NotFoundError(`No job found with id '${selector.jobId}'`);
        for (const id of ids) commands.setJobSuspended(ctx, id, suspended);
      }),
    async setDefinitionSuspended(selector, { suspended, includeJobs }) {
      const changed = await processor.executeSql(() => {
        const found = definitionsOf(selector);
        for (const row of found) rows.put('jobDefinition', { ...row, suspended });
        definitions.forget();
        return found.map(({ id }) => id);
      });
      if (!includeJobs) return;
      await processor.executeAfterWrites((ctx) => {
        for (const jobDefinitionId of changed) {
          for (const id of idsOf({ jobDefinitionId })) commands.setJobSuspended(ctx, id, suspended);
        }
      });
    },
    async setDefinitionPriority(id, priority, includeJobs) {
      await processor.executeSql(() => {
        const row = rows.get('jobDefinition', id);
        if (!row) throw new NotFoundError(`Job Definition with id ${id} does not exist`);
        rows.put('jobDefinition', { ...row, overridingJobPriority: priority });
        definitions.forget();
      });
      if (!includeJobs || priority === null) return;
      await processor.executeAfterWrites((ctx) => {
        for (const job of idsOf({ jobDefinitionId: id })) commands.setJobPriority(ctx, job, priority);
      });
    },
  };
}

export function incidentService(core: Core): IncidentService {
  const { processor, reads } = core;
  return {
    ...reads.incidents,
    async create(executionId, input) {
      const incident = await processor.execute((ctx) =>
        commands.createCustomIncident(ctx, executionId, {
          type: input.incidentType,
          configuration: input.configuration ?? null,
          message: input.message ?? null,
        }),
      );
      return toIncidentDto(incident);
    },
    resolve: (id) => processor.execute((ctx) => commands.resolveIncident(ctx, id)),
    setAnnotation: (id, annotation) => processor.execute((ctx) => commands.annotateIncident(ctx, id, annotation)),
  };
}
