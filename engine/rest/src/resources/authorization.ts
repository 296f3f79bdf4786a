import { z } from 'zod';
import { AuthenticationError, InvalidRequestError } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { COLLECTION_LINKS, ENTITY_LINKS, resourceOptions } from '../http/resource-options.js';
import { del, get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text, texts } from '../http/schemas.js';
import { authorizationFields } from '../query/identity.js';
import { listRoutes } from '../query/list-routes.js';
import { authorizationCheckDto, authorizationDto } from '../schema/index.js';

const authorizationSchema = z.object({
  permissions: texts,
  userId: text,
  groupId: text,
  resourceType: z.number().int(),
  resourceId: z.string().min(1),
});
const createSchema = authorizationSchema.extend({ type: z.number().int() });

export function authorizationRoutes({ authorizations }: ProcessEngine): Route[] {
  return [
    get(
      '/authorization/check',
      {
        summary: 'Whether a user may do something, by what is stored',
        query: {
          permissionName: 'text',
          resourceName: 'text',
          resourceType: 'number',
          resourceId: 'text',
          userId: 'text',
        },
        answer: authorizationCheckDto,
      },
      async ({ query, userId: caller }) => {
        const required = (name: string): string => {
          const value = query.get(name);
          if (!value) throw new InvalidRequestError(`Query parameter '${name}' cannot be null`);
          return value;
        };
        const permissionName = required('permissionName');
        const resourceName = required('resourceName');
        const resourceType = Number(required('resourceType'));
        if (!Number.isInteger(resourceType))
          throw new InvalidRequestError("Query parameter 'resourceType' has to be a number");
        const userId = query.get('userId') ?? caller;
        if (userId === null) throw new AuthenticationError('You must be authenticated in order to use this resource.');
        const resourceId = query.get('resourceId');
        const authorized = await authorizations.isUserAuthorized({
          userId,
          permission: permissionName,
          resourceType,
          resourceId,
        });
        return json({ permissionName, resourceName, resourceId, authorized });
      },
    ),
    post(
      '/authorization/create',
      { summary: 'Stores an authorization', body: createSchema, answer: authorizationDto },
      async (request) => {
        const { type, ...input } = await request.body();
        return json(await authorizations.create(type, input));
      },
    ),
    resourceOptions('/authorization', COLLECTION_LINKS),
    ...listRoutes('/authorization', {
      fields: authorizationFields,
      list: authorizations.list,
      count: authorizations.count,
      row: authorizationDto,
    }),
    get('/authorization/:id', { summary: 'One authorization', answer: authorizationDto }, async (request) =>
      json(await authorizations.get(param(request, 'id'))),
    ),
    put(
      '/authorization/:id',
      { summary: 'Changes an authorization', body: authorizationSchema, answer: 'none' },
      async (request) => {
        await authorizations.update(param(request, 'id'), await request.body());
        return empty;
      },
    ),
    resourceOptions('/authorization/:id', ENTITY_LINKS),
    del('/authorization/:id', { summary: 'Deletes an authorization', answer: 'none' }, async (request) => {
      await authorizations.delete(param(request, 'id'));
      return empty;
    }),
  ];
}
