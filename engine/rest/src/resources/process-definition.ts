import { z } from 'zod';
import type {
  DeleteDeploymentOptions,
  ProcessDefinitionDto,
  ProcessEngine,
  ProcessInstanceDto,
  StartInstruction,
  VariableMap,
} from '@anliu/engine-protocol';
import { InvalidRequestError, NotFoundError } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import { failingAs } from '../http/errors.js';
import { checkedInstructions, startInstructionSchema } from '../http/instructions.js';
import { diagram } from './deployed-diagram.js';
import { selfLink } from '../http/links.js';
import { unknownAs, whereFound } from '../http/unknown.js';
import { del, flag, get, param, post, put } from '../http/route.js';
import type { Declaration, MakeRoute } from '../http/route.js';
import type { RestRequest, Route } from '../http/route.js';
import { flag as flagField, present, suspended, text, variablesSchema } from '../http/schemas.js';
import { namedIn, shownForm, shownInstance } from '../http/shown.js';
import { listRoutes } from '../query/list-routes.js';
import { processDefinitionFields } from '../query/repository.js';
import {
  calledProcessDefinitionDto,
  processDefinitionDiagramDto,
  processDefinitionDto,
  shownActivityStatisticsDto,
  shownFormDto,
  shownInstanceDto,
  shownStatisticsDto,
  variableMap,
} from '../schema/index.js';

const startSchema = z.object({
  variables: variablesSchema,
  businessKey: text,
  caseInstanceId: text,
  startInstructions: z.array(startInstructionSchema).nullish(),
  skipCustomListeners: flagField,
  skipIoMappings: flagField,
  withVariablesInReturn: flagField,
});
const submitSchema = z.object({ variables: variablesSchema, businessKey: text });
const suspendSchema = z.object({
  suspended,
  includeProcessInstances: flagField,
  executionDate: text,
});
const suspendByKeySchema = suspendSchema.extend({ processDefinitionId: text, processDefinitionKey: text });
const notDeployed = (id: string): string =>
  `no deployed process definition found with id '${id}': processDefinition is null`;
const historySchema = z.object({ historyTimeToLive: z.number().int().min(0).nullable() });

const deleteOptions = (request: Pick<RestRequest<unknown>, 'query'>): DeleteDeploymentOptions => ({
  cascade: flag(request, 'cascade'),
  skipCustomListeners: flag(request, 'skipCustomListeners'),
  skipIoMappings: flag(request, 'skipIoMappings'),
});

/** A new instance, with where it is. */
const started = (
  { raw }: Pick<RestRequest<unknown>, 'raw'>,
  instance: ProcessInstanceDto & { readonly variables?: VariableMap },
): Answer =>
  json({
    ...shownInstance(instance),
    links: [selfLink(raw, 'process-definition', `/process-instance/${instance.id}`)],
  });

/** One operation, addressed by definition id, by key, and by key and tenant. */
type Addressed<Body = unknown> = (
  request: RestRequest<Body>,
  definition: ProcessDefinitionDto,
) => ReturnType<Route['handle']>;

