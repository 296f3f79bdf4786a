import { z } from 'zod';
import { AuthorizationError, EngineError, InvalidRequestError, NotFoundError, RestError } from '@anliu/engine-protocol';
import type { JobDefinitionSelector, JobSelector, ProcessEngine } from '@anliu/engine-protocol';
import { empty, json, text as textAnswer } from '../http/answer.js';
import { del, get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { suspended, text } from '../http/schemas.js';
import { unknownAs, whereFound } from '../http/unknown.js';
import { listRoutes } from '../query/list-routes.js';
import { jobDefinitionFields, jobFields } from '../query/work.js';
import { jobDefinitionDto, jobDto } from '../schema/index.js';

const retries = z.number().int();
const retriesSchema = z.object({
  retries: retries.refine((count) => count >= 0, {
    error: ({ input }) =>
      `The number of job retries must be a non-negative Integer, but '${String(input)}' has been provided.`,
  }),
  dueDate: text,
});
const dueDateSchema = z.object({ duedate: z.string().nullish(), cascade: z.boolean().exactOptional() });
const prioritySchema = z.object({ priority: z.number().int().nullish() });
const suspendSchema = z.object({
  suspended,
  jobId: text,
  jobDefinitionId: text,
  processInstanceId: text,
  processDefinitionId: text,
  processDefinitionKey: text,
});
const suspendDefinitionSchema = z.object({
  suspended,
  includeJobs: z.boolean().exactOptional(),
  executionDate: text,
  processDefinitionId: text,
  processDefinitionKey: text,
});
const definitionPrioritySchema = z.object({
  priority: z.number().int().nullish(),
  includeJobs: z.boolean().exactOptional(),
});

/** Exactly one of the given selectors. */
function onlyOne<T>(fields: Readonly<Record<string, unknown>>, names: readonly string[]): T {
  const given = names.filter((name) => fields[name] !== undefined && fields[name] !== null);
  const [name] = given;
  if (given.length !== 1 || name === undefined) {
    const choice = `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
    throw new InvalidRequestError(
      `${given.length === 0 ? 'Either' : 'Only one of'} ${choice} should be set to update the suspension state.`,
    );
  }
  return { [name]: fields[name] } as T;
}

export function jobRoutes({ jobs }: ProcessEngine): Route[] {
  return [
    put(
      '/job/suspended',
      { summary: 'Suspends or activates jobs', body: suspendSchema, answer: 'none' },
      async (request) => {
        const { suspended: isSuspended, ...by } = await request.body();
        const names = ['jobId', 'jobDefinitionId', 'processInstanceId', 'processDefinitionId', 'processDefinitionKey'];
        await jobs.setSuspended(onlyOne<JobSelector>(by, names), isSuspended);
        return empty;
      },
    ),
    ...listRoutes('/job', { row: jobDto, fields: jobFields, list: jobs.list, count: jobs.count }),
    get('/job/:id', { summary: 'One job', answer: jobDto }, async (request) =>
      json(await jobs.get(param(request, 'id'))),
    ),
    del('/job/:id', { summary: 'Deletes a job', answer: 'none' }, async (request) => {
      await jobs.delete(param(request, 'id'));
      return empty;
    }),
    get(
      '/job/:id/stacktrace',
      { summary: 'Stack trace of the last failure', answer: ['text', 'none'] },
      async (request) => {
        const id = param(request, 'id');
        const unknown = { status: 404, message: `No job found with id ${id}: job is null` };
        const stacktrace = await unknownAs(unknown, () => jobs.getStacktrace(id));
        return stacktrace === null ? empty : textAnswer(stacktrace);
      },
    ),
    post('/job/:id/execute', { summary: 'Executes a job now', answer: 'none' }, async (request) => {
      try {
        await jobs.execute(param(request, 'id'));
      } catch (error) {
        if (!EngineError.isInstance(error) || AuthorizationError.isInstance(error)) throw error;
        if (NotFoundError.isInstance(error))
          throw new NotFoundError(`ENGINE-14026 No job found with id '${param(request, 'id')}'`);
        // Whatever the engine says about the job is answered as if there were none.
        throw new NotFoundError(error.message);
      }
      return empty;
    }),
    put(
      '/job/:id/retries',
      { summary: 'Sets the retries of a job', body: retriesSchema, answer: 'none' },
      async (request) => {
        await jobs.setRetries({ jobIds: [param(request, 'id')] }, await request.body());
        return empty;
      },
    ),
    put(
      '/job/:id/duedate',
      { summary: 'Sets the due date of a job', body: dueDateSchema, answer: 'none' },
      async (request) => {
        const { duedate, cascade } = await request.body();
        await jobs.setDueDate(param(request, 'id'), duedate ?? null, cascade === undefined ? {} : { cascade });
        return empty;
      },
    ),
    post(
      '/job/:id/duedate/recalculate',
      { summary: 'Calculates the due date anew', query: { creationDateBased: 'flag' }, answer: 'none' },
      async (request) => {
        await jobs.recalculateDueDate(param(request, 'id'), request.query.get('creationDateBased') !== 'false');
        return empty;
      },
    ),
    put(
      '/job/:id/priority',
      { summary: 'Sets the priority of a job', body: prioritySchema, answer: 'none' },
      async (request) => {
        const { priority } = await request.body();
        const id = param(request, 'id');
        if (typeof priority !== 'number') throw new RestError(`Priority for job '${id}' cannot be null.`, 400);
        await jobs.setPriority(id, priority);
        return empty;
      },
    ),
    put(
      '/job/:id/suspended',
      { summary: 'Suspends or activates a job', body: z.object({ suspended }), answer: 'none' },
      async (request) => {
        const { suspended: isSuspended } = await request.body();
        await whereFound(() => jobs.setSuspended({ jobId: param(request, 'id') }, isSuspended));
        return empty;
      },
    ),
  ];
}

export function jobDefinitionRoutes({ jobs }: ProcessEngine): Route[] {
  return [
    put(
      '/job-definition/suspended',
      { summary: 'Suspends or activates job definitions', body: suspendDefinitionSchema, answer: 'none' },
      async (request) => {
        const { processDefinitionId, processDefinitionKey, ...input } = await request.body();
        const by = { processDefinitionId, processDefinitionKey };
        await jobs.setDefinitionSuspended(
          onlyOne<JobDefinitionSelector>(by, ['processDefinitionId', 'processDefinitionKey']),
          input,
        );
        return empty;
      },
    ),
    ...listRoutes('/job-definition', {
      row: jobDefinitionDto,
      fields: jobDefinitionFields,
      list: jobs.listDefinitions,
      count: jobs.countDefinitions,
    }),
    get('/job-definition/:id', { summary: 'One job definition', answer: jobDefinitionDto }, async (request) =>
      json(await jobs.getDefinition(param(request, 'id'))),
    ),
    put(
      '/job-definition/:id/suspended',
      { summary: 'Suspends or activates a job definition', body: suspendDefinitionSchema, answer: 'none' },
      async (request) => {
        const { processDefinitionId: _id, processDefinitionKey: _key, ...input } = await request.body();
        await jobs.setDefinitionSuspended({ jobDefinitionId: param(request, 'id') }, input);
        return empty;
      },
    ),
    put(
      '/job-definition/:id/retries',
      { summary: 'Sets the retries of the jobs of a definition', body: retriesSchema, answer: 'none' },
      async (request) => {
        await jobs.setRetries({ jobDefinitionId: param(request, 'id') }, await request.body());
        return empty;
      },
    ),
    put(
      '/job-definition/:id/jobPriority',
      { summary: 'Sets the priority of jobs to come', body: definitionPrioritySchema, answer: 'none' },
      async (request) => {
        const { priority = null, includeJobs } = await request.body();
        const id = param(request, 'id');
        if (priority === null && includeJobs)
          throw new InvalidRequestError(`Cannot reset priority for job definition ${id} with includeJobs=true`);
        await jobs.setDefinitionPriority(id, priority, includeJobs);
        return empty;
      },
    ),
  ];
}
