import type { VariableMap, VariableValueDto } from '../variables.js';
import type { ProcessInstanceQuery } from '../query/runtime.js';

/** One source activity and the target activity its instances move to. Camunda's lists have exactly one entry each. */
export interface MigrationInstructionDto {
  readonly sourceActivityIds: readonly string[];
  readonly targetActivityIds: readonly string[];
  /** Whether timers, event names and conditions are taken anew from the target definition. */
  readonly updateEventTrigger?: boolean | null;
}

/** How instances of one process definition move to another one. */
export interface MigrationPlanDto {
  readonly sourceProcessDefinitionId: string;
  readonly targetProcessDefinitionId: string;
  readonly instructions: readonly MigrationInstructionDto[];
  /** Set on every migrated process instance. */
  readonly variables?: VariableMap | undefined;
}

export interface MigrationPlanGenerationInput {
  readonly sourceProcessDefinitionId: string;
  readonly targetProcessDefinitionId: string;
  /** Asks for new triggers in every instruction whose source waits for an event. */
  readonly updateEventTriggers?: boolean;
  readonly variables?: VariableMap | undefined;
}

export interface MigrationExecutionInput {
  readonly migrationPlan: MigrationPlanDto;
  /** Instances to migrate; together with those of the query. */
  readonly processInstanceIds?: readonly string[];
  readonly processInstanceQuery?: ProcessInstanceQuery;
  /** Listeners of scopes that are added or removed do not run. */
  readonly skipCustomListeners?: boolean;
  /** Input and output mappings of scopes that are added or removed do not run. */
  readonly skipIoMappings?: boolean;
}

export interface MigrationInstructionValidationReport {
  readonly instruction: MigrationInstructionDto;
  readonly failures: readonly string[];
}

export interface MigrationVariableValidationReport extends VariableValueDto {
  readonly failures: readonly string[];
}

/** Why a plan is refused; both parts are empty for a valid one. */
export interface MigrationPlanValidationReport {
  readonly instructionReports: readonly MigrationInstructionValidationReport[];
  readonly variableReports: Readonly<Record<string, MigrationVariableValidationReport>>;
}

interface MigratingElementReport {
  /** The plan's instruction for it; null when there is none. */
  readonly migrationInstruction: MigrationInstructionDto | null;
  /** The activity in the source definition. */
  readonly sourceScopeId: string;
  readonly failures: readonly string[];
}

export interface MigratingActivityInstanceValidationReport extends MigratingElementReport {
  readonly activityInstanceId: string;
}

export interface MigratingTransitionInstanceValidationReport extends MigratingElementReport {
  readonly transitionInstanceId: string;
}

/** Why one process instance cannot be migrated with a valid plan. */
export interface MigratingProcessInstanceValidationReport {
  readonly processInstanceId: string;
  readonly failures: readonly string[];
  readonly activityInstanceValidationReports: readonly MigratingActivityInstanceValidationReport[];
  readonly transitionInstanceValidationReports: readonly MigratingTransitionInstanceValidationReport[];
}
