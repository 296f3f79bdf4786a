import type { ActivityInstanceDto, ActivityInstanceIncidentDto, TransitionInstanceDto } from '@anliu/engine-protocol';
import { EXECUTION, decodeRow } from '@anliu/engine-kernel';
import type { Execution, Graph } from '@anliu/engine-kernel';
import { found } from '../context.js';
import type { ReadContext } from '../context.js';
import { all } from '../sql/select.js';

interface Node {
  readonly dto: ActivityInstanceDto;
  readonly children: ActivityInstanceDto[];
  readonly transitions: TransitionInstanceDto[];
}

const isHosting = (row: Execution): boolean => row.state === 'hosting';

/** What the instance is doing, as a tree: rows with an activity instance are its nodes, waiting tokens its transitions. */
export function activityTree(context: ReadContext, processInstanceId: string): ActivityInstanceDto {
  const { db } = context;
  const rows = all(db, 'SELECT * FROM execution WHERE process_instance_id = ? ORDER BY id', [processInstanceId]).map(
    (row) => decodeRow(EXECUTION, row),
  );
  const instance = found(
    rows.find((row) => row.id === processInstanceId),
    'Process instance',
    processInstanceId,
  );
  const graph = context.graph(instance.processDefinitionId);
  const incidents = incidentsByExecution(context, processInstanceId);
  const shown = (row: Execution): string => (row.kind === 'token' && !row.isVisible ? (row.ownerId ?? row.id) : row.id);
  const incidentsAt = (row: Execution): ActivityInstanceIncidentDto[] =>
    (incidents.get(shown(row)) ?? []).filter(({ activityId }) => activityId === row.activityId);
  const concurrentHosts = (scope: Execution): string[] =>
    rows.filter((row) => row.ownerId === scope.id && row.isVisible && isHosting(row)).map((row) => row.id);

  const nodes = new Map<string, Node>();
  const addNode = (row: Execution, id: string, executionIds: readonly string[]): void => {
    const children: ActivityInstanceDto[] = [];
    const transitions: TransitionInstanceDto[] = [];
    const own = incidentsAt(row);
    const dto: ActivityInstanceDto = {
      id,
      parentActivityInstanceId: row === instance ? null : (row.parentActivityInstanceId ?? processInstanceId),
      ...described(row, instance, graph),
      processInstanceId,
      processDefinitionId: row.processDefinitionId,
      executionIds,
      childActivityInstances: children,
      childTransitionInstances: transitions,
      incidentIds: own.map((incident) => incident.id),
      incidents: own,
    };
    nodes.set(id, { dto, children, transitions });
  };

  addNode(instance, instance.id, [instance.id, ...concurrentHosts(instance)]);
  const waiting: Execution[] = [];
  for (const row of rows) {
    if (row === instance || row.isEventScope || row.activityId === null || (row.kind === 'token' && isHosting(row)))
      continue;
    if (row.activityInstanceId === null) waiting.push(row);
    // A scope re-opened for compensation may show as the very instance it lies in.
    else if (row.activityInstanceId === row.parentActivityInstanceId) continue;
    else if (!nodes.has(row.activityInstanceId))
      addNode(row, row.activityInstanceId, [shown(row), ...(row.kind === 'scope' ? concurrentHosts(row) : [])]);
  }
  const parentOf = (id: string | null): Node =>
    (id === null ? undefined : nodes.get(id)) ?? (nodes.get(processInstanceId) as Node);
  for (const { dto } of nodes.values())
    if (dto.id !== processInstanceId) parentOf(dto.parentActivityInstanceId).children.push(dto);
  for (const row of waiting) {
    const parent = parentOf(row.parentActivityInstanceId);
    const own = incidentsAt(row);
    const { activityId, activityName, activityType } = described(row, instance, graph);
    parent.transitions.push({
      id: shown(row),
      parentActivityInstanceId: parent.dto.id,
      activityId,
      activityName,
      activityType,
      processInstanceId,
      processDefinitionId: row.processDefinitionId,
      executionId: shown(row),
      incidentIds: own.map((incident) => incident.id),
      incidents: own,
    });
  }
  return (nodes.get(processInstanceId) as Node).dto;
}

function described(row: Execution, instance: Execution, graph: Graph | undefined) {
  if (row === instance) {
    const name = graph?.model.name ?? null;
    return { activityId: row.processDefinitionId, activityName: name, name, activityType: 'processDefinition' };
  }
  const activityId = row.activityId ?? '';
  const element = graph?.elements.get(activityId);
  const name = element?.node.name ?? null;
  return { activityId, activityName: name, name, activityType: element?.activityType ?? '' };
}

function incidentsByExecution(
  { db }: ReadContext,
  processInstanceId: string,
): Map<string, ActivityInstanceIncidentDto[]> {
  const byExecution = new Map<string, ActivityInstanceIncidentDto[]>();
  const rows = all(db, 'SELECT id, activity_id, execution_id FROM incident WHERE process_instance_id = ? ORDER BY id', [
    processInstanceId,
  ]);
  for (const row of rows) {
    const executionId = String(row['execution_id']);
    const list = byExecution.get(executionId) ?? [];
    list.push({ id: String(row['id']), activityId: String(row['activity_id'] ?? '') });
    byExecution.set(executionId, list);
  }
  return byExecution;
}
