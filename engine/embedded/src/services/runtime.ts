import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { RuntimeService, StartProcessInstanceInput, VariableMap } from '@anliu/engine-protocol';
import { atRest, broadcast, commands, evaluateStartCondition, startInstance } from '@anliu/engine-kernel';
import type { Context, Definition, Execution } from '@anliu/engine-kernel';
import type { Core } from '../runtime-core.js';
import { modifyInstances } from './modification.js';
import { instanceVariables, toExecutionDto, toProcessInstanceDto } from '../queries/index.js';

function chosenDefinition(ctx: Context, input: StartProcessInstanceInput): Definition {
  const { definitions } = ctx.environment;
  if (input.processDefinitionId !== undefined) {
    const found = definitions.byId(input.processDefinitionId);
    if (found) return found;
    throw new NotFoundError(
      `Cannot instantiate process definition ${input.processDefinitionId}: no deployed process definition found with id '${input.processDefinitionId}'`,
      { status: 404 },
    );
  }
  const key = input.processDefinitionKey ?? '';
  const found = definitions.latest(key, input.tenantId ?? null);
  if (found) return found;
  throw new NotFoundError(
    `No matching process definition with key: ${key} and ${input.tenantId ? `tenant-id: ${input.tenantId}` : 'no tenant-id'}`,
    { type: 'RestException' },
  );
}

function start(ctx: Context, input: StartProcessInstanceInput): Execution {
  const definition = chosenDefinition(ctx, input);
  const instructions = input.startInstructions ?? [];
  ctx.options = {
    skipCustomListeners: input.skipCustomListeners ?? false,
    skipIoMappings: input.skipIoMappings ?? false,
  };
  const request = {
    definition,
    businessKey: input.businessKey ?? null,
    variables: input.variables,
    isForm: input.isForm,
    caseInstanceId: input.caseInstanceId ?? null,
  };
  return instructions.length > 0
    ? commands.startAtInstructions(ctx, request, instructions)
    : startInstance(ctx, request);
}

/** Instances a selector means. */
function selected(core: Core, selector: Parameters<RuntimeService['setProcessInstanceSuspended']>[0]): string[] {
  if ('processInstanceId' in selector) return [selector.processInstanceId];
  if ('processInstanceIds' in selector) return [...selector.processInstanceIds];
  const rows =
    'processDefinitionId' in selector
      ? core.rows.where('execution', "kind = 'instance' AND process_definition_id = ?", selector.processDefinitionId)
      : core.rows.where('execution', "kind = 'instance' AND process_definition_key = ?", selector.processDefinitionKey);
  return rows.map(({ id }) => id);
}

export function runtimeService(core: Core): RuntimeService {
  const { processor, readContext } = core;
  const variablesOf = (id: string): VariableMap => instanceVariables(readContext, id);
  return {
    ...core.reads.runtime,

    async startProcessInstance(input) {
      const result = await processor.execute((ctx) => {
        const instance = start(ctx, input);
        return atRest(() => ({ instance, row: ctx.store.get('execution', instance.id) }));
      });
      return {
        ...toProcessInstanceDto(result.row ?? result.instance),
        ended: result.row === undefined,
        variables: input.withVariablesInReturn ? variablesOf(result.instance.id) : {},
      };
    },
    deleteProcessInstance: (id, options = {}) =>
      processor.execute((ctx) =>
        commands.removeInstance(ctx, id, {
          reason: options.deleteReason ?? null,
          skipCustomListeners: options.skipCustomListeners,
          skipIoMappings: options.skipIoMappings,
        }),
      ),
    async setProcessInstanceSuspended(selector, suspended) {
      await processor.executeAfterWrites((ctx) => {
        for (const id of selected(core, selector)) commands.suspendInstance(ctx, id, suspended);
      });
    },
    modifyProcessInstance: (id, input) =>
      processor.execute((ctx) =>
        commands.modifyInstance(ctx, id, input.instructions, {
          skipCustomListeners: input.skipCustomListeners ?? false,
          skipIoMappings: input.skipIoMappings ?? false,
        }),
      ),
    modifyProcessInstances: (input) => modifyInstances(core, input),
    signalExecution: (id, variables) => processor.execute((ctx) => commands.signalExecution(ctx, id, variables)),
    triggerMessage: (id, name, variables) =>
      processor.execute((ctx) => commands.triggerMessage(ctx, id, name, variables)),
    setVariable: (id, name, value, options = {}) =>
      processor.execute((ctx) =>
        commands.changeVariables(ctx, id, { modifications: { [name]: value } }, options.local ?? false),
      ),
    deleteVariable: (id, name, options = {}) =>
      processor.execute((ctx) => commands.changeVariables(ctx, id, { deletions: [name] }, options.local ?? false)),
    modifyVariables: (id, changes, options = {}) =>
      processor.execute((ctx) => commands.changeVariables(ctx, id, changes, options.local ?? false)),

    async correlateMessage(input) {
      if (input.messageName === '') throw new BadUserRequestError('No message name supplied');
      const { withoutTenantId, tenantId, ...query } = input;
      const found = await processor.execute((ctx) =>
        commands.correlateMessage(ctx, {
          ...query,
          tenantId: withoutTenantId ? null : (tenantId ?? undefined),
        }),
      );
      return found.map((one) => {
        const execution = one.resultType === 'Execution' ? core.rows.get('execution', one.executionId) : undefined;
        const instanceId = one.resultType === 'Execution' ? one.processInstanceId : one.instance.id;
        return {
          resultType: one.resultType,
          execution:
            one.resultType === 'Execution'
              ? execution
                ? toExecutionDto(execution)
                : { id: one.executionId, processInstanceId: one.processInstanceId, ended: true, tenantId: null }
              : null,
          processInstance: one.resultType === 'ProcessDefinition' ? toProcessInstanceDto(one.instance) : null,
          ...(input.variablesInResultEnabled ? { variables: variablesOf(instanceId) } : {}),
        };
      });
    },
    broadcastSignal: (input) =>
      processor.execute((ctx) =>
        broadcast(ctx, input.name, {
          variables: input.variables,
          executionId: input.executionId ?? undefined,
          tenantId: input.withoutTenantId ? null : (input.tenantId ?? undefined),
          exactTenant: true,
        }),
      ),
    async evaluateConditions(input) {
      const started = await processor.execute((ctx) => evaluateStartCondition(ctx, input));
      return started.map(toProcessInstanceDto);
    },
  };
}
