import { ALL_PERMISSIONS, NotFoundError } from '@anliu/engine-protocol';
import type { FilterDto, FilterService } from '@anliu/engine-protocol';
import type { Filter } from '@anliu/engine-kernel';
import { FILTERS } from '../queries/select/identity.js';
import { countRows, selectRows } from '../queries/sql/select.js';
import { given } from '../operation-log/operation.js';
import type { UserOperation } from '../operation-log/operation.js';
import type { Core } from '../runtime-core.js';
import { resolveExpressions } from './query-expressions.js';

const toDto = (row: Filter): FilterDto => ({
  id: row.id,
  resourceType: row.resourceType,
  name: row.name,
  owner: row.owner,
  query: (row.query ?? {}) as FilterDto['query'],
  properties: (row.properties ?? {}) as FilterDto['properties'],
});

const onFilter = (operationType: string, filterId: string): UserOperation => ({
  operationType,
  entityType: 'Filter',
  category: 'TaskWorker',
  changes: given({ filterId }),
});

export function filterService({ db, rows, processor, newId, now, grants }: Core): FilterService {
  const existing = (id: string): Filter => {
    const row = rows.get('filter', id);
    if (row) return row;
    throw new NotFoundError(`Filter with id '${id}' does not exist.`);
  };
  return {
    resolve: (query, userId) =>
      resolveExpressions(query, {
        userId,
        now,
        groups: () =>
          userId === null ? [] : rows.where('membership', 'user_id = ?', userId).map(({ groupId }) => groupId),
      }),
    list: async (query = {}) => selectRows(db, FILTERS, query).map(toDto),
    count: async (query = {}) => countRows(db, FILTERS, query),
    get: async (id) => toDto(existing(id)),
    create: (input) =>
      processor.executeSql((log) => {
        const row: Filter = { ...input, id: newId(), owner: input.owner ?? null };
        rows.put('filter', row);
        if (row.owner !== null) grants?.give({ userId: row.owner }, 'Filter', row.id, [ALL_PERMISSIONS]);
        log(() => onFilter('Create', row.id));
        return toDto(row);
      }),
    update: (id, input) =>
      processor.executeSql((log) => {
        rows.put('filter', { ...existing(id), ...input, owner: input.owner ?? null });
        log(() => onFilter('Update', id));
      }),
    delete: (id) =>
      processor.executeSql((log) => {
        existing(id);
        rows.remove('filter', id);
        grants?.forget('Filter', id);
        log(() => onFilter('Delete', id));
      }),
  };
}
