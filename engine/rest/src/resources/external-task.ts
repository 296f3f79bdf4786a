import { z } from 'zod';
import { BadUserRequestError, InvalidRequestError, NotFoundError, RestError } from '@anliu/engine-protocol';
import type { ExternalTaskQuery, FetchTopic, ProcessEngine } from '@anliu/engine-protocol';
import { empty, json, text as textAnswer } from '../http/answer.js';
import { get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { present, text, texts, variablesSchema } from '../http/schemas.js';
import { MAX_ASYNC_RESPONSE_TIMEOUT_MS, MAX_FETCH_TASKS, MAX_FETCH_TOPICS, MAX_LOCK_DURATION_MS } from '../limits.js';
import { queryFromParams } from '../query/fields.js';
import { listRoutes } from '../query/list-routes.js';
import { externalTaskFields } from '../query/work.js';
import { externalTaskDto, lockedExternalTaskDto } from '../schema/index.js';

const workerId = z.string().min(1);
const duration = z.number().int().positive().max(MAX_LOCK_DURATION_MS);

const topicSchema = z.object({
  topicName: z.string(),
  lockDuration: duration,
  variables: texts.nullish(),
  localVariables: z.boolean().nullish(),
  deserializeValues: z.boolean().nullish(),
  businessKey: text,
  processDefinitionId: text,
  processDefinitionIdIn: texts.nullish(),
  processDefinitionKey: text,
  processDefinitionKeyIn: texts.nullish(),
  processDefinitionVersionTag: text,
  processVariables: z.record(z.string(), z.unknown()).nullish(),
  tenantIdIn: texts.nullish(),
  withoutTenantId: z.boolean().nullish(),
  includeExtensionProperties: z.boolean().nullish(),
});
const fetchSchema = z.object({
  workerId,
  maxTasks: z.number().int().min(0).max(MAX_FETCH_TASKS),
  usePriority: z.boolean().nullish(),
  asyncResponseTimeout: z.number().int().min(0).nullish(),
  sorting: z.array(z.object({ sortBy: z.literal('createTime'), sortOrder: z.enum(['asc', 'desc']) })).nullish(),
  topics: z.array(topicSchema).max(MAX_FETCH_TOPICS).nullish(),
});
const completeSchema = z.object({ workerId, variables: variablesSchema, localVariables: variablesSchema });
const failureSchema = z.object({
  workerId,
  errorMessage: text,
  errorDetails: text,
  retries: z.number().int().min(0).nullish(),
  retryTimeout: z.number().int().min(0).nullish(),
  variables: variablesSchema,
  localVariables: variablesSchema,
});
const bpmnErrorSchema = z.object({
  workerId,
  errorCode: z.string().min(1),
  errorMessage: text,
  variables: variablesSchema,
});
const lockSchema = z.object({ workerId, lockDuration: duration });
const extendSchema = z.object({ workerId, newDuration: duration });
const retriesSchema = z.object({ retries: z.number().int().min(0) });
const prioritySchema = z.object({ priority: z.number().int() });

/** Camunda answers these commands' refusals as RestException with the refusal's own status. */
async function asRestException<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (NotFoundError.isInstance(error)) throw new RestError(error.message, 404, { cause: error });
    if (BadUserRequestError.isInstance(error)) throw new RestError(error.message, 400, { cause: error });
    throw error;
  }
}

/** A topic listed twice keeps its last entry. */
const distinctTopics = (topics: readonly z.output<typeof topicSchema>[]): FetchTopic[] => [
  ...new Map(topics.map((topic) => [topic.topicName, present(topic) as unknown as FetchTopic])).values(),
];

/** Topics are few and come from all tasks: a page would hide some. */
function topicQuery(params: URLSearchParams): ExternalTaskQuery {
  const { firstResult: _first, maxResults: _max, ...query } = queryFromParams(externalTaskFields, params);
  return query;
}

