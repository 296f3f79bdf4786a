import type { StartInstruction } from '@anliu/engine-protocol';
import { BadUserRequestError, ProcessEngineError } from '@anliu/engine-protocol';
import { commands, initialVariablesOf } from '@anliu/engine-kernel';
import type { HistoricProcessInstance, StoredValue } from '@anliu/engine-kernel';
import type { Core } from '../../runtime-core.js';
import type { BatchOperation } from '../operation.js';

export interface RestartConfiguration {
  readonly processDefinitionId: string;
  readonly instructions: readonly StartInstruction[];
  /** The variables the instance was started with instead of those it had last. */
  readonly initialVariables: boolean;
  readonly skipCustomListeners: boolean;
  readonly skipIoMappings: boolean;
  readonly withoutBusinessKey: boolean;
}

const lastVariablesOf = ({ rows }: Core, id: string): Map<string, StoredValue> =>
  new Map(
    rows
      .where(
        'historicVariable',
        "execution_id = ? AND process_instance_id = ? AND state = 'CREATED' ORDER BY id",
        id,
        id,
      )
      .map(({ name, type, textValue, numberValue, bytesValue, valueInfo }) => [
        name,
        { type, textValue, numberValue, bytesValue, valueInfo },
      ]),
  );

/** @throws when the instance is unknown, has not ended or is of another definition */
function requireRestartable({ rows }: Core, id: string, processDefinitionId: string): HistoricProcessInstance {
  const instance = rows.get('historicProcessInstance', id);
  if (!instance)
    throw new BadUserRequestError('Historic process instance cannot be found: historicProcessInstanceId is null');
  if (instance.endTime === null) {
    throw new ProcessEngineError(
      `ENGINE-13040 Historic process instance '${id}' cannot be restarted. It is not completed or terminated.`,
    );
  }
  if (instance.processDefinitionId !== processDefinitionId) {
    throw new ProcessEngineError(
      `ENGINE-13039 Historic process instance '${id}' cannot be restarted. Its process definition '${instance.processDefinitionId}' does not match given process definition '${processDefinitionId}'`,
    );
  }
  return instance;
}

/** Starts a finished instance anew at activities of one's choice, with its business key and variables. */
export const restart: BatchOperation<RestartConfiguration> = {
  each: (ctx, id, configuration, core) => {
    const { processDefinitionId, instructions, skipCustomListeners, skipIoMappings } = configuration;
    const historic = requireRestartable(core, id, processDefinitionId);
    const definition = ctx.definition(processDefinitionId);
    ctx.mode.options = { skipCustomListeners, skipIoMappings };
    commands.startAtInstructions(
      ctx,
      {
        definition,
        businessKey: configuration.withoutBusinessKey ? null : historic.businessKey,
        stored: configuration.initialVariables
          ? initialVariablesOf(historic.initialVariables)
          : lastVariablesOf(core, id),
        tenantId: definition.row.tenantId ?? historic.tenantId,
      },
      instructions,
    );
  },
};
