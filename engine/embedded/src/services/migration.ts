import type { MigrationExecutionInput, MigrationService } from '@anliu/engine-protocol';
import { migration } from '@anliu/engine-kernel';
import { createBatch } from '../batches/create.js';
import type { MigrationConfiguration } from '../batches/operations/migration.js';
import { onInstances } from '../operation-log/instances.js';
import { changed, given, logOperation } from '../operation-log/operation.js';
import type { UserOperation } from '../operation-log/operation.js';
import { definitionContextOf } from '../operation-log/selectors.js';
import { toBatchDto } from '../queries/index.js';
import type { Core } from '../runtime-core.js';

/** The instances an execution means: those named and those found, each once. */
async function migratingInstances(core: Core, input: MigrationExecutionInput): Promise<string[]> {
  const ids = new Set(input.processInstanceIds ?? []);
  if (input.processInstanceQuery) {
    for (const { id } of await core.reads.runtime.listProcessInstances(input.processInstanceQuery)) ids.add(id);
  }
  return [...ids];
}

export function migrationService(core: Core): MigrationService {
  const { processor, definitions } = core;
  const logged = ({ migrationPlan: plan }: Pick<MigrationExecutionInput, 'migrationPlan'>, async: boolean) => {
    const { sourceProcessDefinitionId: source, targetProcessDefinitionId: target } = plan;
    const { length: nrOfSetVariables } = Object.keys(plan.variables ?? {});
    return (nrOfInstances: number): UserOperation =>
      onInstances('Migrate', {
        changes: [
          changed('processDefinitionId', source, target),
          ...given({ nrOfInstances, ...(nrOfSetVariables > 0 ? { nrOfSetVariables } : {}), async }),
        ],
        context: definitionContextOf(core, { processDefinitionId: source }),
      });
  };
  return {
    generate: async (input) => migration.generatePlan(definitions, input),
    validate: async (plan) => migration.checkPlan(definitions, plan).report,
    async execute(input) {
      const processInstanceIds = await migratingInstances(core, input);
      await processor.execute((ctx) => {
        migration.migrateInstances(ctx, {
          plan: input.migrationPlan,
          processInstanceIds,
          skipCustomListeners: input.skipCustomListeners,
          skipIoMappings: input.skipIoMappings,
        });
        logOperation(ctx, () => logged(input, false)(processInstanceIds.length));
      });
    },
    async executeAsync({ migrationPlan: plan, ...input }, creator = {}) {
      const { target } = migration.requireValidPlan(migration.checkPlan(definitions, plan));
      const configuration: MigrationConfiguration = {
        plan,
        skipCustomListeners: input.skipCustomListeners ?? false,
        skipIoMappings: input.skipIoMappings ?? false,
      };
      const batch = await createBatch(core, {
        type: 'instance-migration',
        items: await migratingInstances(core, { ...input, migrationPlan: plan }),
        itemsAre: 'process instance ids',
        configuration,
        createUserId: creator.userId,
        tenantId: target.row.tenantId,
        operation: logged({ migrationPlan: plan }, true),
      });
      return toBatchDto(batch);
    },
  };
}