export function externalTaskRoutes({ externalTasks }: ProcessEngine): Route[] {
  return [
    post(
      '/external-task/fetchAndLock',
      {
        summary: 'Fetches and locks tasks for a worker; waits when asked to',
        body: fetchSchema,
        answer: z.array(lockedExternalTaskDto),
      },
      async (request) => {
        const { topics, usePriority, asyncResponseTimeout, sorting, ...rest } = await request.body();
        if ((asyncResponseTimeout ?? 0) > MAX_ASYNC_RESPONSE_TIMEOUT_MS)
          throw new InvalidRequestError(
            `The asynchronous response timeout cannot be set to a value greater than ${MAX_ASYNC_RESPONSE_TIMEOUT_MS} milliseconds`,
          );
        const { signal } = request;
        const locked = await externalTasks.fetchAndLock(
          {
            ...rest,
            usePriority: usePriority ?? false,
            topics: distinctTopics(topics ?? []),
            ...(asyncResponseTimeout ? { asyncResponseTimeout } : {}),
            ...(sorting ? { sorting } : {}),
          },
          { signal },
        );
        // The caller left between the lock and the answer: nobody would work on these until the lock expires.
        if (signal.aborted) await Promise.allSettled(locked.map(({ id }) => externalTasks.unlock(id)));
        return json(locked);
      },
    ),
    get(
      '/external-task/topic-names',
      {
        summary: 'Topics of external tasks',
        query: { withLockedTasks: 'flag', withUnlockedTasks: 'flag', withRetriesLeft: 'flag' },
        answer: z.array(z.string()),
      },
      async (request) =>
        json(
          await externalTasks.getTopicNames({
            ...topicQuery(request.query),
            ...(request.query.get('withLockedTasks') === 'true' ? { locked: true } : {}),
            ...(request.query.get('withUnlockedTasks') === 'true' ? { notLocked: true } : {}),
          }),
        ),
    ),
    ...listRoutes('/external-task', {
      row: externalTaskDto,
      fields: externalTaskFields,
      list: externalTasks.list,
      count: externalTasks.count,
    }),
    get('/external-task/:id', { summary: 'One external task', answer: externalTaskDto }, async (request) =>
      json(await externalTasks.get(param(request, 'id'))),
    ),
    get(
      '/external-task/:id/errorDetails',
      { summary: 'Details of the last failure', answer: ['text', 'none'] },
      async (request) => {
        const details = await externalTasks.getErrorDetails(param(request, 'id'));
        return details === null ? empty : textAnswer(details);
      },
    ),
    post(
      '/external-task/:id/complete',
      { summary: 'Completes an external task', body: completeSchema, answer: 'none' },
      async (request) => {
        const input = await request.body();
        await asRestException(() => externalTasks.complete(param(request, 'id'), present(input)));
        return empty;
      },
    ),
    post(
      '/external-task/:id/failure',
      { summary: 'Reports a failure', body: failureSchema, answer: 'none' },
      async (request) => {
        const { retries, ...input } = await request.body();
        await asRestException(() =>
          externalTasks.handleFailure(param(request, 'id'), { ...present(input), retries: retries ?? 0 }),
        );
        return empty;
      },
    ),
    post(
      '/external-task/:id/bpmnError',
      { summary: 'Reports a BPMN error', body: bpmnErrorSchema, answer: 'none' },
      async (request) => {
        const input = await request.body();
        await asRestException(() => externalTasks.handleBpmnError(param(request, 'id'), present(input)));
        return empty;
      },
    ),
    post(
      '/external-task/:id/lock',
      { summary: 'Locks an external task', body: lockSchema, answer: 'none' },
      async (request) => {
        const input = await request.body();
        await asRestException(() => externalTasks.lock(param(request, 'id'), input));
        return empty;
      },
    ),
    post(
      '/external-task/:id/extendLock',
      { summary: 'Extends a lock', body: extendSchema, answer: 'none' },
      async (request) => {
        const input = await request.body();
        await asRestException(() => externalTasks.extendLock(param(request, 'id'), input));
        return empty;
      },
    ),
    // The npm client sends neither a body nor a content type here.
    post('/external-task/:id/unlock', { summary: 'Releases a lock', answer: 'none' }, async (request) => {
      await asRestException(() => externalTasks.unlock(param(request, 'id')));
      return empty;
    }),
    put(
      '/external-task/:id/retries',
      { summary: 'Sets the retries', body: retriesSchema, answer: 'none' },
      async (request) => {
        const { retries } = await request.body();
        await asRestException(() => externalTasks.setRetries([param(request, 'id')], retries));
        return empty;
      },
    ),
    put(
      '/external-task/:id/priority',
      { summary: 'Sets the priority', body: prioritySchema, answer: 'none' },
      async (request) => {
        const { priority } = await request.body();
        await asRestException(() => externalTasks.setPriority(param(request, 'id'), priority));
        return empty;
      },
    ),
  ];
}
