import { z } from 'zod';
import { InvalidRequestError } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { COLLECTION_LINKS, ENTITY_LINKS, MEMBERS_LINKS, resourceOptions } from '../http/resource-options.js';
import { del, get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text } from '../http/schemas.js';
import { groupFields } from '../query/identity.js';
import { listRoutes } from '../query/list-routes.js';
import { groupDto } from '../schema/index.js';

const groupSchema = z.object({ id: text, name: text, type: text });
/** Clients repeat the ids of the path in the body. */
const memberSchema = z.object({ id: text, userId: text });

export function groupRoutes({ identity }: ProcessEngine): Route[] {
  return [
    post('/group/create', { summary: 'Creates a group', body: groupSchema, answer: 'none' }, async (request) => {
      const { id, name = null, type = null } = await request.body();
      if (!id) throw new InvalidRequestError('A group must have an id');
      await identity.createGroup({ id, name, type });
      return empty;
    }),
    resourceOptions('/group', COLLECTION_LINKS),
    ...listRoutes('/group', {
      fields: groupFields,
      list: identity.listGroups,
      count: identity.countGroups,
      row: groupDto,
    }),
    get('/group/:id', { summary: 'One group', answer: groupDto }, async (request) =>
      json(await identity.getGroup(param(request, 'id'))),
    ),
    put('/group/:id', { summary: 'Changes a group', body: groupSchema, answer: 'none' }, async (request) => {
      const { name = null, type = null } = await request.body();
      await identity.updateGroup(param(request, 'id'), { name, type });
      return empty;
    }),
    resourceOptions('/group/:id', ENTITY_LINKS),
    del('/group/:id', { summary: 'Deletes a group', answer: 'none' }, async (request) => {
      await identity.deleteGroup(param(request, 'id'));
      return empty;
    }),
    resourceOptions('/group/:id/members', MEMBERS_LINKS),
    put(
      '/group/:id/members/:userId',
      { summary: 'Adds a user to a group', body: memberSchema, answer: 'none' },
      async (request) => {
        await request.body();
        await identity.addGroupMember(param(request, 'id'), param(request, 'userId'));
        return empty;
      },
    ),
    del('/group/:id/members/:userId', { summary: 'Takes a user out of a group', answer: 'none' }, async (request) => {
      await identity.removeGroupMember(param(request, 'id'), param(request, 'userId'));
      return empty;
    }),
  ];
}
