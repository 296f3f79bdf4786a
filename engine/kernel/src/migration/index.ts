import type { MigrationPlanDto, MigrationPlanGenerationInput } from '@anliu/engine-protocol';
import type { Definitions } from '../state/environment.js';
import { generateMappings } from './generate.js';
import { toInstruction } from './plan.js';
import { checkPlan, definitionsOfPlan, requireValidPlan } from './validate-plan.js';

export { migrateInstances } from './execute.js';
export type { Migration } from './execute.js';
export { checkPlan, requireValidPlan } from './validate-plan.js';

/** A plan of equal activities. @throws InvalidRequestError for definitions, MigrationPlanValidationError for variables */
export function generatePlan(definitions: Definitions, input: MigrationPlanGenerationInput): MigrationPlanDto {
  const { source, target } = definitionsOfPlan(definitions, input);
  const mappings = generateMappings(source.graph, target.graph, input.updateEventTriggers ?? false);
  const plan: MigrationPlanDto = {
    sourceProcessDefinitionId: source.row.id,
    targetProcessDefinitionId: target.row.id,
    instructions: mappings.all.map(toInstruction),
    variables: input.variables,
  };
  requireValidPlan(checkPlan(definitions, plan));
  return plan;
}
