import { z } from 'zod';
import type { HistoricDetailQuery, ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get, param, post } from '../http/route.js';
import type { RestRequest, Route } from '../http/route.js';
import { PAGING_FIELDS, SORTING_FIELDS, pagingOf, queryFromParams, querySchema } from '../query/fields.js';
import { historicDetailFields } from '../query/history-detail.js';
import { countDto, historicDetailDto } from '../schema/index.js';
import { download } from './variables.js';

const fields = historicDetailFields;
const rows = z.array(historicDetailDto);
const SHOWN_BY = { deserializeValues: 'flag' } as const;
const shownBy = ({ query }: Pick<RestRequest<unknown>, 'query'>, name = 'deserializeValues') => ({
  deserializeValues: query.get(name)?.toLowerCase() !== 'false',
});

/** Every change of a variable and every submitted form field. */
export function historyDetailRoutes({ history }: ProcessEngine): Route[] {
  const query = { ...fields, ...PAGING_FIELDS, ...SORTING_FIELDS, ...SHOWN_BY };
  return [
    get(
      '/history/detail/count',
      { summary: 'Count of historic details', query: fields, answer: countDto },
      async (request) => json({ count: await history.countDetails(queryFromParams(fields, request.query)) }),
    ),
    get(
      '/history/detail',
      { summary: 'Changes of variables and submitted form fields', query, answer: rows },
      async (request) => json(await history.listDetails(queryFromParams(fields, request.query), shownBy(request))),
    ),
    post(
      '/history/detail',
      {
        summary: 'Changes of variables and submitted form fields, the query in the body',
        query: { ...PAGING_FIELDS, ...SHOWN_BY },
        body: querySchema(fields),
        answer: rows,
      },
      async (request) => {
        const query: HistoricDetailQuery = { ...(await request.body()), ...(pagingOf(request.query) as object) };
        return json(await history.listDetails(query, shownBy(request)));
      },
    ),
    get('/history/detail/:id/data', { summary: 'Content of a changed variable', answer: 'bytes' }, async (request) =>
      download(await history.getDetailData(param(request, 'id'))),
    ),
    get(
      '/history/detail/:id',
      { summary: 'One historic detail', query: { deserializeValue: 'flag' }, answer: historicDetailDto },
      async (request) => json(await history.getDetail(param(request, 'id'), shownBy(request, 'deserializeValue'))),
    ),
  ];
}
