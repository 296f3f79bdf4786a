import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { BatchCreator, BatchService, RestartInput, SetRemovalTimeInput } from '@anliu/engine-protocol';
import { ofDefinition, onInstances } from '../operation-log/instances.js';
import { given, logOperation } from '../operation-log/operation.js';
import type { PropertyChange } from '../operation-log/operation.js';
import { toBatchDto } from '../queries/index.js';
import type { Core } from '../runtime-core.js';
import { instant } from '../runtime-core.js';
import { createBatch } from './create.js';
import { oneAfterAnother } from './operation.js';
import type { RemovalTimeConfiguration } from './operations/history.js';
import { restart } from './operations/restart.js';
import type { RestartConfiguration } from './operations/restart.js';
import { historicInstancesOf } from './selection.js';
import { checkItems } from './settings.js';

function modeOf(input: SetRemovalTimeInput): Pick<RemovalTimeConfiguration, 'mode' | 'removalTime'> {
  const modes: Pick<RemovalTimeConfiguration, 'mode' | 'removalTime'>[] = [];
  if (input.absoluteRemovalTime) modes.push({ mode: 'absolute', removalTime: instant(input.absoluteRemovalTime) });
  if (input.clearedRemovalTime) modes.push({ mode: 'cleared', removalTime: null });
  if (input.calculatedRemovalTime) modes.push({ mode: 'calculated', removalTime: null });
  const [mode] = modes;
  if (!mode) throw new BadUserRequestError('removalTime is null');
  if (modes.length > 1)
    throw new BadUserRequestError('The removal time modes are mutually exclusive: mode is not null');
  return mode;
}

function restartOf(core: Core, input: RestartInput): { items: string[]; configuration: RestartConfiguration } {
  if (input.instructions.length === 0)
    throw new BadUserRequestError('Restart instructions cannot be empty: instructions is empty');
  if (!core.rows.get('processDefinition', input.processDefinitionId))
    throw new NotFoundError(`no deployed process definition found with id '${input.processDefinitionId}'`);
  return {
    items: [...new Set(historicInstancesOf(core, input.processInstanceIds, input.historicProcessInstanceQuery))],
    configuration: {
      processDefinitionId: input.processDefinitionId,
      instructions: input.instructions,
      initialVariables: input.initialVariables ?? false,
      skipCustomListeners: input.skipCustomListeners ?? false,
      skipIoMappings: input.skipIoMappings ?? false,
      withoutBusinessKey: input.withoutBusinessKey ?? false,
    },
  };
}

const MODES = {
  absolute: 'ABSOLUTE_REMOVAL_TIME',
  cleared: 'CLEARED_REMOVAL_TIME',
  calculated: 'CALCULATED_REMOVAL_TIME',
};

/** What the log says of a removal time that was set. */
const removalTimeChanges = (
  { mode, removalTime }: Pick<RemovalTimeConfiguration, 'mode' | 'removalTime'>,
  nrOfInstances: number,
  input: Pick<SetRemovalTimeInput, 'hierarchical' | 'updateInChunks' | 'updateChunkSize'>,
): PropertyChange[] => [
  ...given({
    mode: MODES[mode],
    removalTime,
    hierarchical: input.hierarchical ?? false,
    nrOfInstances,
    async: true,
    updateInChunks: input.updateInChunks ?? false,
    chunkSize: input.updateChunkSize ?? null,
  }),
];

type Starts = Pick<
  BatchService,
  'deleteHistoricProcessInstances' | 'setRemovalTime' | 'restartProcessInstances' | 'restartProcessInstancesNow'
>;

/** The operations on what has ended. */
export function historyBatchStarts(core: Core): Starts {
  const restartLogged = (id: string, async: boolean) =>
    ofDefinition('RestartProcessInstance', core.rows.get('processDefinition', id), async);
  const by = (creator: BatchCreator | undefined) => ({ createUserId: creator?.userId });
  return {
    deleteHistoricProcessInstances: async (input, creator) =>
      toBatchDto(
        await createBatch(core, {
          type: 'historic-instance-deletion',
          items: historicInstancesOf(core, input.historicProcessInstanceIds, input.historicProcessInstanceQuery),
          itemsAre: 'historicProcessInstanceIds',
          configuration: {},
          operation: (nrOfInstances) =>
            onInstances('DeleteHistory', {
              changes: given({ nrOfInstances, async: true, deleteReason: input.deleteReason ?? null }),
            }),
          ...by(creator),
        }),
      ),
    setRemovalTime: async (input, creator) => {
      if (!input.historicProcessInstanceIds && !input.historicProcessInstanceQuery)
        throw new BadUserRequestError('Neither query nor ids provided.');
      const configuration = { ...modeOf(input), hierarchical: input.hierarchical ?? false };
      const items = historicInstancesOf(core, input.historicProcessInstanceIds, input.historicProcessInstanceQuery);
      const itemsAre = 'historicProcessInstances';
      return toBatchDto(
        await createBatch(core, {
          type: 'process-set-removal-time',
          items,
          itemsAre,
          configuration,
          operation: (nrOfInstances) =>
            onInstances('SetRemovalTime', { changes: removalTimeChanges(configuration, nrOfInstances, input) }),
          ...by(creator),
        }),
      );
    },
    restartProcessInstances: async (input, creator) =>
      toBatchDto(
        await createBatch(core, {
          type: 'instance-restart',
          itemsAre: 'processInstanceIds',
          ...restartOf(core, input),
          tenantId: core.rows.get('processDefinition', input.processDefinitionId)?.tenantId,
          operation: restartLogged(input.processDefinitionId, true),
          ...by(creator),
        }),
      ),
    restartProcessInstancesNow: async (input) => {
      const { items, configuration } = restartOf(core, input);
      checkItems(items, 'processInstanceIds', core.batchSettings);
      await core.processor.executeAfterWrites((ctx) => {
        logOperation(ctx, () => restartLogged(input.processDefinitionId, false)(items.length));
        oneAfterAnother(ctx, items, (id) => restart.each(ctx, id, configuration, core));
      });
    },
  };
}
