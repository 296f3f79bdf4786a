import { z } from 'zod';
import type { DecisionDefinitionDto, ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import { failingAs } from '../http/errors.js';
import { get, param, post, put } from '../http/route.js';
import type { Declaration, MakeRoute, RestRequest, Route } from '../http/route.js';
import { variablesSchema } from '../http/schemas.js';
import { decisionDefinitionFields } from '../query/decision.js';
import { listRoutes } from '../query/list-routes.js';
import { decisionDefinitionDiagramDto, decisionDefinitionDto, decisionResultDto } from '../schema/index.js';
import { diagram } from './deployed-diagram.js';

const evaluateSchema = z.object({ variables: variablesSchema });
const historySchema = z.object({ historyTimeToLive: z.number().int().min(0).nullish() });

export function decisionDefinitionRoutes(engine: ProcessEngine): Route[] {
  const { decisions } = engine;
  const byKey = (request: Pick<RestRequest<unknown>, 'params'>) =>
    decisions.getDecisionDefinitionByKey(param(request, 'key'), request.params['tenantId'] ?? null);
  const byId = (request: Pick<RestRequest<unknown>, 'params'>) => decisions.getDecisionDefinition(param(request, 'id'));
  /** One operation, addressed by definition id, by key, and by key and tenant. */
  const everyWay = <Body extends z.ZodType>(
    make: MakeRoute,
    suffix: string,
    declaration: Declaration<Body>,
    handle: (request: RestRequest<z.output<Body>>, definition: DecisionDefinitionDto) => Promise<Answer>,
  ): Route[] => [
    make(`/decision-definition/key/:key/tenant-id/:tenantId${suffix}`, declaration, async (request) =>
      handle(request, await byKey(request)),
    ),
    make(`/decision-definition/key/:key${suffix}`, declaration, async (request) =>
      handle(request, await byKey(request)),
    ),
    make(`/decision-definition/:id${suffix}`, declaration, async (request) => handle(request, await byId(request))),
  ];
  return [
    ...listRoutes('/decision-definition', {
      row: decisionDefinitionDto,
      fields: decisionDefinitionFields,
      list: decisions.listDecisionDefinitions,
      count: decisions.countDecisionDefinitions,
    }),
    ...everyWay(
      get,
      '/xml',
      { summary: 'DMN of a decision', answer: decisionDefinitionDiagramDto },
      async (_request, { id }) => json({ id, dmnXml: await decisions.getDecisionDefinitionXml(id) }),
    ),
    ...everyWay(
      get,
      '/diagram',
      { summary: 'The picture deployed beside a decision', answer: ['bytes', 'none'] },
      async (_request, { deploymentId, resource, key }) => diagram(engine, deploymentId, resource, key),
    ),
    ...everyWay(
      post,
      '/evaluate',
      { summary: 'Evaluates a decision', body: evaluateSchema, answer: decisionResultDto },
      (request, { id }) =>
        failingAs(`Cannot evaluate decision ${id}`, async () => {
          const { variables } = await request.body();
          return json(await decisions.evaluateDecision(id, variables ?? {}, { userId: request.userId }));
        }),
    ),
    ...everyWay(
      put,
      '/history-time-to-live',
      { summary: 'How long the evaluations of a decision are kept', body: historySchema, answer: 'none' },
      async (request, { id }) => {
        const { historyTimeToLive } = await request.body();
        await decisions.setDecisionDefinitionHistoryTimeToLive(id, historyTimeToLive ?? null);
        return empty;
      },
    ),
    ...everyWay(
      get,
      '',
      { summary: 'One decision definition', answer: decisionDefinitionDto },
      async (_request, definition) => json(definition),
    ),
  ];
}
