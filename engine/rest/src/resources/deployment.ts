import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { InvalidRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { DeploymentInput, DeploymentResourceDto, ProcessEngine } from '@anliu/engine-protocol';
import { bytes, empty, json } from '../http/answer.js';
import { selfLink } from '../http/links.js';
import type { Multipart } from '../http/multipart.js';
import { del, flag, get, param, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { shownDeployment } from '../http/shown.js';
import { texts } from '../http/schemas.js';
import { listRoutes } from '../query/list-routes.js';
import { deploymentFields } from '../query/repository.js';
import { createdDeploymentDto, deploymentResourceDto, shownDeploymentDto } from '../schema/index.js';

/** Parts of the form that are options; every other part is a resource. */
const OPTION_PARTS = new Set([
  'deployment-name',
  'deployment-source',
  'enable-duplicate-filtering',
  'deploy-changed-only',
  'tenant-id',
  'deployment-activation-time',
]);

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  bpmn: 'application/xml',
  dmn: 'application/xml',
  xml: 'application/xml',
  html: 'text/plain',
  form: 'application/json',
  json: 'application/json',
  txt: 'text/plain',
  svg: 'image/svg+xml',
  png: 'image/png',
};

const contentTypeOf = (name: string): string =>
  CONTENT_TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';

function deploymentInput({ fields, files }: Multipart): DeploymentInput {
  const isTrue = (name: string) => fields.get(name)?.toLowerCase() === 'true';
  const texts = [...fields].filter(([name]) => !OPTION_PARTS.has(name));
  const resources = [
    ...files
      .filter(({ field }) => !OPTION_PARTS.has(field))
      .map(({ filename, bytes }) => ({ name: filename, content: bytes })),
    ...texts.map(([name, content]) => ({ name, content })),
  ];
  if (resources.length === 0) throw new InvalidRequestError('No deployment resources contained in the form upload.');
  return {
    name: fields.get('deployment-name') ?? null,
    source: fields.get('deployment-source') ?? null,
    tenantId: fields.get('tenant-id') ?? null,
    enableDuplicateFiltering: isTrue('enable-duplicate-filtering'),
    deployChangedOnly: isTrue('deploy-changed-only'),
    activationTime: fields.get('deployment-activation-time') ?? null,
    resources,
  };
}

const redeploySchema = z.object({
  resourceIds: texts.nullish(),
  resourceNames: texts.nullish(),
  source: z.string().nullish(),
});

/** Resources chosen by id or name; without a choice all of them. @throws NotFoundError naming those that are not there */
function resourcesToRedeploy(
  deploymentId: string,
  resources: readonly DeploymentResourceDto[],
  chosen: { readonly id: readonly string[]; readonly name: readonly string[] },
): readonly DeploymentResourceDto[] {
  for (const by of ['id', 'name'] as const) {
    const missing = chosen[by].filter((wanted) => !resources.some((resource) => resource[by] === wanted));
    if (missing.length > 0)
      throw new NotFoundError(
        `Cannot redeploy deployment '${deploymentId}': The deployment with id '${deploymentId}' does not contain the following resources with ${by}: ${missing.join(', ')}`,
      );
  }
  if (chosen.id.length + chosen.name.length === 0) return resources;
  return resources.filter(({ id, name }) => chosen.id.includes(id) || chosen.name.includes(name));
}

export function deploymentRoutes({ repository }: ProcessEngine): Route[] {
  const created = (raw: IncomingMessage, deployment: Awaited<ReturnType<typeof repository.createDeployment>>) =>
    json({
      ...shownDeployment(deployment),
      links: [selfLink(raw, 'deployment', `/deployment/${deployment.id}`)],
      deployedCaseDefinitions: null,
    });
  return [
    post(
      '/deployment/create',
      {
        summary: 'Deploys resources',
        parts: {
          'deployment-name': 'text',
          'deployment-source': 'text',
          'enable-duplicate-filtering': 'text',
          'deploy-changed-only': 'text',
          'deployment-activation-time': 'text',
          'tenant-id': 'text',
          data: 'file',
        },
        answer: createdDeploymentDto,
      },
      async (request) =>
        created(request.raw, await repository.createDeployment(deploymentInput(await request.multipart()))),
    ),
    get(
      '/deployment/registered',
      { summary: 'Ids of the deployments this engine works on', answer: z.array(z.string()) },
      async () => json((await repository.listDeployments()).map((deployment) => deployment.id)),
    ),
    ...listRoutes('/deployment', {
      row: shownDeploymentDto,
      fields: deploymentFields,
      list: repository.listDeployments,
      count: repository.countDeployments,
      show: shownDeployment,
    }),
    get('/deployment/:id', { summary: 'One deployment', answer: shownDeploymentDto }, async (request) =>
      json(shownDeployment(await repository.getDeployment(param(request, 'id')))),
    ),
    del(
      '/deployment/:id',
      {
        summary: 'Deletes a deployment',
        query: { cascade: 'flag', skipCustomListeners: 'flag', skipIoMappings: 'flag' },
        answer: 'none',
      },
      async (request) => {
        await repository.deleteDeployment(param(request, 'id'), {
          cascade: flag(request, 'cascade'),
          skipCustomListeners: flag(request, 'skipCustomListeners'),
          skipIoMappings: flag(request, 'skipIoMappings'),
        });
        return empty;
      },
    ),
    post(
      '/deployment/:id/redeploy',
      { summary: 'Deploys resources of a deployment again', body: redeploySchema, answer: createdDeploymentDto },
      async (request) => {
        const id = param(request, 'id');
        const { resourceIds, resourceNames, source } = await request.body();
        const { name, tenantId } = await repository.getDeployment(id);
        const wanted = resourcesToRedeploy(id, await repository.listDeploymentResources(id), {
          id: resourceIds ?? [],
          name: resourceNames ?? [],
        });
        const resources = await Promise.all(
          wanted.map(async (resource) => ({
            name: resource.name,
            content: await repository.getDeploymentResourceData(id, resource.id),
          })),
        );
        return created(
          request.raw,
          await repository.createDeployment({ name, tenantId, source: source ?? null, resources }),
        );
      },
    ),
    get(
      '/deployment/:id/resources',
      { summary: 'Resources of a deployment', answer: z.array(deploymentResourceDto) },
      async (request) => json(await repository.listDeploymentResources(param(request, 'id'))),
    ),
    get(
      '/deployment/:id/resources/:resourceId/data',
      { summary: 'Content of a resource', answer: 'bytes' },
      async (request) => {
        const [id, resourceId] = [param(request, 'id'), param(request, 'resourceId')];
        const { name } = await repository.getDeploymentResource(id, resourceId);
        return bytes(await repository.getDeploymentResourceData(id, resourceId), contentTypeOf(name), name);
      },
    ),
    get(
      '/deployment/:id/resources/:resourceId',
      { summary: 'One resource of a deployment', answer: deploymentResourceDto },
      async (request) =>
        json(await repository.getDeploymentResource(param(request, 'id'), param(request, 'resourceId'))),
    ),
  ];
}
