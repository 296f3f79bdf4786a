import type { DecisionRequirementsDefinitionDto, ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get, param } from '../http/route.js';
import type { Declaration, RestRequest, Route } from '../http/route.js';
import { decisionRequirementsDefinitionFields } from '../query/decision.js';
import { listRoutes } from '../query/list-routes.js';
import { decisionRequirementsDefinitionDto, decisionRequirementsDefinitionXmlDto } from '../schema/index.js';
import { diagram } from './deployed-diagram.js';

type Addressed = (definition: DecisionRequirementsDefinitionDto) => ReturnType<Route['handle']>;
type Request = Pick<RestRequest<unknown>, 'params'>;

export function decisionRequirementsDefinitionRoutes(engine: ProcessEngine): Route[] {
  const { decisions } = engine;
  const path = '/decision-requirements-definition';
  const byKey = (request: Request) =>
    decisions.getDecisionRequirementsDefinitionByKey(param(request, 'key'), request.params['tenantId'] ?? null);
  const byId = (request: Request) => decisions.getDecisionRequirementsDefinition(param(request, 'id'));
  const everyWay = (suffix: string, declaration: Declaration, handle: Addressed): Route[] => [
    get(`${path}/key/:key/tenant-id/:tenantId${suffix}`, declaration, async (r) => handle(await byKey(r))),
    get(`${path}/key/:key${suffix}`, declaration, async (r) => handle(await byKey(r))),
    get(`${path}/:id${suffix}`, declaration, async (r) => handle(await byId(r))),
  ];
  return [
    ...listRoutes(path, {
      row: decisionRequirementsDefinitionDto,
      fields: decisionRequirementsDefinitionFields,
      list: decisions.listDecisionRequirementsDefinitions,
      count: decisions.countDecisionRequirementsDefinitions,
    }),
    ...everyWay(
      '/xml',
      { summary: 'DMN of a decision requirements definition', answer: decisionRequirementsDefinitionXmlDto },
      async ({ id }) => json({ id, dmnXml: await decisions.getDecisionRequirementsDefinitionXml(id) }),
    ),
    ...everyWay(
      '/diagram',
      { summary: 'The picture deployed beside a decision requirements definition', answer: ['bytes', 'none'] },
      async ({ deploymentId, resource, key }) => diagram(engine, deploymentId, resource, key),
    ),
    ...everyWay(
      '',
      { summary: 'One decision requirements definition', answer: decisionRequirementsDefinitionDto },
      async (definition) => json(definition),
    ),
  ];
}
