import { ANY_RESOURCE, AUTHORIZATION_TYPES, InvalidRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { AuthorizationDto, AuthorizationInput, AuthorizationService } from '@anliu/engine-protocol';
import type { Authorization } from '@anliu/engine-kernel';
import { isAuthorized } from '../authorization/rights.js';
import { onAuthorization } from '../operation-log/identity.js';
import { shownTimeOrNull } from '../queries/mappers/common.js';
import { AUTHORIZATIONS } from '../queries/select/identity.js';
import { countRows, readableRow, selectRows } from '../queries/sql/select.js';
import type { Core } from '../runtime-core.js';

const { global: GLOBAL, grant: GRANT, revoke: REVOKE } = AUTHORIZATION_TYPES;

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
  const userId = type === GLOBAL ? ANY_RESOURCE : (input.userId ?? null);
  const groupId = input.groupId ?? null;
  if (type !== GLOBAL && type !== GRANT && type !== REVOKE)
    throw new InvalidRequestError(`Unable to create authorization of type ${type}: 0, 1 and 2 are known`);
  if (type === GLOBAL && ((input.userId ?? ANY_RESOURCE) !== ANY_RESOURCE || groupId !== null))
    throw new InvalidRequestError('A global authorization belongs to no user and no group');
  if ((userId === null) === (groupId === null))
    throw new InvalidRequestError('Authorization must either have a userId or a groupId.');
  if (input.resourceId === '') throw new InvalidRequestError('Authorization resourceId cannot be empty');
  const { resourceType, resourceId, permissions } = input;
  return { userId, groupId, resourceType, resourceId, permissions: [...permissions] };
}

const unknown = (id: string): NotFoundError => new NotFoundError(`Authorization with id ${id} does not exist.`);

export function authorizationService({ db, rows, processor, newId }: Core): AuthorizationService {
  const existing = (id: string): Authorization => {
    const row = rows.get('authorization', id);
    if (row) return row;
    throw unknown(id);
  };
  return {
    list: async (query = {}) => selectRows(db, AUTHORIZATIONS, query).map(toDto),
    count: async (query = {}) => countRows(db, AUTHORIZATIONS, query),
    get: async (id) => {
      const row = readableRow(db, AUTHORIZATIONS, id);
      if (!row) throw unknown(id);
      return toDto(row);
    },
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
    isUserAuthorized: async (check) => isAuthorized(rows, check),
  };
}
