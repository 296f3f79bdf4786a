import type { Context } from '../state/context.js';
import type { Definition } from '../state/environment.js';
import type { Mappings } from './plan.js';

/** One instance being moved. */
export interface Run {
  readonly ctx: Context;
  readonly plan: Mappings;
  readonly source: Definition;
  readonly target: Definition;
  readonly instanceId: string;
}

/** The columns that tie a row to the target definition. */
export const definitionColumns = ({ target }: Run) => ({
  processDefinitionId: target.row.id,
  processDefinitionKey: target.row.key,
});
