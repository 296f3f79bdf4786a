import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { BatchCreator, BatchService, RestartInput, SetRemovalTimeInput } from '@anliu/engine-protocol';
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

type Starts = Pick<
  BatchService,
  'deleteHistoricProcessInstances' | 'setRemovalTime' | 'restartProcessInstances' | 'restartProcessInstancesNow'
>;

/** The operations on what has ended. */
export function historyBatchStarts(core: Core): Starts {
  const by = (creator: BatchCreator | undefined) => ({ createUserId: creator?.userId });
  return {
    deleteHistoricProcessInstances: async (input, creator) =>
      toBatchDto(
        await createBatch(core, {
          type: 'historic-instance-deletion',
          items: historicInstancesOf(core, input.historicProcessInstanceIds, input.historicProcessInstanceQuery),
          itemsAre: 'historicProcessInstanceIds',
          configuration: {},
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
        await createBatch(core, { type: 'process-set-removal-time', items, itemsAre, configuration, ...by(creator) }),
      );
    },
    restartProcessInstances: async (input, creator) =>
      toBatchDto(
        await createBatch(core, {
          type: 'instance-restart',
          itemsAre: 'processInstanceIds',
          ...restartOf(core, input),
          tenantId: core.rows.get('processDefinition', input.processDefinitionId)?.tenantId,
          ...by(creator),
        }),
      ),
    restartProcessInstancesNow: async (input) => {
      const { items, configuration } = restartOf(core, input);
      checkItems(items, 'processInstanceIds', core.batchSettings);
      await core.processor.executeAfterWrites((ctx) =>
        oneAfterAnother(ctx, items, (id) => restart.each(ctx, id, configuration, core)),
      );
    },
  };
}
