import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { flag, get, param } from '../http/route.js';
import type { Route } from '../http/route.js';
import { cleanableDecisionReportFields, historicDecisionInstanceFields } from '../query/decision.js';
import { PAGING_FIELDS, SORTING_FIELDS, queryFromParams } from '../query/fields.js';
import { listRoutes } from '../query/list-routes.js';
import {
  cleanableDecisionReportDto,
  countDto,
  decisionEvaluationStatisticsDto,
  historicDecisionInstanceDto,
} from '../schema/index.js';

export function decisionHistoryRoutes({ decisions }: ProcessEngine): Route[] {
  const report = '/history/decision-definition/cleanable-decision-instance-report';
  return [
    ...listRoutes('/history/decision-instance', {
      row: historicDecisionInstanceDto,
      fields: historicDecisionInstanceFields,
      list: decisions.listHistoricDecisionInstances,
      count: decisions.countHistoricDecisionInstances,
    }),
    get(
      '/history/decision-instance/:id',
      {
        summary: 'One evaluation of a decision',
        query: { includeInputs: 'flag', includeOutputs: 'flag' },
        answer: historicDecisionInstanceDto,
      },
      async (request) =>
        json(
          await decisions.getHistoricDecisionInstance(param(request, 'id'), {
            includeInputs: flag(request, 'includeInputs'),
            includeOutputs: flag(request, 'includeOutputs'),
          }),
        ),
    ),
    get(
      '/history/decision-requirements-definition/:id/statistics',
      {
        summary: 'How often the decisions of a model were evaluated',
        query: { decisionInstanceId: 'text' },
        answer: z.array(decisionEvaluationStatisticsDto),
      },
      async (request) =>
        json(
          await decisions.getDecisionEvaluationStatistics(
            param(request, 'id'),
            request.query.get('decisionInstanceId') ?? undefined,
          ),
        ),
    ),
    get(
      `${report}/count`,
      { summary: 'Count of the cleanup report', query: cleanableDecisionReportFields, answer: countDto },
      async ({ query }) =>
        json({
          count: await decisions.countCleanableDecisionReports(queryFromParams(cleanableDecisionReportFields, query)),
        }),
    ),
    get(
      report,
      {
        summary: 'Evaluations that are older than their time to live, by decision',
        query: { ...cleanableDecisionReportFields, ...PAGING_FIELDS, ...SORTING_FIELDS },
        answer: z.array(cleanableDecisionReportDto),
      },
      async ({ query }) =>
        json(await decisions.listCleanableDecisionReports(queryFromParams(cleanableDecisionReportFields, query))),
    ),
  ];
}