export function processDefinitionRoutes(engine: ProcessEngine): Route[] {
  const { repository, runtime } = engine;

  type WithParams = Pick<RestRequest<unknown>, 'params'>;
  const byId = (request: WithParams): Promise<ProcessDefinitionDto> =>
    repository.getProcessDefinition(param(request, 'id'));
  const byKey = (request: WithParams) =>
    unknownAs({ status: 404, type: 'RestException' }, () =>
      repository.getProcessDefinitionByKey(param(request, 'key'), request.params['tenantId'] ?? null),
    );
  const everyWay = <Body extends z.ZodType>(
    make: MakeRoute,
    suffix: string,
    declaration: Declaration<Body>,
    handle: Addressed<z.output<Body>>,
  ): Route[] => {
    const summary = (by: string) => ({ ...declaration, summary: `${declaration.summary}, by ${by}` });
    return [
      make(`/process-definition/key/:key/tenant-id/:tenantId${suffix}`, summary('key and tenant'), async (r) =>
        handle(r, await byKey(r)),
      ),
      make(`/process-definition/key/:key${suffix}`, summary('key'), async (r) => handle(r, await byKey(r))),
      make(`/process-definition/:id${suffix}`, summary('id'), async (r) => handle(r, await byId(r))),
    ];
  };

  const start: Addressed<z.output<typeof startSchema>> = (request, definition) =>
    failingAs(`Cannot instantiate process definition ${definition.id}`, async () => {
      const { startInstructions, variables, ...rest } = await request.body();
      const instance = await runtime.startProcessInstance({
        processDefinitionId: definition.id,
        ...present(rest),
        ...(variables ? { variables } : {}),
        ...(startInstructions
          ? { startInstructions: checkedInstructions(startInstructions) as StartInstruction[] }
          : {}),
      });
      const { variables: returned, ...dto } = instance;
      return started(request, rest.withVariablesInReturn ? { ...dto, variables: returned } : dto);
    });

  return [
    get(
      '/process-definition/statistics',
      {
        summary: 'Running instances, failed jobs and incidents of every definition',
        query: { failedJobs: 'flag', incidents: 'flag', rootIncidents: 'flag', incidentsForType: 'text' },
        answer: z.array(shownStatisticsDto),
      },
      async () =>
        json(
          (await repository.getProcessDefinitionStatistics()).map((row) => ({
            '@class': 'ProcessDefinitionStatisticsResultDto',
            ...row,
          })),
        ),
    ),
    put(
      '/process-definition/suspended',
      { summary: 'Suspends or activates definitions', body: suspendByKeySchema, answer: 'none' },
      async (request) => {
        const { processDefinitionKey, processDefinitionId, ...input } = await request.body();
        if (processDefinitionId && processDefinitionKey)
          throw new InvalidRequestError(
            'Only one of processDefinitionId or processDefinitionKey should be set to update the suspension state.',
          );
        const selector = processDefinitionId
          ? { processDefinitionId }
          : processDefinitionKey
            ? { processDefinitionKey }
            : undefined;
        if (!selector)
          throw new InvalidRequestError(
            'Either processDefinitionId or processDefinitionKey should be set to update the suspension state.',
          );
        await repository.setProcessDefinitionSuspended(selector, input);
        return empty;
      },
    ),
    ...listRoutes('/process-definition', {
      row: processDefinitionDto,
      fields: processDefinitionFields,
      formerNames: { latest: 'latestVersion', ver: 'version' },
      list: repository.listProcessDefinitions,
      count: repository.countProcessDefinitions,
    }),
    ...everyWay(
      get,
      '/xml',
      { summary: 'BPMN of a definition', answer: processDefinitionDiagramDto },
      async (_request, { id }) => json({ id, bpmn20Xml: await repository.getProcessDefinitionXml(id) }),
    ),
    ...everyWay(
      get,
      '/diagram',
      { summary: 'The picture deployed beside a definition', answer: ['bytes', 'none'] },
      async (_request, { deploymentId, resource, key }) => diagram(engine, deploymentId, resource, key),
    ),
    ...everyWay(
      get,
      '/startForm',
      { summary: 'Form reference of the start event', answer: shownFormDto },
      async (_request, { id }) => json(shownForm(await repository.getStartForm(id), `/process-definition/${id}`)),
    ),
    ...everyWay(
      get,
      '/form-variables',
      {
        summary: 'Variables of the start form',
        query: { variableNames: 'texts', deserializeValues: 'flag' },
        answer: variableMap,
      },
      async ({ query }, { id }) => json(namedIn(query, await repository.getStartFormVariables(id))),
    ),
    ...everyWay(
      get,
      '/statistics',
      { summary: 'Running instances per activity', answer: z.array(shownActivityStatisticsDto) },
      async (_request, { id }) =>
        json(
          (await repository.getActivityStatistics(id)).map((row) => ({
            '@class': 'ActivityStatisticsResultDto',
            ...row,
          })),
        ),
    ),
    get(
      '/process-definition/:id/static-called-process-definitions',
      { summary: 'Definitions that call activities name literally', answer: z.array(calledProcessDefinitionDto) },
      async (request) => {
        const id = param(request, 'id');
        return json(
          await unknownAs({ status: 404, message: notDeployed(id) }, () =>
            repository.getStaticCalledProcessDefinitions(id),
          ),
        );
      },
    ),
    ...everyWay(post, '/start', { summary: 'Starts an instance', body: startSchema, answer: shownInstanceDto }, start),
    ...everyWay(
      post,
      '/submit-form',
      { summary: 'Starts an instance from its form', body: submitSchema, answer: shownInstanceDto },
      (request, { id }) =>
        failingAs(`Cannot instantiate process definition ${id}`, async () => {
          const { variables, businessKey } = await request.body();
          const { variables: _returned, ...instance } = await runtime.startProcessInstance({
            processDefinitionId: id,
            isForm: true,
            ...(businessKey ? { businessKey } : {}),
            ...(variables ? { variables } : {}),
          });
          return started(request, instance);
        }),
    ),
    put(
      '/process-definition/:id/suspended',
      { summary: 'Suspends or activates a definition', body: suspendSchema, answer: 'none' },
      async (request) => {
        const input = await request.body();
        await whereFound(() =>
          repository.setProcessDefinitionSuspended({ processDefinitionId: param(request, 'id') }, input),
        );
        return empty;
      },
    ),
    put(
      '/process-definition/key/:key/suspended',
      { summary: 'Suspends or activates the definitions of a key', body: suspendSchema, answer: 'none' },
      async (request) => {
        const input = await request.body();
        await repository.setProcessDefinitionSuspended({ processDefinitionKey: param(request, 'key') }, input);
        return empty;
      },
    ),
    put(
      '/process-definition/key/:key/tenant-id/:tenantId/suspended',
      { summary: 'Suspends or activates the definitions of a key of a tenant', body: suspendSchema, answer: 'none' },
      async (request) => {
        const input = await request.body();
        await repository.setProcessDefinitionSuspended(
          { processDefinitionKey: param(request, 'key'), tenantId: param(request, 'tenantId') },
          input,
        );
        return empty;
      },
    ),
    ...everyWay(
      put,
      '/history-time-to-live',
      { summary: 'Sets the days finished instances are kept', body: historySchema, answer: 'none' },
      async (request, { id }) => {
        const { historyTimeToLive } = await request.body();
        await repository.setProcessDefinitionHistoryTimeToLive(id, historyTimeToLive);
        return empty;
      },
    ),
    get(
      '/process-definition/key/:key/tenant-id/:tenantId',
      { summary: 'Newest definition of a key of a tenant', answer: processDefinitionDto },
      async (request) => json(await byKey(request)),
    ),
    get(
      '/process-definition/key/:key',
      { summary: 'Newest definition of a key', answer: processDefinitionDto },
      async (request) => json(await byKey(request)),
    ),
    get(
      '/process-definition/:id',
      { summary: 'One process definition', answer: processDefinitionDto },
      async (request) => json(await byId(request)),
    ),
    ...['/process-definition/key/:key/tenant-id/:tenantId', '/process-definition/key/:key'].map((path) =>
      del(
        path,
        {
          summary: 'Deletes all definitions of a key',
          query: { cascade: 'flag', skipCustomListeners: 'flag', skipIoMappings: 'flag' },
          answer: 'none',
        },
        async (request) => {
          const key = param(request, 'key');
          const tenantId = request.params['tenantId'];
          const versions = await repository.listProcessDefinitions({
            key,
            ...(tenantId === undefined ? { withoutTenantId: true } : { tenantIdIn: [tenantId] }),
            sorting: [{ sortBy: 'version', sortOrder: 'desc' }],
          });
          if (versions.length === 0) throw new NotFoundError(`No process definition found with key '${key}'`);
          for (const { id } of versions) await repository.deleteProcessDefinition(id, deleteOptions(request));
          return empty;
        },
      ),
    ),
    del(
      '/process-definition/:id',
      {
        summary: 'Deletes a definition',
        query: { cascade: 'flag', skipCustomListeners: 'flag', skipIoMappings: 'flag' },
        answer: 'none',
      },
      async (request) => {
        await repository.deleteProcessDefinition(param(request, 'id'), deleteOptions(request));
        return empty;
      },
    ),
  ];
}
