import { ALL_PERMISSIONS, ANY_RESOURCE, AUTHORIZATION_TYPES, RESOURCES, missingRights } from '@anliu/engine-protocol';
import type { AuthorizationCheck, Right } from '@anliu/engine-protocol';
import type { Authorization } from '@anliu/engine-kernel';
import { boundUser } from '../authentication.js';
import type { Rows } from '../rows.js';

const permissionsOf = (row: Authorization): readonly string[] => (row.permissions as string[] | null) ?? [];

/**
 * Whether what is stored lets a user do something: said of the user before of the user's groups before of everybody, of the named
 * resource before of any, a grant before a revoke. What nothing is said about is not allowed.
 */
export function isAuthorized(
  rows: Rows,
  { userId, permission, resourceType, resourceId }: AuthorizationCheck,
): boolean {
  const stored = rows.where(
    'authorization',
    `resource_type = ? AND resource_id IN (?, '*') AND (user_id IN (?, '*') OR group_id IN (SELECT group_id FROM id_membership WHERE user_id = ?))`,
    resourceType,
    resourceId ?? ANY_RESOURCE,
    userId,
    userId,
  );
  const speaksOf = (row: Authorization): boolean =>
    permissionsOf(row).some((name) => name === permission || name === ALL_PERMISSIONS);
  const holders: ((row: Authorization) => boolean)[] = [
    (row) => row.type !== AUTHORIZATION_TYPES.global && row.userId === userId,
    (row) => row.groupId !== null,
    (row) => row.userId === ANY_RESOURCE,
  ];
  const resources = resourceId && resourceId !== ANY_RESOURCE ? [resourceId, ANY_RESOURCE] : [ANY_RESOURCE];
  for (const holds of holders) {
    for (const resource of resources) {
      const said = stored.filter((row) => holds(row) && row.resourceId === resource && speaksOf(row));
      if (said.some(({ type }) => type !== AUTHORIZATION_TYPES.revoke)) return true;
      if (said.length > 0) return false;
    }
  }
  return false;
}

/** @throws AuthorizationError when the user has none of these rights */
function requireOne(rows: Rows, userId: string, anyOf: readonly Right[]): void {
  const has = ({ permission, resource, id }: Right): boolean =>
    isAuthorized(rows, { userId, permission, resourceType: RESOURCES[resource], resourceId: id ?? null });
  if (!anyOf.some(has)) throw missingRights(userId, anyOf);
}

/** Refuses what the caller may not do. A command runs later and elsewhere: it takes the guard of its caller along. */
export type Guard = (anyOf: readonly Right[]) => void;

/** The guard of who calls now; undefined when authorizations bind nobody here. */
export function callersGuard(rows: Rows): Guard | undefined {
  const userId = boundUser();
  return userId === null ? undefined : (anyOf) => requireOne(rows, userId, anyOf);
}
