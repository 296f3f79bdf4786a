import { scopeOf } from '@anliu/engine-expression';
import { decisionRows, storedFromDto, valueOf } from '@anliu/engine-kernel';
import { InvalidRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { DecisionRuleResultDto, DecisionService } from '@anliu/engine-protocol';
import { toVariableValue } from '../queries/index.js';
import { currentUser } from '../authentication.js';
import { changed, given } from '../operation-log/operation.js';
import type { UserOperation } from '../operation-log/operation.js';
import type { Core } from '../runtime-core.js';
import { evaluateDeployed } from './evaluate.js';

const onDecisions = (
  entityType: string,
  operationType: string,
  rest: Pick<UserOperation, 'changes' | 'tenantId'>,
): UserOperation => ({ operationType, entityType, category: 'Operator', ...rest });

/** The writing half of the decision service; the reads complete it. */
export function decisionService(core: Core): DecisionService {
  const { processor, rows, decisions, reads, now, newId } = core;
  return {
    ...reads.decisions,
    evaluateDecision: (id, variables = {}, caller = {}) => {
      const userId = caller.userId ?? currentUser();
      return processor.executeSql((log) => {
        const row = decisions.row(id);
        const deployed = row && decisions.load(row);
        if (!deployed) throw new NotFoundError(`no deployed decision definition found with id '${id}'`);
        log(() =>
          onDecisions('DecisionDefinition', 'Evaluate', {
            changes: given({ decisionDefinitionId: row.id, decisionDefinitionKey: row.key }),
            tenantId: row.tenantId,
          }),
        );
        const values = new Map(Object.entries(variables).map(([name, dto]) => [name, valueOf(storedFromDto(dto))]));
        const outcome = evaluateDeployed(
          deployed,
          scopeOf(values, () => new Date(now())),
        );
        for (const one of decisionRows(outcome.evaluated, newId, now()))
          rows.put('historicDecisionInstance', { ...one, userId });
        return outcome.rules.map((rule): DecisionRuleResultDto =>
          Object.fromEntries([...rule].map(([name, stored]) => [name, toVariableValue(stored)])),
        );
      });
    },
    setDecisionDefinitionHistoryTimeToLive: (id, days) =>
      processor.executeSql((log) => {
        const row = rows.get('decisionDefinition', id);
        if (!row) throw new NotFoundError(`No matching definition with id ${id}`);
        log(() =>
          onDecisions('DecisionDefinition', 'UpdateHistoryTimeToLive', {
            changes: [
              changed('historyTimeToLive', row.historyTimeToLive, days),
              ...given({ decisionDefinitionId: row.id, decisionDefinitionKey: row.key }),
            ],
            tenantId: row.tenantId,
          }),
        );
        rows.put('decisionDefinition', { ...row, historyTimeToLive: days });
      }),
    deleteHistoricDecisionInstances: (selection) =>
      processor.executeSql(() => {
        const ids = new Set(selection.historicDecisionInstanceIds ?? []);
        if (selection.historicDecisionInstanceQuery) {
          for (const one of reads.historicDecisionIds(selection.historicDecisionInstanceQuery)) ids.add(one);
        }
        if (ids.size === 0) throw new InvalidRequestError('historicDecisionInstanceIds is empty');
        for (const id of ids) {
          for (const { id: required } of rows.where('historicDecisionInstance', 'root_decision_instance_id = ?', id))
            rows.remove('historicDecisionInstance', required);
          rows.remove('historicDecisionInstance', id);
        }
        return ids.size;
      }),
  };
}
