import type { CaseOperations, FlowVariable } from '@anliu/contract';
import type { CaseRecord } from '@anliu/cases';
import { NotFoundError, type ActivityInstanceDto, type VariableInstanceDto } from '@anliu/engine-protocol';
import type { PersonPrincipal } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import { placesOf, targetsOf } from '../domain/steps.js';
import { meaningOf, valueText, type VariableMeaning } from '../domain/variables.js';
import { MAX_TIMERS } from '../limits.js';
import { caseByNo, choicesOf, markOf, type OperationsContext } from './context.js';
import { incidentsOf } from './incidents.js';

/** The tree of what goes on in an instance; undefined when it has ended or never was. */
export async function treeOf(
  { engine }: OperationsContext,
  { instanceId }: CaseRecord,
): Promise<ActivityInstanceDto | undefined> {
  if (instanceId === undefined) return undefined;
  try {
    return await engine.runtime.getActivityInstances(instanceId);
  } catch (error) {
    if (NotFoundError.isInstance(error)) return undefined;
    throw error;
  }
}

/** Variables of the instance itself, with what they mean; those of single steps are the steps' own. */
export async function variablesOf(
  context: OperationsContext,
  record: CaseRecord,
): Promise<{ stored: VariableInstanceDto; meaning: VariableMeaning }[]> {
  const { instanceId } = record;
  if (instanceId === undefined) return [];
  const found = await context.engine.runtime.listVariableInstances({ processInstanceIdIn: [instanceId] });
  const { process } = context.cases.processOf(record);
  const forms = context.cases.formsOf(record);
  const choices = choicesOf(context);
  return found
    .filter(({ executionId }) => executionId === instanceId)
    .map((stored) => ({ stored, meaning: meaningOf(stored, process, forms, choices) }));
}

/** A case as whoever operates the installation sees it: where it stands and what fails, none of what was answered. */
export async function caseOperations(
  context: OperationsContext,
  no: string,
  viewer: PersonPrincipal,
  mayManage: boolean,
): Promise<CaseOperations> {
  const { cases, engine } = context;
  const record = await caseByNo(context, no);
  const { version, process } = cases.processOf(record);
  const tree = await treeOf(context, record);
  const instance = tree ? (record.instanceId ?? '') : undefined;
  const isSeen = await cases.sees(viewer, record);
  const nobody = new Set(
    instance === undefined
      ? []
      : (await cases.openSteps(record)).filter(({ people }) => people.length === 0).map(({ name }) => name),
  );
  const nameOf = (activity: string): string => process.nodes[activity]?.name ?? '';
  const timers =
    instance === undefined
      ? []
      : await engine.jobs.list({
          processInstanceId: instance,
          timers: true,
          withRetriesLeft: true,
          maxResults: MAX_TIMERS,
        });
  const held = await engine.repository.listProcessDefinitions({ processDefinitionId: record.definitionId });
  const definitions = new Map(
    (
      await Promise.all(
        [...new Set(timers.flatMap(({ jobDefinitionId }) => jobDefinitionId ?? []))].map((id) =>
          engine.jobs.getDefinition(id),
        ),
      )
    ).map(({ id, activityId }) => [id, activityId ?? '']),
  );
  return {
    case: { ...markOf(record), startedAt: record.createdAt, closed: record.closed },
    process: process.name,
    pack: version.manifest.title,
    packVersion: version.version,
    running: tree !== undefined,
    definitionMissing: held.length === 0,
    places: tree
      ? placesOf(tree).map(({ id, activityId }) => ({
          place: id,
          step: nameOf(activityId),
          nobody: nobody.has(nameOf(activityId)),
        }))
      : [],
    targets: targetsOf(process),
    variables: tree
      ? (await variablesOf(context, record))
          .map(({ stored, meaning }) => shown(stored, meaning, isSeen))
          .sort((a, b) => Number(a.label === undefined) - Number(b.label === undefined))
      : [],
    incidents: instance === undefined ? [] : await incidentsOf(context, instance),
    timers: timers.map(({ jobDefinitionId, dueDate }) => ({
      name: nameOf(definitions.get(jobDefinitionId ?? '') ?? ''),
      ...(dueDate === null ? {} : { due: officeIso(dueDate) }),
    })),
    mayManage,
  };
}

function shown(stored: VariableInstanceDto, meaning: VariableMeaning, isSeen: boolean): FlowVariable {
  const { sensitive, ...rest } = meaning;
  return { ...rest, ...(isSeen && !sensitive ? { value: valueText(stored, meaning.input) } : {}) };
}
