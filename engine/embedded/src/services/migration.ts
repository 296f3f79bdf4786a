import type { MigrationExecutionInput, MigrationService } from '@anliu/engine-protocol';
import { migration } from '@anliu/engine-kernel';
import { createBatch } from '../batches/create.js';
import type { MigrationConfiguration } from '../batches/operations/migration.js';
import { toBatchDto } from '../queries/index.js';
import type { Core } from '../runtime-core.js';

/** The instances an execution means: those named and those found, each once. */
export async function migratingInstances(core: Core, input: MigrationExecutionInput): Promise<string[]> {
  const ids = new Set(input.processInstanceIds ?? []);
  if (input.processInstanceQuery) {
    for (const { id } of await core.reads.runtime.listProcessInstances(input.processInstanceQuery)) ids.add(id);
  }
  return [...ids];
}

export function migrationService(core: Core): MigrationService {
  const { processor, definitions } = core;
  return {
    generate: async (input) => migration.generatePlan(definitions, input),
    validate: async (plan) => migration.checkPlan(definitions, plan).report,
    async execute(input) {
      const processInstanceIds = await migratingInstances(core, input);
      await processor.execute((ctx) =>
        migration.migrateInstances(ctx, {
          plan: input.migrationPlan,
          processInstanceIds,
          skipCustomListeners: input.skipCustomListeners,
          skipIoMappings: input.skipIoMappings,
        }),
      );
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
      });
      return toBatchDto(batch);
    },
  };
}
