import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { HistoryService } from '@anliu/engine-protocol';
import { deleteHistoryOfInstance } from '../history-removal.js';
import type { Core } from '../runtime-core.js';

export function historyService(core: Core): HistoryService {
  const { processor, rows, db } = core;
  return {
    ...core.reads.history,
    deleteProcessInstance: (id) =>
      processor.executeSql(() => {
        const row = rows.get('historicProcessInstance', id);
        if (!row) throw new NotFoundError(`No historic process instance found with id: ${id}`);
        if (row.endTime === null) {
          throw new BadUserRequestError(
            `Process instance is still running, cannot delete historic process instance: ${id}`,
          );
        }
        deleteHistoryOfInstance(db, id);
      }),
  };
}
