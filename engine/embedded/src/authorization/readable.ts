import { ALL_PERMISSIONS, ANY_RESOURCE, AUTHORIZATION_TYPES, RESOURCES } from '@anliu/engine-protocol';
import type { ResourceName } from '@anliu/engine-protocol';
import type { Database } from 'better-sqlite3';
import { boundUser } from '../authentication.js';
import { clause, joinClauses } from '../queries/sql/clause.js';
import type { Clause } from '../queries/sql/clause.js';
import { prepare } from '../queries/sql/prepared.js';

/** A right that suffices to see a row. */
export interface SeenBy {
  readonly permission: string;
  readonly resource: ResourceName;
  /** SQL giving the id of the resource for a row; null matches rights on any resource of the type. */
  readonly id: string;
}

/** `seenBy('READ', 'Task', 't.id')` */
export const seenBy = (permission: string, resource: ResourceName, id: string): SeenBy => ({
  permission,
  resource,
  id,
});

/** Rows of running instances: by the instance, or by all instances of its definition. */
export const byInstance = (alias: string): readonly SeenBy[] => [
  seenBy('READ', 'ProcessInstance', `${alias}.process_instance_id`),
  seenBy('READ_INSTANCE', 'ProcessDefinition', `${alias}.process_definition_key`),
];

// The tables have aliases of their own here: the query around them has others.
const ANY = `'${ANY_RESOURCE}'`;
const SPEAKS = `EXISTS (SELECT 1 FROM json_each(az.permissions) azp WHERE azp.value IN (?, '${ALL_PERMISSIONS}'))`;
const IN_GROUPS = 'az.group_id IN (SELECT azm.group_id FROM id_membership azm WHERE azm.user_id = ?)';

/** Whom an authorization may be about, the nearest first. */
const holders = (userId: string): Clause[] => [
  clause(`az.type <> ${AUTHORIZATION_TYPES.global} AND az.user_id = ?`, userId),
  clause(IN_GROUPS, userId),
  clause(`az.user_id = ${ANY}`),
];

function hasRevokes(db: Database, type: number, userId: string): boolean {
  const row = prepare(
    db,
    `SELECT EXISTS (SELECT 1 FROM id_authorization az WHERE az.resource_type = ? AND az.type = ${AUTHORIZATION_TYPES.revoke}
       AND (az.user_id IN (?, ${ANY}) OR ${IN_GROUPS})) AS found`,
  ).get(type, userId, userId);
  return row?.['found'] === 1;
}

/** The rule of `isAuthorized` as a condition on rows. */
function allowed(db: Database, userId: string, { permission, resource, id }: SeenBy): Clause {
  const type = RESOURCES[resource];
  if (!hasRevokes(db, type, userId)) {
    // Without a revoke the nearest word and any word are the same: one look for all rows instead of six for each.
    const holder = joinClauses(holders(userId), 'OR');
    const granted = `az.resource_type = ? AND (${holder.sql}) AND ${SPEAKS}`;
    const params = [type, ...holder.params, permission];
    return clause(
      `EXISTS (SELECT 1 FROM id_authorization az WHERE az.resource_id = ${ANY} AND ${granted})
         OR ${id} IN (SELECT az.resource_id FROM id_authorization az WHERE ${granted})`,
      ...params,
      ...params,
    );
  }
  // 1, 0 or null: what is said to a holder about a resource; a grant wins over a revoke.
  const verdicts = holders(userId).flatMap((holder) =>
    [id, ANY].map((at) =>
      clause(
        `SELECT max(az.type <> ${AUTHORIZATION_TYPES.revoke}) FROM id_authorization az
           WHERE az.resource_type = ? AND az.resource_id = ${at} AND ${holder.sql} AND ${SPEAKS}`,
        type,
        ...holder.params,
        permission,
      ),
    ),
  );
  return clause(
    `coalesce(${verdicts.map(({ sql }) => `(${sql})`).join(', ')}, 0)`,
    ...verdicts.flatMap(({ params }) => params),
  );
}

/** What of some rows a user has one of the rights to. */
export const allowedTo = (db: Database, userId: string, anyOf: readonly SeenBy[]): Clause =>
  joinClauses(
    anyOf.map((one) => allowed(db, userId, one)),
    'OR',
  );

/** Restricts a query to what its caller may see; undefined when authorizations bind nobody here. */
export function restriction(db: Database, readable: readonly SeenBy[]): Clause | undefined {
  const userId = boundUser();
  return userId === null ? undefined : allowedTo(db, userId, readable);
}
