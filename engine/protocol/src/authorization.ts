import { AuthorizationError } from './errors.js';

/** Kinds of things an authorization is about, by the name Camunda's errors give them (one of them misspelled there), with the number stored authorizations carry. */
export const RESOURCES = {
  Application: 0,
  User: 1,
  Group: 2,
  'Group membership': 3,
  Authorization: 4,
  Filter: 5,
  ProcessDefinition: 6,
  Task: 7,
  ProcessInstance: 8,
  Deployment: 9,
  DecisionDefinition: 10,
  Tenant: 11,
  TenantMembership: 12,
  Batch: 13,
  DecisionRequirementsDefinition: 14,
  Report: 15,
  Dashboard: 16,
  OperationLogCatgeory: 17,
  Optimize: 18,
  HistoricTask: 19,
  HistoricProcessInstance: 20,
  System: 21,
} as const;

export type ResourceName = keyof typeof RESOURCES;

/** Every resource of a type; of a user: everybody. */
export const ANY_RESOURCE = '*';
/** The permission that holds every other. */
export const ALL_PERMISSIONS = 'ALL';
/** Whose members may do everything, as Camunda's web applications have it. */
export const ADMIN_GROUP = 'camunda-admin';

/** Kinds of stored authorizations. */
export const AUTHORIZATION_TYPES = { global: 0, grant: 1, revoke: 2 } as const;

/** A permission on one resource; without an id (or with null) on any of its type. */
export interface Right {
  readonly permission: string;
  readonly resource: ResourceName;
  readonly id?: string | null;
}

const described = ({ permission, resource, id }: Right): string =>
  `'${permission}' permission on resource '${id === undefined || id === null ? '' : `${id}' of type '`}${resource}'`;

/** The refusal of a call that needs one of these rights, in Camunda's words. */
export function missingRights(userId: string, anyOf: readonly Right[]): AuthorizationError {
  const missing = anyOf.map(({ permission, resource, id }) => ({
    permissionName: permission,
    resourceName: resource,
    resourceId: id ?? null,
  }));
  const all = anyOf.map(described).join(' or ');
  const message =
    anyOf.length === 1
      ? `The user with id '${userId}' does not have ${all}.`
      : `The user with id '${userId}' does not have one of the following permissions: ${all}`;
  return new AuthorizationError(message, { userId, missing });
}
