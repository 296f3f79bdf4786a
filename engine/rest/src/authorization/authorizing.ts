import { ADMIN_GROUP, AuthorizationError, RESOURCES, missingRights } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import type { EngineRestOptions, OperationCall } from '../router.js';
import { engineOperations } from '../resources/index.js';
import type { AnyOf, Asked } from './requirement.js';
import { REQUIREMENTS } from './table/index.js';

async function check({ engine, userId }: Asked, anyOf: AnyOf): Promise<void> {
  for (const { permission, resource, id } of anyOf) {
    const asked = { userId, permission, resourceType: RESOURCES[resource], resourceId: id ?? null };
    if (await engine.authorizations.isUserAuthorized(asked)) return;
  }
  throw missingRights(userId, anyOf);
}

async function checkAdministrator({ engine, userId }: Asked): Promise<void> {
  if ((await engine.identity.countGroups({ id: ADMIN_GROUP, member: userId })) === 0)
    throw new AuthorizationError('ENGINE-03029 Required admin authenticated group or user.');
}

const askedBy = (engine: ProcessEngine, call: OperationCall, userId: string): Asked => ({
  engine,
  params: call.params,
  query: call.context.URL.searchParams,
  userId,
  body: async () => {
    const body = await call.body();
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  },
});

/**
 * Enforces the stored authorizations: refuses an operation whose caller lacks what the table demands. What is answered within an
 * operation is restricted by the engine, which has to be opened with `authorization: 'on'`. Callers without a name are not bound.
 * @throws Error at once when an operation of the dialect is not in the table
 */
export function authorizing(engine: ProcessEngine): NonNullable<EngineRestOptions['authorize']> {
  const forgotten = engineOperations(engine)
    .map(({ method, path }) => `${method} ${path}`)
    .filter((operation) => !Object.hasOwn(REQUIREMENTS, operation));
  if (forgotten.length > 0) throw new Error(`Nothing is said about who may do ${forgotten.join(', ')}`);
  return async (call) => {
    if (call.userId === null) return;
    const requirement = REQUIREMENTS[`${call.method} ${call.operation}`];
    const asked = askedBy(engine, call, call.userId);
    if (requirement === 'administrators') await checkAdministrator(asked);
    else if (typeof requirement === 'function') for (const anyOf of await requirement(asked)) await check(asked, anyOf);
  };
}
