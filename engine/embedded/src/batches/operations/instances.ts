import type { ModificationInstruction, VariableMap } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import type { BatchOperation } from '../operation.js';

export interface DeletionConfiguration {
  readonly deleteReason: string | null;
  readonly skipCustomListeners: boolean;
  readonly skipIoMappings: boolean;
  /** Absent in batches of older engines. */
  readonly skipSubprocesses?: boolean;
}

/** Instances that have ended meanwhile are passed over, as in Camunda. */
export const deletion: BatchOperation<DeletionConfiguration> = {
  each: (ctx, id, { deleteReason, ...skips }) => {
    if (ctx.instance(id)) commands.removeInstance(ctx, id, { reason: deleteReason, ...skips });
  },
};

export const suspension: BatchOperation<{ readonly suspended: boolean }> = {
  each: (ctx, id, { suspended }) => {
    if (ctx.instance(id)) commands.suspendInstance(ctx, id, suspended);
  },
};

export const setVariables: BatchOperation<{ readonly variables: VariableMap }> = {
  each: (ctx, id, { variables }) => {
    if (ctx.instance(id)) commands.changeVariables(ctx, id, { modifications: variables }, false);
  },
};

/** Reaches every execution of the instance that waits for the message, which may be none. */
export const correlation: BatchOperation<{ readonly messageName: string | null; readonly variables?: VariableMap }> = {
  each: (ctx, processInstanceId, { messageName, variables }) => {
    commands.correlateMessage(ctx, {
      messageName: messageName ?? '',
      processInstanceId,
      processVariables: variables,
      all: true,
      executionsOnly: true,
    });
  },
};

export interface ModificationConfiguration {
  /** The definition every instance must be of. */
  readonly processDefinitionId: string;
  readonly instructions: readonly ModificationInstruction[];
  readonly skipCustomListeners: boolean;
  readonly skipIoMappings: boolean;
}

/** @throws ProcessEngineError when the instance has ended or is of another definition */
export const modification: BatchOperation<ModificationConfiguration> = {
  each: (ctx, id, { processDefinitionId, instructions, ...skips }) =>
    commands.modifyInstances(ctx, processDefinitionId, [id], instructions, skips),
};
