import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { HistoryService } from '@anliu/engine-protocol';
import { deleteHistoryOfInstance } from '../history-removal.js';
import type { Core } from '../runtime-core.js';

export function historyService(core: Core): HistoryService {
  const { processor, rows, db } = core;
  return {
    ...core.reads.history,
    deleteVariableInstance: (id) =>
      processor.executeSql(() => {
        if (!rows.get('historicVariable', id))
          throw new NotFoundError(`No historic variable instance found with id: ${id}`);
        rows.remove('historicVariable', id);
      }),
    deleteVariableInstancesOf: (processInstanceId) =>
      processor.executeSql(() => {
        if (!rows.get('historicProcessInstance', processInstanceId))
          throw new NotFoundError(`No historic process instance found with id: ${processInstanceId}`);
        for (const { id } of rows.where('historicVariable', 'process_instance_id = ?', processInstanceId))
          rows.remove('historicVariable', id);
      }),
    annotateUserOperation: (operationId, annotation) =>
      processor.executeSql(() => {
        const found = rows.where('historicOperation', 'operation_id = ?', operationId);
        if (found.length === 0)
          throw new BadUserRequestError(`operation ${operationId} doesn't exist: operation is null`);
        for (const row of found) rows.put('historicOperation', { ...row, annotation });
      }),
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
