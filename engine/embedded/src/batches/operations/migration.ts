import type { MigrationPlanDto } from '@anliu/engine-protocol';
import { migration } from '@anliu/engine-kernel';
import type { BatchOperation } from '../operation.js';

export interface MigrationConfiguration {
  readonly plan: MigrationPlanDto;
  readonly skipCustomListeners: boolean;
  readonly skipIoMappings: boolean;
}

/** @throws the errors of a migration: an instance that has ended or is not covered by the plan fails its job */
export const instanceMigration: BatchOperation<MigrationConfiguration> = {
  each: (ctx, id, configuration) => migration.migrateInstances(ctx, { ...configuration, processInstanceIds: [id] }),
};
