import { z } from 'zod';
import { InvalidRequestError } from '@anliu/engine-protocol';
import type { FilterDto, ProcessEngine, TaskQuery } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { checked } from '../http/errors.js';
import { COLLECTION_LINKS, ENTITY_LINKS, resourceOptions } from '../http/resource-options.js';
import { del, flag, get, param, post, put } from '../http/route.js';
import type { RestRequest, Route } from '../http/route.js';
import { text } from '../http/schemas.js';
import { shownTask } from '../http/shown.js';
import { PAGING_FIELDS, SORTING_FIELDS, pagingOf, queryFromParams } from '../query/fields.js';
import { filterFields } from '../query/identity.js';
import { mergedQuery, storedTaskQuery } from '../query/stored-task-query.js';
import { countDto, filterDto, shownTaskDto } from '../schema/index.js';

const anyObject = z.record(z.string(), z.unknown());
const filterSchema = z.object({
  resourceType: z.string().nullish(),
  name: z.string().nullish(),
  owner: text,
  query: anyObject.nullish(),
  properties: anyObject.nullish(),
});

type Described = Pick<RestRequest<unknown>, 'params' | 'userId'>;

/** Saved task queries and what they find. */
export function filterRoutes({ filters, tasks }: ProcessEngine): Route[] {
  const inputOf = ({ resourceType, name, owner, query, properties }: z.output<typeof filterSchema>) => {
    if (resourceType !== 'Task')
      throw new InvalidRequestError(`Unable to create filter with invalid resource type '${resourceType ?? null}'`);
    if (!name) throw new InvalidRequestError('Unable to create filter with invalid content: a filter needs a name');
    const known = checked(storedTaskQuery, query ?? {}) as Record<string, unknown>;
    return { resourceType, name, owner: owner ?? null, query: known, properties: properties ?? {} };
  };
  const found = async (request: Described, extension: object = {}): Promise<TaskQuery> => {
    const { query } = await filters.get(param(request, 'id'));
    const merged = mergedQuery(query, extension);
    const { taskQuery } = storedQuery(filters.resolve(merged, request.userId));
    return taskQuery;
  };
  const counted = async (filter: FilterDto, request: Pick<Described, 'userId'>) => ({
    ...shownFilter(filter),
    itemCount: await tasks.count(storedQuery(filters.resolve(filter.query, request.userId)).taskQuery),
  });
  const single = async (query: TaskQuery) => {
    const rows = await tasks.list({ ...query, firstResult: 0, maxResults: 2 });
    if (rows.length > 1) throw new InvalidRequestError('Filter does not returns a valid single result');
    return rows[0] ? json(shownTask(rows[0])) : empty;
  };
  const list = async (query: TaskQuery, request: Pick<RestRequest<unknown>, 'query'>) =>
    json((await tasks.list({ ...query, ...pagingOf(request.query) } as TaskQuery)).map(shownTask));
  const byId = '/filter/:id';
  const extended = { body: storedTaskQuery };
  return [
    post('/filter/create', { summary: 'Saves a filter', body: filterSchema, answer: filterDto }, async (request) =>
      json(shownFilter(await filters.create(inputOf(await request.body())))),
    ),
    resourceOptions('/filter', COLLECTION_LINKS),
    get('/filter/count', { summary: 'Count of filters', query: filterFields, answer: countDto }, async ({ query }) =>
      json({ count: await filters.count(queryFromParams(filterFields, query)) }),
    ),
    get(
      '/filter',
      {
        summary: 'List of filters',
        query: { ...filterFields, ...PAGING_FIELDS, ...SORTING_FIELDS, itemCount: 'flag' },
        answer: z.array(filterDto),
      },
      async (request) => {
        const rows = await filters.list(queryFromParams(filterFields, request.query));
        if (!flag(request, 'itemCount')) return json(rows.map(shownFilter));
        return json(await Promise.all(rows.map((row) => counted(row, request))));
      },
    ),
    get(byId, { summary: 'One filter', query: { itemCount: 'flag' }, answer: filterDto }, async (request) => {
      const filter = await filters.get(param(request, 'id'));
      return json(flag(request, 'itemCount') ? await counted(filter, request) : shownFilter(filter));
    }),
    put(byId, { summary: 'Changes a filter', body: filterSchema, answer: 'none' }, async (request) => {
      const id = param(request, 'id');
      const { resourceType, ...input } = await request.body();
      const known = await filters.get(id);
      await filters.update(id, inputOf({ ...input, resourceType: resourceType ?? known.resourceType }));
      return empty;
    }),
    del(byId, { summary: 'Deletes a filter', answer: 'none' }, async (request) => {
      await filters.delete(param(request, 'id'));
      return empty;
    }),
    resourceOptions(byId, [...ENTITY_LINKS, ['GET', 'list', '/list'], ['GET', 'count', '/count']]),
    get(`${byId}/count`, { summary: 'How many tasks a filter finds', answer: countDto }, async (request) =>
      json({ count: await tasks.count(await found(request)) }),
    ),
    post(
      `${byId}/count`,
      { summary: 'How many tasks an extended filter finds', ...extended, answer: countDto },
      async (request) => json({ count: await tasks.count(await found(request, await request.body())) }),
    ),
    get(
      `${byId}/list`,
      { summary: 'Tasks a filter finds', query: PAGING_FIELDS, answer: z.array(shownTaskDto) },
      async (request) => list(await found(request), request),
    ),
    post(
      `${byId}/list`,
      { summary: 'Tasks an extended filter finds', query: PAGING_FIELDS, ...extended, answer: z.array(shownTaskDto) },
      async (request) => list(await found(request, await request.body()), request),
    ),
    get(
      `${byId}/singleResult`,
      { summary: 'The only task a filter finds', answer: [shownTaskDto, 'none'] },
      async (request) => single(await found(request)),
    ),
    post(
      `${byId}/singleResult`,
      { summary: 'The only task an extended filter finds', ...extended, answer: [shownTaskDto, 'none'] },
      async (request) => single(await found(request, await request.body())),
    ),
  ];
}

/** Clients find every list of conditions in the query, also when nobody has set one. */
const shownFilter = (filter: FilterDto): FilterDto => ({
  ...filter,
  query: { taskVariables: [], processVariables: [], caseInstanceVariables: [], orQueries: [], ...filter.query },
});

/** A resolved query checked once more: expressions may have given anything. */
function storedQuery(resolved: Record<string, unknown>): { taskQuery: TaskQuery } {
  const {
    withCommentAttachmentInfo: _comments,
    withTaskVariablesInReturn: _variables,
    withTaskLocalVariablesInReturn: _locals,
    ...query
  } = checked(storedTaskQuery, resolved) as Record<string, unknown>;
  return { taskQuery: query as TaskQuery };
}
