import type {
  ExternalTaskRetriesInput,
  HistoricProcessInstanceQuery,
  JobRetriesBatchInput,
  ChosenInstances,
} from '@anliu/engine-protocol';
import { HISTORIC_PROCESS_INSTANCES, PROCESS_INSTANCES, externalTasksAt, jobsAt, selectIds } from '../queries/index.js';
import type { Core } from '../runtime-core.js';

/** One more than a batch may have, so that too many are noticed and no more than that are read. */
const limitOf = ({ batchSettings }: Core): number => batchSettings.maxItems + 1;

export const historicInstancesOf = (
  core: Core,
  ids: readonly string[] | undefined,
  query: HistoricProcessInstanceQuery | undefined,
): string[] => [...(ids ?? []), ...(query ? selectIds(core.db, HISTORIC_PROCESS_INSTANCES, query, limitOf(core)) : [])];

/** The instances a selection names, each once. */
export function instancesOf(core: Core, selection: ChosenInstances): string[] {
  const { processInstanceIds, processInstanceQuery, historicProcessInstanceQuery } = selection;
  const running = processInstanceQuery
    ? selectIds(core.db, PROCESS_INSTANCES, processInstanceQuery, limitOf(core))
    : [];
  return [...new Set([...historicInstancesOf(core, processInstanceIds, historicProcessInstanceQuery), ...running])];
}

export function jobsOf(core: Core, { jobIds, jobQuery }: JobRetriesBatchInput): string[] {
  const found = jobQuery ? selectIds(core.db, jobsAt(core.now()), jobQuery, limitOf(core)) : [];
  return [...new Set([...(jobIds ?? []), ...found])];
}

export function jobsOfInstances(core: Core, selection: ChosenInstances): string[] {
  const processInstanceIds = instancesOf(core, selection);
  if (processInstanceIds.length === 0) return [];
  return selectIds(core.db, jobsAt(core.now()), { processInstanceIds }, limitOf(core));
}

export function externalTasksOf(core: Core, input: ExternalTaskRetriesInput): string[] {
  const tasks = externalTasksAt(core.now());
  const found = input.externalTaskQuery ? selectIds(core.db, tasks, input.externalTaskQuery, limitOf(core)) : [];
  const processInstanceIdIn = instancesOf(core, input);
  const ofInstances =
    processInstanceIdIn.length > 0 ? selectIds(core.db, tasks, { processInstanceIdIn }, limitOf(core)) : [];
  return [...new Set([...(input.externalTaskIds ?? []), ...found, ...ofInstances])];
}
