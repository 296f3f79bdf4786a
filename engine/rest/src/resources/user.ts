import { z } from 'zod';
import { BadUserRequestError, InvalidRequestError } from '@anliu/engine-protocol';
import type { ProcessEngine, UserProfileDto } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { COLLECTION_LINKS, ENTITY_LINKS, resourceOptions } from '../http/resource-options.js';
import { del, get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text } from '../http/schemas.js';
import { userFields } from '../query/identity.js';
import { listRoutes } from '../query/list-routes.js';
import { userProfileDto } from '../schema/index.js';

const profileSchema = z.object({ id: text, firstName: text, lastName: text, email: text });
const createSchema = z.object({
  profile: profileSchema.nullish(),
  credentials: z.object({ password: text }).nullish(),
});
const credentialsSchema = z.object({ password: z.string(), authenticatedUserPassword: text });

const profileOf = (id: string, input: z.output<typeof profileSchema>): UserProfileDto => ({
  id,
  firstName: input.firstName ?? null,
  lastName: input.lastName ?? null,
  email: input.email ?? null,
});

export function userRoutes({ identity }: ProcessEngine): Route[] {
  /** Whoever changes a password confirms with their own, when the host knows who calls. */
  const confirm = async (userId: string | null, own: string | null | undefined): Promise<void> => {
    if (userId === null || own === null || own === undefined) return;
    if (!(await identity.checkPassword(userId, own)))
      throw new InvalidRequestError('The given authenticated user password is not valid.');
  };
  return [
    post('/user/create', { summary: 'Creates a user', body: createSchema, answer: 'none' }, async (request) => {
      const { profile, credentials } = await request.body();
      if (!profile?.id) throw new InvalidRequestError('request object must provide profile information with valid id.');
      await policyAsInvalid(() =>
        identity.createUser(profileOf(profile.id ?? '', profile), credentials?.password ?? null),
      );
      return empty;
    }),
    resourceOptions('/user', COLLECTION_LINKS),
    ...listRoutes('/user', {
      fields: userFields,
      list: identity.listUsers,
      count: identity.countUsers,
      row: userProfileDto,
    }),
    get('/user/:id/profile', { summary: 'Profile of a user', answer: userProfileDto }, async (request) =>
      json(await identity.getUser(param(request, 'id'))),
    ),
    put(
      '/user/:id/profile',
      { summary: 'Changes the profile of a user', body: profileSchema, answer: 'none' },
      async (request) => {
        const id = param(request, 'id');
        await identity.updateUser(id, profileOf(id, await request.body()));
        return empty;
      },
    ),
    put(
      '/user/:id/credentials',
      { summary: 'Changes the password of a user', body: credentialsSchema, answer: 'none' },
      async (request) => {
        const { password, authenticatedUserPassword } = await request.body();
        await identity.getUser(param(request, 'id'));
        await confirm(request.userId, authenticatedUserPassword);
        await policyAsInvalid(() => identity.setPassword(param(request, 'id'), password));
        return empty;
      },
    ),
    post('/user/:id/unlock', { summary: 'Unlocks a user', answer: 'none' }, async (request) => {
      await identity.unlockUser(param(request, 'id'));
      return empty;
    }),
    resourceOptions('/user/:id', ENTITY_LINKS),
    del('/user/:id', { summary: 'Deletes a user', answer: 'none' }, async (request) => {
      await identity.deleteUser(param(request, 'id'));
      return empty;
    }),
  ];
}

/** A password the policy refuses is the caller's mistake. */
async function policyAsInvalid<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!BadUserRequestError.isInstance(error)) throw error;
    throw new InvalidRequestError(error.message, { cause: error });
  }
}
