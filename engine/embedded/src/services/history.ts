import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { HistoryService } from '@anliu/engine-protocol';
import type { HistoricProcessInstance, HistoricVariable } from '@anliu/engine-kernel';
import { prepare } from '../queries/index.js';
import { deleteHistoryOfInstance } from '../history-removal.js';
import { inHistory } from '../operation-log/contexts.js';
import { onInstances } from '../operation-log/instances.js';
import { NO_PROPERTY, given } from '../operation-log/operation.js';
import type { PropertyChange, UserOperation } from '../operation-log/operation.js';
import type { Core } from '../runtime-core.js';

export function historyService(core: Core): HistoryService {
  const { processor, rows, db } = core;
  const removeDetailsOf = ({ id, processInstanceId }: HistoricVariable): void => {
    prepare(db, 'DELETE FROM hi_detail WHERE process_instance_id IS ? AND variable_instance_id = ?').run(
      processInstanceId,
      id,
    );
  };
  const variablesDeleted = (
    row: HistoricVariable | HistoricProcessInstance,
    changes: readonly PropertyChange[],
  ): UserOperation => ({
    operationType: 'DeleteHistory',
    entityType: 'Variable',
    category: 'Operator',
    changes,
    ...inHistory(core.definitions, row),
  });
  return {
    ...core.reads.history,
    deleteVariableInstance: (id) =>
      processor.executeSql((log) => {
        const row = rows.get('historicVariable', id);
        if (!row) throw new NotFoundError(`No historic variable instance found with id: ${id}`);
        rows.remove('historicVariable', id);
        removeDetailsOf(row);
        log(() => variablesDeleted(row, given({ name: row.name })));
      }),
    deleteVariableInstancesOf: (processInstanceId) =>
      processor.executeSql((log) => {
        const instance = rows.get('historicProcessInstance', processInstanceId);
        if (!instance) throw new NotFoundError(`No historic process instance found with id: ${processInstanceId}`);
        for (const { id } of rows.where('historicVariable', 'process_instance_id = ?', processInstanceId))
          rows.remove('historicVariable', id);
        prepare(db, `DELETE FROM hi_detail WHERE process_instance_id = ? AND type = 'variableUpdate'`).run(
          processInstanceId,
        );
        log(() => variablesDeleted(instance, NO_PROPERTY));
      }),
    annotateUserOperation: (operationId, annotation) =>
      processor.executeSql((log) => {
        const found = rows.where('historicOperation', 'operation_id = ?', operationId);
        if (found.length === 0)
          throw new BadUserRequestError(`operation ${operationId} doesn't exist: operation is null`);
        for (const row of found) rows.put('historicOperation', { ...row, annotation });
        log(() => ({
          operationType: annotation === null ? 'ClearAnnotation' : 'SetAnnotation',
          entityType: 'OperationLog',
          category: 'Operator',
          changes: given({ operationId }),
          tenantId: found[0]?.tenantId ?? null,
        }));
      }),
    deleteProcessInstance: (id) =>
      processor.executeSql((log) => {
        const row = rows.get('historicProcessInstance', id);
        if (!row) throw new NotFoundError(`No historic process instance found with id: ${id}`);
        if (row.endTime === null) {
          throw new BadUserRequestError(
            `Process instance is still running, cannot delete historic process instance: ${id}`,
          );
        }
        deleteHistoryOfInstance(db, id);
        log(() => onInstances('DeleteHistory', { changes: given({ nrOfInstances: 1, async: false }) }));
      }),
  };
}
