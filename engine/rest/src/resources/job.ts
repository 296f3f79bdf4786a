import { z } from 'zod';
import { AuthorizationError, EngineError, InvalidRequestError, RestError } from '@anliu/engine-protocol';
import type { JobDefinitionSelector, JobSelector, ProcessEngine } from '@anliu/engine-protocol';
import { empty, json, text as textAnswer } from '../http/answer.js';
import { del, get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text } from '../http/schemas.js';
import { listRoutes } from '../query/list-routes.js';
import { jobDefinitionFields, jobFields } from '../query/work.js';
import { jobDefinitionDto, jobDto } from '../schema/index.js';

const retries = z.number().int().min(0);
const retriesSchema = z.strictObject({ retries, dueDate: text });
const dueDateSchema = z.strictObject({ duedate: z.string().nullish(), cascade: z.boolean().exactOptional() });
const prioritySchema = z.strictObject({ priority: z.number().int() });
const suspendSchema = z.strictObject({
  suspended: z.boolean(),
  jobId: text,
  jobDefinitionId: text,
  processInstanceId: text,
  processDefinitionId: text,
  processDefinitionKey: text,
});
const suspendDefinitionSchema = z.strictObject({
  suspended: z.boolean(),
  includeJobs: z.boolean().exactOptional(),
  executionDate: text,
  processDefinitionId: text,
  processDefinitionKey: text,
});
const definitionPrioritySchema = z.strictObject({
  priority: z.number().int().nullable(),
  includeJobs: z.boolean().exactOptional(),
});

/** Exactly one of the given selectors. */
function onlyOne<T>(fields: Readonly<Record<string, unknown>>, names: readonly string[]): T {
  const given = names.filter((name) => fields[name] !== undefined && fields[name] !== null);
  const [name] = given;
  if (given.length !== 1 || name === undefined)
    throw new InvalidRequestError(`Exactly one of ${names.join(', ')} should be set to update the suspension state.`);
  return { [name]: fields[name] } as T;
}

export function jobRoutes({ jobs }: ProcessEngine): Route[] {
  return [
    put(
      '/job/suspended',
      { summary: 'Suspends or activates jobs', body: suspendSchema, answer: 'none' },
      async (request) => {
        const { suspended, ...by } = await request.body();
        const names = ['jobId', 'jobDefinitionId', 'processInstanceId', 'processDefinitionId', 'processDefinitionKey'];
        await jobs.setSuspended(onlyOne<JobSelector>(by, names), suspended);
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
        const stacktrace = await jobs.getStacktrace(param(request, 'id'));
        return stacktrace === null ? empty : textAnswer(stacktrace);
      },
    ),
    post('/job/:id/execute', { summary: 'Executes a job now', answer: 'none' }, async (request) => {
      try {
        await jobs.execute(param(request, 'id'));
      } catch (error) {
        if (!EngineError.isInstance(error) || AuthorizationError.isInstance(error)) throw error;
        throw new RestError(error.message, 500, { numericCode: error.numericCode, cause: error });
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
        await jobs.setPriority(param(request, 'id'), priority);
        return empty;
      },
    ),
    put(
      '/job/:id/suspended',
      { summary: 'Suspends or activates a job', body: z.strictObject({ suspended: z.boolean() }), answer: 'none' },
      async (request) => {
        const { suspended } = await request.body();
        await jobs.setSuspended({ jobId: param(request, 'id') }, suspended);
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
        const { priority, includeJobs } = await request.body();
        await jobs.setDefinitionPriority(param(request, 'id'), priority, includeJobs);
        return empty;
      },
    ),
  ];
}
