import { InvalidRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { AuthorizationDto, AuthorizationInput, AuthorizationService } from '@anliu/engine-protocol';
import type { Authorization } from '@anliu/engine-kernel';
import { onAuthorization } from '../operation-log/identity.js';
import { shownTimeOrNull } from '../queries/mappers/common.js';
import { AUTHORIZATIONS } from '../queries/select/identity.js';
import { countRows, selectRows } from '../queries/sql/select.js';
import type { Core } from '../runtime-core.js';

const GLOBAL = 0;
const GRANT = 1;
const REVOKE = 2;
/** Every user, every resource of a type. */
const ANY = '*';

const permissionsOf = (row: Authorization): string[] => (row.permissions as string[] | null) ?? [];

const toDto = (row: Authorization): AuthorizationDto => ({
  id: row.id,
  type: row.type,
  permissions: permissionsOf(row),
  userId: row.userId,
  groupId: row.groupId,
  resourceType: row.resourceType,
  resourceId: row.resourceId,
  removalTime: shownTimeOrNull(row.removalTime),
  rootProcessInstanceId: row.rootProcessInstanceId,
});

function columnsOf(type: number, input: AuthorizationInput) {
  const userId = type === GLOBAL ? ANY : (input.userId ?? null);
  const groupId = input.groupId ?? null;
  if (type !== GLOBAL && type !== GRANT && type !== REVOKE)
    throw new InvalidRequestError(`Unable to create authorization of type ${type}: 0, 1 and 2 are known`);
  if (type === GLOBAL && ((input.userId ?? ANY) !== ANY || groupId !== null))
    throw new InvalidRequestError('A global authorization belongs to no user and no group');
  if ((userId === null) === (groupId === null))
    throw new InvalidRequestError('Authorization must either have a userId or a groupId.');
  if (input.resourceId === '') throw new InvalidRequestError('Authorization resourceId cannot be empty');
  const { resourceType, resourceId, permissions } = input;
  return { userId, groupId, resourceType, resourceId, permissions: [...permissions] };
}

export function authorizationService({ db, rows, processor, newId }: Core): AuthorizationService {
  const existing = (id: string): Authorization => {
    const row = rows.get('authorization', id);
    if (row) return row;
    throw new NotFoundError(`Authorization with id ${id} does not exist.`);
  };
  return {
    list: async (query = {}) => selectRows(db, AUTHORIZATIONS, query).map(toDto),
    count: async (query = {}) => countRows(db, AUTHORIZATIONS, query),
    get: async (id) => toDto(existing(id)),
    create: (type, input) =>
      processor.executeSql((log) => {
        const row = { id: newId(), type, ...columnsOf(type, input), removalTime: null, rootProcessInstanceId: null };
        rows.put('authorization', row);
        log(() => onAuthorization('Create', row));
        return toDto(row);
      }),
    update: (id, input) =>
      processor.executeSql((log) => {
        const before = existing(id);
        const row = { ...before, ...columnsOf(before.type, input) };
        rows.put('authorization', row);
        log(() => onAuthorization('Update', row, before));
      }),
    delete: (id) =>
      processor.executeSql((log) => {
        const row = existing(id);
        log(() => onAuthorization('Delete', row));
        rows.remove('authorization', id);
      }),
    async isUserAuthorized({ userId, permission, resourceType, resourceId }) {
      const stored = rows.where(
        'authorization',
        `resource_type = ? AND (user_id IN (?, '*') OR group_id IN (SELECT group_id FROM id_membership WHERE user_id = ?))`,
        resourceType,
        userId,
        userId,
      );
      const speaksOf = (row: Authorization): boolean =>
        permissionsOf(row).some((name) => name === permission || name === 'ALL');
      const holders: ((row: Authorization) => boolean)[] = [
        (row) => row.type !== GLOBAL && row.userId === userId,
        (row) => row.groupId !== null,
        (row) => row.userId === ANY,
      ];
      const resources = resourceId && resourceId !== ANY ? [resourceId, ANY] : [ANY];
      for (const holds of holders) {
        for (const resource of resources) {
          const said = stored.filter((row) => holds(row) && row.resourceId === resource && speaksOf(row));
          if (said.some(({ type }) => type !== REVOKE)) return true;
          if (said.length > 0) return false;
        }
      }
      return false;
    },
  };
}
