import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type {
  MessageCorrelationInput,
  RuntimeService,
  StartProcessInstanceInput,
  VariableMap,
  VariableModifications,
} from '@anliu/engine-protocol';
import { atRest, broadcast, commands, evaluateStartCondition, startInstance } from '@anliu/engine-kernel';
import type { Context, Definition, EventSubscription, Execution } from '@anliu/engine-kernel';
import { callersGuard } from '../authorization/rights.js';
import type { Guard } from '../authorization/rights.js';
import { inDefinition, inInstance } from '../operation-log/contexts.js';
import { logInstance, onInstances, suspension } from '../operation-log/instances.js';
import { changed, given, logOperation } from '../operation-log/operation.js';
import type { OperationContext } from '../operation-log/operation.js';
import { logVariables } from '../operation-log/variables.js';
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
  ctx.mode.options = {
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

/** What the log says the selector meant. */
function contextOf(
  ctx: Context,
  selector: Parameters<RuntimeService['setProcessInstanceSuspended']>[0],
): OperationContext {
  const { definitions } = ctx.environment;
  if ('processInstanceId' in selector) {
    const instance = ctx.instance(selector.processInstanceId);
    return instance ? inInstance(definitions, instance) : {};
  }
  if ('processDefinitionKey' in selector) return { processDefinitionKey: selector.processDefinitionKey };
  const definition = 'processDefinitionId' in selector ? definitions.byId(selector.processDefinitionId) : undefined;
  return definition ? inDefinition(definition.row) : {};
}

/** A message for everyone who waits: the instance it reached, or how many. To one alone it is not logged, as in Camunda. */
function logCorrelation(ctx: Context, input: MessageCorrelationInput, reached: readonly Execution[]): void {
  const [first] = reached;
  if (!input.all || !first) return;
  const { length: nrOfVariables } = Object.keys({ ...input.processVariables, ...input.processVariablesLocal });
  const message = {
    messageName: input.messageName,
    ...(nrOfVariables > 0 ? { nrOfVariables } : {}),
  };
  if (reached.length === 1)
    logInstance(ctx, 'CorrelateMessage', first, {
      changes: given({ ...message, processInstanceId: first.processInstanceId }),
    });
  else
    logOperation(ctx, () =>
      onInstances('CorrelateMessage', {
        changes: given({ ...message, nrOfInstances: reached.length }),
        context: inDefinition(ctx.definitionOf(first).row),
      }),
    );
}

const mayStart = (guard: Guard, key: string): void => {
  guard([{ permission: 'CREATE', resource: 'ProcessInstance' }]);
  guard([{ permission: 'CREATE_INSTANCE', resource: 'ProcessDefinition', id: key }]);
};
const mayUpdate = (guard: Guard, instanceId: string, key: string | null): void =>
  guard([
    { permission: 'UPDATE', resource: 'ProcessInstance', id: instanceId },
    { permission: 'UPDATE_INSTANCE', resource: 'ProcessDefinition', id: key },
  ]);
const mayReach = (guard: Guard, waiting: readonly EventSubscription[]): void => {
  for (const { processInstanceId, processDefinitionKey } of waiting)
    if (processInstanceId === null) mayStart(guard, processDefinitionKey ?? '');
    else mayUpdate(guard, processInstanceId, processDefinitionKey);
};

export function runtimeService(core: Core): RuntimeService {
  const { processor, readContext } = core;
  /** Also of an instance this very command has ended. */
  const keyOf = (ctx: Context, instanceId: string): string | null =>
    (ctx.instance(instanceId) ?? core.rows.get('execution', instanceId))?.processDefinitionKey ?? null;
  const variablesOf = (id: string): VariableMap => instanceVariables(readContext, id);
  const changingVariables = (
    operationType: Parameters<typeof logVariables>[1],
    id: string,
    changes: VariableModifications,
    local = false,
  ): Promise<void> =>
    processor.execute((ctx) => {
      logVariables(ctx, operationType, id);
      commands.changeVariables(ctx, id, changes, local);
    });
  return {
    ...core.reads.runtime,

    async startProcessInstance(input) {
      const result = await processor.execute((ctx) => {
        const instance = start(ctx, input);
        logInstance(ctx, 'Create', instance);
        return atRest(() => ({ instance, row: ctx.store.get('execution', instance.id) }));
      });
      return {
        ...toProcessInstanceDto(result.row ?? result.instance),
        ended: result.row === undefined,
        variables: input.withVariablesInReturn ? variablesOf(result.instance.id) : {},
      };
    },
    deleteProcessInstance: (id, options = {}) =>
      processor.execute((ctx) => {
        logInstance(ctx, 'Delete', ctx.instance(id));
        commands.removeInstance(ctx, id, {
          reason: options.deleteReason ?? null,
          skipCustomListeners: options.skipCustomListeners,
          skipIoMappings: options.skipIoMappings,
          skipSubprocesses: options.skipSubprocesses,
        });
      }),
    async setProcessInstanceSuspended(selector, suspended) {
      await processor.executeAfterWrites((ctx) => {
        logOperation(ctx, () =>
          onInstances(suspended ? 'Suspend' : 'Activate', {
            changes: [changed('suspensionState', null, suspension(suspended))],
            context: contextOf(ctx, selector),
          }),
        );
        for (const id of selected(core, selector)) commands.suspendInstance(ctx, id, suspended);
      });
    },
    modifyProcessInstance: (id, input) =>
      processor.execute((ctx) => {
        logInstance(ctx, 'ModifyProcessInstance', ctx.instance(id), { annotation: input.annotation });
        commands.modifyInstance(ctx, id, input.instructions, {
          skipCustomListeners: input.skipCustomListeners ?? false,
          skipIoMappings: input.skipIoMappings ?? false,
        });
      }),
    modifyProcessInstances: (input) => modifyInstances(core, input),
    signalExecution: (id, variables) => processor.execute((ctx) => commands.signalExecution(ctx, id, variables)),
    triggerMessage: (id, name, variables) =>
      processor.execute((ctx) => commands.triggerMessage(ctx, id, name, variables)),
    setVariable: (id, name, value, options = {}) =>
      changingVariables('SetVariable', id, { modifications: { [name]: value } }, options.local),
    deleteVariable: (id, name, options = {}) =>
      changingVariables('RemoveVariable', id, { deletions: [name] }, options.local),
    modifyVariables: (id, changes, options = {}) => changingVariables('ModifyVariable', id, changes, options.local),

    async correlateMessage(input) {
      if (input.messageName === '') throw new BadUserRequestError('No message name supplied');
      const { withoutTenantId, tenantId, ...query } = input;
      const guard = callersGuard(core.rows);
      const found = await processor.execute((ctx) => {
        const correlated = commands.correlateMessage(ctx, {
          ...query,
          tenantId: withoutTenantId ? null : (tenantId ?? undefined),
        });
        const reached = correlated.map((one) =>
          one.resultType === 'Execution' ? ctx.instance(one.processInstanceId) : one.instance,
        );
        // What the message reached is only known now; a refusal takes it all back.
        if (guard)
          for (const one of correlated) {
            if (one.resultType === 'ProcessDefinition') mayStart(guard, one.instance.processDefinitionKey);
            else mayUpdate(guard, one.processInstanceId, keyOf(ctx, one.processInstanceId));
          }
        logCorrelation(
          ctx,
          input,
          reached.filter((one) => one !== undefined),
        );
        return correlated;
      });
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
    broadcastSignal: (input) => {
      const guard = callersGuard(core.rows);
      return processor.execute((ctx) =>
        broadcast(ctx, input.name, {
          variables: input.variables,
          executionId: input.executionId ?? undefined,
          tenantId: input.withoutTenantId ? null : (input.tenantId ?? undefined),
          exactTenant: true,
          ...(guard ? { before: (waiting) => mayReach(guard, waiting) } : {}),
        }),
      );
    },
    async evaluateConditions(input) {
      const guard = callersGuard(core.rows);
      const started = await processor.execute((ctx) => {
        const instances = evaluateStartCondition(ctx, input);
        if (guard) for (const { processDefinitionKey } of instances) mayStart(guard, processDefinitionKey);
        return instances;
      });
      return started.map(toProcessInstanceDto);
    },
  };
}
