import { scopeOf } from '@anliu/engine-expression';
import type { VariableMap } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import { startInstance } from '../flow/instances.js';
import { storedFromDto, valueOf } from '../values/stored-value.js';

export interface StartConditions {
  readonly variables?: VariableMap;
  readonly businessKey?: string | null;
  readonly processDefinitionId?: string | null;
  readonly tenantId?: string | null;
  readonly withoutTenantId?: boolean;
}

/** Starts every instance whose conditional start event holds with the given variables. A condition that cannot be evaluated is false. */
export function evaluateStartCondition(ctx: Context, input: StartConditions): Execution[] {
  const values: Record<string, unknown> = {};
  for (const [name, dto] of Object.entries(input.variables ?? {})) values[name] = valueOf(storedFromDto(dto));
  const scope = scopeOf(values, () => new Date(ctx.now));
  const started: Execution[] = [];
  for (const one of ctx.environment.reader.subscriptions('conditional', null)) {
    if (one.processInstanceId !== null) continue;
    if (input.processDefinitionId && one.processDefinitionId !== input.processDefinitionId) continue;
    if (input.tenantId && one.tenantId !== input.tenantId) continue;
    if (input.withoutTenantId && one.tenantId !== null) continue;
    const definition = ctx.definition(one.processDefinitionId ?? '');
    const { node } = definition.graph.elements.get(one.activityId) ?? {};
    const event = node && 'event' in node ? node.event : undefined;
    if (event?.kind !== 'conditional' || definition.row.suspended) continue;
    let isTrue: boolean;
    try {
      isTrue = event.condition.evaluate(scope) === true;
    } catch {
      isTrue = false;
    }
    if (!isTrue) continue;
    started.push(
      startInstance(ctx, {
        definition,
        businessKey: input.businessKey ?? null,
        variables: input.variables,
        startNodeId: one.activityId,
      }),
    );
  }
  return started;
}
