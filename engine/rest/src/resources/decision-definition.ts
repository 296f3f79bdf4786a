import type { ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get, param } from '../http/route.js';
import type { RestRequest, Route } from '../http/route.js';
import { listRoutes } from '../query/list-routes.js';
import { decisionDefinitionFields } from '../query/repository.js';
import { decisionDefinitionDiagramDto, decisionDefinitionDto } from '../schema/index.js';

export function decisionDefinitionRoutes({ repository }: ProcessEngine): Route[] {
  const byKey = (request: Pick<RestRequest<unknown>, 'params'>) =>
    repository.getDecisionDefinitionByKey(param(request, 'key'), request.params['tenantId'] ?? null);
  const xml = async (id: string) => json({ id, dmnXml: await repository.getDecisionDefinitionXml(id) });
  return [
    ...listRoutes('/decision-definition', {
      row: decisionDefinitionDto,
      fields: decisionDefinitionFields,
      list: repository.listDecisionDefinitions,
      count: repository.countDecisionDefinitions,
    }),
    get(
      '/decision-definition/key/:key/tenant-id/:tenantId',
      { summary: 'Newest decision of a key of a tenant', answer: decisionDefinitionDto },
      async (request) => json(await byKey(request)),
    ),
    get(
      '/decision-definition/key/:key/xml',
      { summary: 'DMN of the newest decision of a key', answer: decisionDefinitionDiagramDto },
      async (request) => xml((await byKey(request)).id),
    ),
    get(
      '/decision-definition/key/:key',
      { summary: 'Newest decision of a key', answer: decisionDefinitionDto },
      async (request) => json(await byKey(request)),
    ),
    get(
      '/decision-definition/:id/xml',
      { summary: 'DMN of a decision', answer: decisionDefinitionDiagramDto },
      async (request) => xml(param(request, 'id')),
    ),
    get(
      '/decision-definition/:id',
      { summary: 'One decision definition', answer: decisionDefinitionDto },
      async (request) => json(await repository.getDecisionDefinition(param(request, 'id'))),
    ),
  ];
}
