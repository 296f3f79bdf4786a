import { z } from 'zod';
import { InvalidRequestError } from '@anliu/engine-protocol';
import type { ProcessEngine, TenantMember } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { COLLECTION_LINKS, ENTITY_LINKS, MEMBERS_LINKS, resourceOptions } from '../http/resource-options.js';
import { del, get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text } from '../http/schemas.js';
import { tenantFields } from '../query/identity.js';
import { listRoutes } from '../query/list-routes.js';
import { tenantDto } from '../schema/index.js';

const tenantSchema = z.object({ id: text, name: text });
/** Clients repeat the ids of the path in the body. */
const memberSchema = z.object({ id: text, userId: text, groupId: text });

export function tenantRoutes({ identity }: ProcessEngine): Route[] {
  const members = (kind: 'user' | 'group', member: (id: string) => TenantMember): Route[] => [
    resourceOptions(`/tenant/:id/${kind}-members`, MEMBERS_LINKS),
    put(
      `/tenant/:id/${kind}-members/:${kind}Id`,
      { summary: `Adds a ${kind} to a tenant`, body: memberSchema, answer: 'none' },
      async (request) => {
        await request.body();
        await identity.addTenantMember(param(request, 'id'), member(param(request, `${kind}Id`)));
        return empty;
      },
    ),
    del(
      `/tenant/:id/${kind}-members/:${kind}Id`,
      { summary: `Takes a ${kind} out of a tenant`, answer: 'none' },
      async (request) => {
        await identity.removeTenantMember(param(request, 'id'), member(param(request, `${kind}Id`)));
        return empty;
      },
    ),
  ];
  return [
    post('/tenant/create', { summary: 'Creates a tenant', body: tenantSchema, answer: 'none' }, async (request) => {
      const { id, name = null } = await request.body();
      if (!id) throw new InvalidRequestError('A tenant must have an id');
      await identity.createTenant({ id, name });
      return empty;
    }),
    resourceOptions('/tenant', COLLECTION_LINKS),
    ...listRoutes('/tenant', {
      fields: tenantFields,
      list: identity.listTenants,
      count: identity.countTenants,
      row: tenantDto,
    }),
    get('/tenant/:id', { summary: 'One tenant', answer: tenantDto }, async (request) =>
      json(await identity.getTenant(param(request, 'id'))),
    ),
    put('/tenant/:id', { summary: 'Changes a tenant', body: tenantSchema, answer: 'none' }, async (request) => {
      const { name = null } = await request.body();
      await identity.updateTenant(param(request, 'id'), name);
      return empty;
    }),
    resourceOptions('/tenant/:id', ENTITY_LINKS),
    del('/tenant/:id', { summary: 'Deletes a tenant', answer: 'none' }, async (request) => {
      await identity.deleteTenant(param(request, 'id'));
      return empty;
    }),
    ...members('user', (userId) => ({ userId })),
    ...members('group', (groupId) => ({ groupId })),
  ];
}
