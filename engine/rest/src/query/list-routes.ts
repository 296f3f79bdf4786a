import { json } from '../http/answer.js';
import { get, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { pagingOf, queryFromParams, querySchema } from './fields.js';
import type { QueryFields } from './fields.js';

/** What a list needs of its service. */
export interface ListSource<Query> {
  readonly fields: QueryFields<Query>;
  readonly list: (query: Query) => Promise<readonly unknown[]>;
  readonly count: (query: Query) => Promise<number>;
  /** How one row is shown; as it is when absent. */
  readonly show?: (row: never) => unknown;
}

/** GET and POST of a list and of its count. */
export function listRoutes<Query extends object>(path: string, source: ListSource<Query>): Route[] {
  const schema = querySchema<Query>(source.fields);
  const shown = (rows: readonly unknown[]) => (source.show ? rows.map((row) => source.show?.(row as never)) : rows);
  return [
    get(`${path}/count`, async ({ query }) =>
      json({ count: await source.count(queryFromParams(source.fields, query)) }),
    ),
    post(`${path}/count`, async (request) => json({ count: await source.count(await request.body(schema)) })),
    get(path, async ({ query }) => json(shown(await source.list(queryFromParams(source.fields, query))))),
    post(path, async (request) => {
      const query = { ...(await request.body(schema)), ...pagingOf(request.query) };
      return json(shown(await source.list(query)));
    }),
  ];
}
