import { BadUserRequestError } from '@anliu/engine-protocol';
import type { ChosenInstances, InstancesModificationInput } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import { modificationLogged } from '../operation-log/instances.js';
import { logOperation } from '../operation-log/operation.js';
import type { Core } from '../runtime-core.js';

/** The ids a choice means, each once: those given first, then those the queries find. */
async function chosenInstances({ reads }: Core, chosen: ChosenInstances): Promise<string[]> {
  const { processInstanceIds = [], processInstanceQuery, historicProcessInstanceQuery } = chosen;
  const running = processInstanceQuery ? await reads.runtime.listProcessInstances(processInstanceQuery) : [];
  const historic = historicProcessInstanceQuery
    ? await reads.history.listProcessInstances(historicProcessInstanceQuery)
    : [];
  return [...new Set([...processInstanceIds, ...[...running, ...historic].map(({ id }) => id)])];
}

export async function modifyInstances(core: Core, input: InstancesModificationInput): Promise<void> {
  if (input.instructions.length === 0)
    throw new BadUserRequestError('Modification instructions cannot be empty: instructions is empty');
  const ids = await chosenInstances(core, input);
  if (ids.length === 0)
    throw new BadUserRequestError('Process instance ids cannot be empty: Process instance ids is empty');
  await core.processor.execute((ctx) => {
    logOperation(ctx, () => modificationLogged(core, input, false)(ids.length));
    commands.modifyInstances(ctx, ctx.definition(input.processDefinitionId).row.id, ids, input.instructions, {
      skipCustomListeners: input.skipCustomListeners ?? false,
      skipIoMappings: input.skipIoMappings ?? false,
    });
  });
}
