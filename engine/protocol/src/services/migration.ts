import type { BatchDto } from '../dto/batch.js';
import type {
  MigrationExecutionInput,
  MigrationPlanDto,
  MigrationPlanGenerationInput,
  MigrationPlanValidationReport,
} from '../dto/migration.js';
import type { BatchCreator } from './batch.js';

/**
 * Moves running instances from one process definition to another (Camunda 7, user guide "Process Instance Migration").
 * A definition that is not deployed is refused with InvalidRequestError.
 */
export interface MigrationService {
  /** A plan that maps activities of equal id and type whose scopes are mapped too. */
  generate(input: MigrationPlanGenerationInput): Promise<MigrationPlanDto>;
  /** Answers an empty report for a valid plan. */
  validate(plan: MigrationPlanDto): Promise<MigrationPlanValidationReport>;
  /**
   * Migrates every instance in one transaction: all of them or none. Throws MigrationPlanValidationError,
   * MigratingProcessInstanceValidationError (the first instance that cannot be migrated), BadUserRequestError without any
   * instance, ProcessEngineError for an instance that does not exist or belongs to another definition.
   */
  execute(input: MigrationExecutionInput): Promise<void>;
  /**
   * Migrates as a batch of type `instance-migration`. The plan is validated at once; an instance that cannot be migrated
   * fails its job.
   */
  executeAsync(input: MigrationExecutionInput, creator?: BatchCreator): Promise<BatchDto>;
}
