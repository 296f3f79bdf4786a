import { NotFoundError } from '@anliu/engine-protocol';
import type { ExternalTaskService, IncidentService, JobService } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import type { Context, Job } from '@anliu/engine-kernel';
import { runJob } from '../job-loop.js';
import { inJobDefinition } from '../operation-log/contexts.js';
import { logInstance, suspension } from '../operation-log/instances.js';
import { logExternalTask, logJob, onExternalTasks, onJobDefinitions, onJobs } from '../operation-log/jobs.js';
import { changed, given, logOperation } from '../operation-log/operation.js';
import type { PropertyChange } from '../operation-log/operation.js';
import { definitionContextOf, selectorContextOf } from '../operation-log/selectors.js';
import type { Core } from '../runtime-core.js';
import { refuseExecutionDate } from './execution-date.js';
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
    unlock: (id) =>
      processor.execute((ctx) => {
        commands.unlockExternalTask(ctx, id);
        logExternalTask(ctx, 'Unlock', id);
      }),
    setRetries: (ids, retries) =>
      processor.execute((ctx) => {
        const [id] = ids;
        if (ids.length === 1 && id !== undefined) {
          const before = ctx.find('externalTask', id)?.retries;
          logExternalTask(ctx, 'SetExternalTaskRetries', id, [changed('retries', before, retries)]);
        } else logRetries(ctx, ids.length, retries);
        commands.setExternalTaskRetries(ctx, ids, retries);
      }),
    setPriority: (id, priority) =>
      processor.execute((ctx) => {
        const before = ctx.find('externalTask', id)?.priority;
        logExternalTask(ctx, 'SetPriority', id, [changed('priority', before, priority)]);
        commands.setExternalTaskPriority(ctx, id, priority);
      }),
  };
}

const logRetries = (ctx: Context, nrOfInstances: number, retries: number): void =>
  logOperation(ctx, () => onExternalTasks('SetExternalTaskRetries', given({ nrOfInstances, async: false, retries })));

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
    execute: (id) => runJob(core, id, (ctx, job) => logJob(ctx, 'Execute', job)),
    delete: (id) =>
      processor.execute((ctx) => {
        logJob(ctx, 'Delete', commands.requireJob(ctx, id));
        commands.removeJob(ctx, id);
      }),
    setRetries: (selector, input) =>
      processor.executeAfterWrites((ctx) => {
        const due = input.dueDate === undefined ? undefined : instant(input.dueDate);
        const changes = (job?: Job): PropertyChange[] => [
          changed('retries', job?.retries, input.retries),
          ...(due === undefined ? [] : [changed('dueDate', job?.dueDate, due)]),
        ];
        if ('jobDefinitionId' in selector) {
          const definition = rows.get('jobDefinition', selector.jobDefinitionId);
          logOperation(ctx, () => onJobs('SetJobRetries', changes(), definition ? inJobDefinition(definition) : {}));
        }
        const ids = 'jobIds' in selector ? selector.jobIds : idsOf({ jobDefinitionId: selector.jobDefinitionId });
        for (const id of ids) {
          const job = commands.requireJob(ctx, id);
          commands.setJobRetries(ctx, id, input.retries, due);
          if ('jobIds' in selector) logJob(ctx, 'SetJobRetries', job, changes(job));
        }
      }),
    setDueDate: (id, dueDate, options = {}) =>
      processor.execute((ctx) => {
        const job = commands.requireJob(ctx, id);
        const due = instant(dueDate);
        commands.setJobDueDate(ctx, id, due, options.cascade ?? false);
        logJob(ctx, 'SetDueDate', job, [changed('duedate', job.dueDate, due)]);
      }),
    recalculateDueDate: (id, creationDateBased) =>
      processor.execute((ctx) => {
        const job = commands.requireJob(ctx, id);
        commands.recalculateJob(ctx, id, creationDateBased);
        const due = ctx.store.get('job', id)?.dueDate;
        const changes = [changed('duedate', job.dueDate, due), changed('creationDateBased', null, creationDateBased)];
        logJob(ctx, 'RecalculateDueDate', job, changes);
      }),
    setPriority: (id, priority) =>
      processor.execute((ctx) => {
        const job = commands.requireJob(ctx, id);
        commands.setJobPriority(ctx, id, priority);
        logJob(ctx, 'SetPriority', job, [changed('priority', job.priority, priority)]);
      }),
    setSuspended: (selector, suspended) =>
      processor.executeAfterWrites((ctx) => {
        const ids = idsOf(selector);
        if ('jobId' in selector && ids.length === 0)
          throw new NotFoundError(`No job found with id '${selector.jobId}'`);
        const operationType = suspended ? 'SuspendJob' : 'ActivateJob';
        const changes = [changed('suspensionState', null, suspension(suspended))];
        logOperation(ctx, () => onJobs(operationType, changes, selectorContextOf(ctx, core, selector)));
        for (const id of ids) commands.setJobSuspended(ctx, id, suspended);
      }),
    async setDefinitionSuspended(selector, { suspended, includeJobs, executionDate }) {
      refuseExecutionDate(executionDate);
      const changedIds = await processor.executeSql((log) => {
        const found = definitionsOf(selector);
        log(() =>
          onJobDefinitions(
            suspended ? 'SuspendJobDefinition' : 'ActivateJobDefinition',
            [changed('suspensionState', null, suspension(suspended))],
            definitionContextOf(core, selector),
          ),
        );
        for (const row of found) rows.put('jobDefinition', { ...row, suspended });
        definitions.forget();
        return found.map(({ id }) => id);
      });
      if (!includeJobs) return;
      await processor.executeAfterWrites((ctx) => {
        for (const jobDefinitionId of changedIds) {
          for (const id of idsOf({ jobDefinitionId })) commands.setJobSuspended(ctx, id, suspended);
        }
      });
    },
    async setDefinitionPriority(id, priority, includeJobs) {
      await processor.executeSql((log) => {
        const row = rows.get('jobDefinition', id);
        if (!row) throw new NotFoundError(`Job Definition with id ${id} does not exist`);
        const context = inJobDefinition(row);
        const change = changed('overridingPriority', row.overridingJobPriority, priority);
        log(() => onJobDefinitions('SetPriority', [change], context));
        if (includeJobs) log(() => onJobs('SetPriority', [changed('priority', null, priority)], context));
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
      const incident = await processor.execute((ctx) => {
        const { incidentType, configuration = null, message = null } = input;
        const created = commands.createCustomIncident(ctx, executionId, { type: incidentType, configuration, message });
        logInstance(ctx, 'CreateIncident', ctx.findExecution(executionId), {
          changes: given({ incidentType, configuration }),
        });
        return created;
      });
      return toIncidentDto(incident);
    },
    resolve: (id) =>
      processor.execute((ctx) => {
        const executionId = ctx.find('incident', id)?.executionId ?? null;
        const execution = executionId === null ? undefined : ctx.findExecution(executionId);
        commands.resolveIncident(ctx, id);
        if (execution) logInstance(ctx, 'Resolve', execution, { changes: given({ incidentId: id }) });
      }),
    setAnnotation: (id, annotation) =>
      processor.execute((ctx) => {
        commands.annotateIncident(ctx, id, annotation);
        logOperation(ctx, () => ({
          operationType: annotation === null ? 'ClearAnnotation' : 'SetAnnotation',
          entityType: 'Incident',
          category: 'Operator',
          changes: given({ incidentId: id }),
          tenantId: ctx.store.get('incident', id)?.tenantId ?? null,
        }));
      }),
  };
}
