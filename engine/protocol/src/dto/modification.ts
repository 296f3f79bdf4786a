import type { HistoricProcessInstanceQuery } from '../query/history.js';
import type { ProcessInstanceQuery } from '../query/runtime.js';
import type { ModificationInput } from './runtime.js';

/** Instances chosen by id and by queries; together they name each instance once. */
export interface ChosenInstances {
  readonly processInstanceIds?: readonly string[];
  readonly processInstanceQuery?: ProcessInstanceQuery;
  readonly historicProcessInstanceQuery?: HistoricProcessInstanceQuery;
}

/** One modification of several instances of one definition. A cancel instruction names an activity. */
export interface InstancesModificationInput extends ModificationInput, ChosenInstances {
  readonly processDefinitionId: string;
}
