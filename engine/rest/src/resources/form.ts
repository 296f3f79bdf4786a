import { NotFoundError } from '@anliu/engine-protocol';
import type { DeployedForm, ProcessEngine } from '@anliu/engine-protocol';
import { bytes, text } from '../http/answer.js';
import { get, param } from '../http/route.js';
import type { RestRequest, Route } from '../http/route.js';

const HTML = 'application/xhtml+xml';

const deployed = ({ content, kind }: DeployedForm) => bytes(content, kind === 'json' ? 'application/json' : HTML);

/** Generated and deployed forms of tasks and start events. */
export function formRoutes({ forms, repository }: ProcessEngine): Route[] {
  const rendered = (html: string | undefined, what: string) => {
    if (html === undefined) throw new NotFoundError(`No matching rendered form for ${what} found.`);
    return text(html, HTML);
  };
  type WithParams = Pick<RestRequest<unknown>, 'params'>;
  const byKey = async (request: WithParams): Promise<string> =>
    (await repository.getProcessDefinitionByKey(param(request, 'key'), request.params['tenantId'] ?? null)).id;
  const byId = async (request: WithParams): Promise<string> =>
    (await repository.getProcessDefinition(param(request, 'id'))).id;
  const start = (path: string, idOf: (request: WithParams) => Promise<string>): Route[] => [
    get(`${path}/rendered-form`, { summary: 'Generated start form', answer: 'text' }, async (request) => {
      const id = await idOf(request);
      return rendered(await forms.renderedStartForm(id), `process definition with the id ${id}`);
    }),
    get(`${path}/deployed-start-form`, { summary: 'Deployed start form', answer: 'bytes' }, async (request) =>
      deployed(await forms.deployedStartForm(await idOf(request))),
    ),
  ];
  return [
    get('/task/:id/rendered-form', { summary: 'Generated form of a task', answer: 'text' }, async (request) => {
      const id = param(request, 'id');
      return rendered(await forms.renderedTaskForm(id), `task with the id ${id}`);
    }),
    get('/task/:id/deployed-form', { summary: 'Deployed form of a task', answer: 'bytes' }, async (request) =>
      deployed(await forms.deployedTaskForm(param(request, 'id'))),
    ),
    ...start('/process-definition/key/:key/tenant-id/:tenantId', byKey),
    ...start('/process-definition/key/:key', byKey),
    ...start('/process-definition/:id', byId),
  ];
}
