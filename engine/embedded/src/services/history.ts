import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { HistoryService } from '@anliu/engine-protocol';
import type { HistoricVariable } from '@anliu/engine-kernel';
import { prepare } from '../queries/index.js';
import { deleteHistoryOfInstance } from '../history-removal.js';
import type { Core } from '../runtime-core.js';

export function historyService(core: Core): HistoryService {
  const { processor, rows, db } = core;
  const removeDetailsOf = ({ id, processInstanceId }: HistoricVariable): void => {
    prepare(db, 'DELETE FROM hi_detail WHERE process_instance_id IS ? AND variable_instance_id = ?').run(
      processInstanceId,
      id,
    );
  };
  return {
    ...core.reads.history,
    deleteVariableInstance: (id) =>
      processor.executeSql(() => {
        const row = rows.get('historicVariable', id);
        if (!row) throw new NotFoundError(`No historic variable instance found with id: ${id}`);
        rows.remove('historicVariable', id);
        removeDetailsOf(row);
      }),
    deleteVariableInstancesOf: (processInstanceId) =>
      processor.executeSql(() => {
        if (!rows.get('historicProcessInstance', processInstanceId))
          throw new NotFoundError(`No historic process instance found with id: ${processInstanceId}`);
        for (const { id } of rows.where('historicVariable', 'process_instance_id = ?', processInstanceId))
          rows.remove('historicVariable', id);
        prepare(db, `DELETE FROM hi_detail WHERE process_instance_id = ? AND type = 'variableUpdate'`).run(
          processInstanceId,
        );
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
