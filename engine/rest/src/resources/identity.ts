import { z } from 'zod';
import { InvalidRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { present, text } from '../http/schemas.js';
import { authenticationDto, checkedPasswordPolicyDto, groupInfoDto, passwordPolicyDto } from '../schema/index.js';

const credentialsSchema = z.object({ username: text, password: text });
const policySchema = z.object({
  password: z.string(),
  profile: z.object({ id: text, firstName: text, lastName: text, email: text }).nullish(),
});

const noPolicy = (): NotFoundError => new NotFoundError('This engine keeps no password policy');

export function identityRoutes({ identity }: ProcessEngine): Route[] {
  return [
    get(
      '/identity/groups',
      { summary: 'Groups of a user and who else is in them', query: { userId: 'text' }, answer: groupInfoDto },
      async ({ query }) => {
        const userId = query.get('userId');
        if (!userId) throw new InvalidRequestError('No user id was supplied');
        const groups = await identity.listGroups({
          member: userId,
          sorting: [{ sortBy: 'name', sortOrder: 'asc' }],
        });
        const members = await Promise.all(groups.map(({ id }) => identity.listUsers({ memberOfGroup: id })));
        const others = new Map(
          members
            .flat()
            .filter(({ id }) => id !== userId)
            .map((user) => [user.id, user]),
        );
        return json({
          groups: groups.map(({ id, name }) => ({ id, name })),
          groupUsers: [...others.values()].map(({ id, firstName, lastName }) => ({
            id,
            firstName,
            lastName,
            displayName: [firstName, lastName].filter(Boolean).join(' ') || id,
          })),
        });
      },
    ),
    post(
      '/identity/verify',
      { summary: 'Whether a password is right', body: credentialsSchema, answer: authenticationDto },
      async (request) => {
        const { username, password } = await request.body();
        if (typeof username !== 'string' || typeof password !== 'string')
          throw new InvalidRequestError('Username and password are required');
        return json({
          authenticatedUser: username,
          authenticated: await identity.checkPassword(username, password),
        });
      },
    ),
    get('/identity/password-policy', { summary: 'The rules of passwords', answer: passwordPolicyDto }, async () => {
      const rules = identity.passwordPolicy();
      if (!rules) throw noPolicy();
      return json({ rules });
    }),
    post(
      '/identity/password-policy',
      { summary: 'What a password makes of the rules', body: policySchema, answer: checkedPasswordPolicyDto },
      async (request) => {
        const { password, profile } = await request.body();
        const rules = identity.checkPasswordPolicy(password, present(profile ?? {}));
        if (!rules) throw noPolicy();
        return json({ rules, valid: rules.every(({ valid }) => valid) });
      },
    ),
  ];
}
