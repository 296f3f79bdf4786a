import type { ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get, param } from '../http/route.js';
import type { RestRequest, Route } from '../http/route.js';
import { listRoutes } from '../query/list-routes.js';
import { decisionDefinitionFields } from '../query/repository.js';

export function decisionDefinitionRoutes({ repository }: ProcessEngine): Route[] {
  const byKey = (request: RestRequest) =>
    repository.getDecisionDefinitionByKey(param(request, 'key'), request.params['tenantId'] ?? null);
  const xml = async (id: string) => json({ id, dmnXml: await repository.getDecisionDefinitionXml(id) });
  return [
    ...listRoutes('/decision-definition', {
      fields: decisionDefinitionFields,
      list: repository.listDecisionDefinitions,
      count: repository.countDecisionDefinitions,
    }),
    get('/decision-definition/key/:key/tenant-id/:tenantId', async (request) => json(await byKey(request))),
    get('/decision-definition/key/:key/xml', async (request) => xml((await byKey(request)).id)),
    get('/decision-definition/key/:key', async (request) => json(await byKey(request))),
    get('/decision-definition/:id/xml', async (request) => xml(param(request, 'id'))),
    get('/decision-definition/:id', async (request) =>
      json(await repository.getDecisionDefinition(param(request, 'id'))),
    ),
  ];
}
