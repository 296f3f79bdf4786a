import type { MigratingProcessInstanceValidationReport, MigrationPlanValidationReport } from './dto/migration.js';
import { EngineError } from './errors.js';

/** A migration plan is refused (400); the report says which instruction or variable and why. */
export class MigrationPlanValidationError extends EngineError {
  declare readonly code: 'engine.migration-plan';
  readonly validationReport: MigrationPlanValidationReport;
  constructor(message: string, validationReport: MigrationPlanValidationReport) {
    super('engine.migration-plan', 'MigrationPlanValidationException', 400, message);
    this.validationReport = validationReport;
  }
  static override isInstance(error: unknown): error is MigrationPlanValidationError {
    return EngineError.isInstance(error) && error.code === 'engine.migration-plan';
  }
}

/** A process instance is in a state its migration plan does not cover (400); the report says what and why. */
export class MigratingProcessInstanceValidationError extends EngineError {
  declare readonly code: 'engine.migrating-instance';
  readonly validationReport: MigratingProcessInstanceValidationReport;
  constructor(message: string, validationReport: MigratingProcessInstanceValidationReport) {
    super('engine.migrating-instance', 'MigratingProcessInstanceValidationException', 400, message);
    this.validationReport = validationReport;
  }
  static override isInstance(error: unknown): error is MigratingProcessInstanceValidationError {
    return EngineError.isInstance(error) && error.code === 'engine.migrating-instance';
  }
}
