import { z } from 'zod';
import { json } from '../http/answer.js';
import { get, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { countDto } from '../schema/index.js';
import { PAGING_FIELDS, SORTING_FIELDS, pagingOf, queryFromParams, querySchema } from './fields.js';
import type { QueryFields } from './fields.js';

/** What a list needs of its service. */
export interface ListSource<Query> {
  readonly fields: QueryFields<Query>;
  readonly list: (query: Query) => Promise<readonly unknown[]>;
  readonly count: (query: Query) => Promise<number>;
  /** The schema of one row as it is shown. */
  readonly row?: z.ZodType;
  /** How one row is shown; as it is when absent. */
  readonly show?: (row: never) => unknown;
  /** Former names of fields that GET still takes. */
  readonly formerNames?: Readonly<Record<string, string>>;
  /** Parameters of the query string that change how rows are shown. */
  readonly shownBy?: Readonly<Record<string, 'flag'>>;
}

/** GET and POST of a list and of its count. */
export function listRoutes<Query extends object>(path: string, source: ListSource<Query>): Route[] {
  const { fields } = source;
  const body = querySchema<Query>(fields);
  const what = path.slice(1).replaceAll('/', ' ').replaceAll('-', ' ');
  const shown = (rows: readonly unknown[]) => (source.show ? rows.map((row) => source.show?.(row as never)) : rows);
  const answer = z.array(source.row ?? z.record(z.string(), z.unknown()));
  const queryOf = (parameters: URLSearchParams): Query =>
    queryFromParams(fields, underTheirNames(source.formerNames ?? {}, parameters));
  const query = { ...fields, ...PAGING_FIELDS, ...SORTING_FIELDS, ...source.shownBy };
  return [
    get(
      `${path}/count`,
      { summary: `Count of ${what}`, query: fields, answer: countDto },
      async ({ query: parameters }) => json({ count: await source.count(queryOf(parameters)) }),
    ),
    post(
      `${path}/count`,
      { summary: `Count of ${what}, the query in the body`, body, answer: countDto },
      async (request) => json({ count: await source.count(await request.body()) }),
    ),
    get(path, { summary: `List of ${what}`, query, answer }, async ({ query: parameters }) =>
      json(shown(await source.list(queryOf(parameters)))),
    ),
    post(
      path,
      {
        summary: `List of ${what}, the query in the body`,
        query: { ...PAGING_FIELDS, ...source.shownBy },
        body,
        answer,
      },
      async (request) => json(shown(await source.list({ ...(await request.body()), ...pagingOf(request.query) }))),
    ),
  ];
}

function underTheirNames(formerNames: Readonly<Record<string, string>>, given: URLSearchParams): URLSearchParams {
  const parameters = new URLSearchParams(given);
  for (const [former, name] of Object.entries(formerNames)) {
    const value = parameters.get(former);
    if (value !== null && !parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}
