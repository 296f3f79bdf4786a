import type { MigrationPlanDto } from '@anliu/engine-protocol';
import { BadUserRequestError, ProcessEngineError } from '@anliu/engine-protocol';
import type { Context } from '../state/context.js';
import { tokensOf, hostedScope } from '../state/tree.js';
import { putDtos } from '../values/variables.js';
import { dissolveUnmappedKept } from './kept.js';
import { moveInstance } from './move.js';
import { removeUnmappedScopes } from './remove.js';
import type { Run } from './run.js';
import { settle } from './settle.js';
import { checkPlan, requireValidPlan } from './validate-plan.js';
import { requireMovable } from './validate-instance.js';

export interface Migration {
  readonly plan: MigrationPlanDto;
  readonly processInstanceIds: readonly string[];
  readonly skipCustomListeners?: boolean | undefined;
  readonly skipIoMappings?: boolean | undefined;
}

/** Moves instances to another definition: all, or by an error none. */
export function migrateInstances(ctx: Context, migration: Migration): void {
  const { plan, processInstanceIds } = migration;
  const { source, target, mappings } = requireValidPlan(checkPlan(ctx.environment.definitions, plan));
  if (processInstanceIds.length === 0) throw new BadUserRequestError('Process instance ids cannot be empty');
  const skipped = {
    skipCustomListeners: migration.skipCustomListeners ?? false,
    skipIoMappings: migration.skipIoMappings ?? false,
  };
  for (const instanceId of new Set(processInstanceIds)) {
    ctx.mode.options = skipped;
    migrateInstance({ ctx, plan: mappings, source, target, instanceId });
    // What the variables set in motion is no longer part of the move.
    ctx.mode.options = {};
    putDtos(ctx, instanceId, plan.variables, false);
  }
}

function migrateInstance(run: Run): void {
  const { ctx, instanceId, source, target } = run;
  const instance = ctx.instance(instanceId);
  if (!instance) {
    throw new ProcessEngineError(
      `ENGINE-23003 Process instance '${instanceId}' cannot be migrated. The process instance does not exist`,
    );
  }
  if (instance.processDefinitionId !== source.row.id) {
    throw new ProcessEngineError(
      `ENGINE-23002 Process instance '${instanceId}' cannot be migrated. Its process definition '${instance.processDefinitionId}' is not the source of the migration plan, '${source.row.id}'`,
    );
  }
  if (target.row.tenantId !== null && target.row.tenantId !== instance.tenantId) {
    throw new ProcessEngineError(
      `ENGINE-23010 Process instance '${instanceId}' cannot be migrated to a process definition of another tenant: '${instance.tenantId ?? ''}' is not '${target.row.tenantId}'`,
    );
  }
  requireMovable(run);
  forEveryScope(run, instanceId, (scopeId) => dissolveUnmappedKept(run, scopeId));
  removeUnmappedScopes(run, instanceId);
  moveInstance(run);
  settle(run);
}

function forEveryScope(run: Run, scopeId: string, visit: (scopeId: string) => void): void {
  for (const token of tokensOf(run.ctx, scopeId)) {
    const inner = hostedScope(run.ctx, token.id);
    if (inner) forEveryScope(run, inner.id, visit);
  }
  visit(scopeId);
}
