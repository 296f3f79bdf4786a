import type { Execution } from '../tables/entities.js';
import { shownId } from '../state/projection.js';
import { whereOf } from '../history/where.js';
import { projectExecutions } from '../state/projection.js';
import { moveIncident } from './dependents.js';
import { definitionColumns } from './run.js';
import type { Run } from './run.js';

/**
 * When everything has its place: the shown execution ids of tasks, jobs and variables, the incidents that belong to no
 * job, and the open history of the instance.
 */
export function settle(run: Run): void {
  const { ctx, instanceId } = run;
  keepTokenOrder(run);
  projectExecutions(ctx);
  const executions = new Map(ctx.store.ofInstance('execution', instanceId).map((row) => [row.id, row]));
  const shownOf = (ownerId: string | null): string | null => {
    const owner = executions.get(ownerId ?? '');
    return owner ? shownId(owner) : null;
  };
  settleWaits(run, shownOf);
  settleVariables(run, executions, shownOf);
  settleIncidents(run, executions);
  writeHistory(run, executions);
}

/** Tokens of a scope are looked at in the order of their ids, also after a restart: moved ones come in between. */
function keepTokenOrder({ ctx }: Run): void {
  for (const scopeId of ctx.noticed.reshaped) {
    const rows = ctx.store.owned('execution', scopeId);
    const sorted = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (sorted.every((row, index) => row === rows[index])) continue;
    for (const row of rows) ctx.store.put('execution', { ...row, ownerId: null });
    for (const row of sorted) ctx.store.put('execution', row);
  }
}

function settleWaits({ ctx, instanceId }: Run, shownOf: (ownerId: string | null) => string | null): void {
  for (const task of ctx.store.ofInstance('task', instanceId)) {
    const executionId = shownOf(task.tokenId) ?? task.executionId;
    if (task.executionId !== executionId) ctx.store.put('task', { ...task, executionId });
  }
  for (const one of ctx.store.ofInstance('externalTask', instanceId)) {
    const executionId = shownOf(one.tokenId) ?? one.executionId;
    if (one.executionId !== executionId) ctx.store.put('externalTask', { ...one, executionId });
  }
  for (const job of ctx.store.ofInstance('job', instanceId)) {
    const executionId = shownOf(job.ownerId) ?? job.executionId;
    if (job.executionId !== executionId) ctx.store.put('job', { ...job, executionId });
  }
}

function settleVariables(
  run: Run,
  executions: ReadonlyMap<string, Execution>,
  shownOf: (ownerId: string | null) => string | null,
): void {
  const { ctx, instanceId } = run;
  for (const variable of ctx.store.ofInstance('variable', instanceId)) {
    const owner = executions.get(variable.ownerId);
    const executionId =
      variable.taskId === null
        ? (shownOf(variable.ownerId) ?? variable.executionId)
        : (ctx.store.get('task', variable.taskId)?.executionId ?? variable.executionId);
    const activityInstanceId = owner?.activityInstanceId ?? variable.activityInstanceId;
    const columns = { ...definitionColumns(run), executionId, activityInstanceId };
    ctx.store.put('variable', { ...variable, ...columns });
    ctx.outbox.history.push({ op: 'update', kind: 'historicVariable', id: variable.id, columns });
  }
}

/** Incidents of no job or external task lie on the activity they name; those of jobs on the job. */
function settleIncidents(run: Run, executions: ReadonlyMap<string, Execution>): void {
  const { ctx, instanceId, plan } = run;
  const rows = [...executions.values()];
  for (const incident of ctx.store.ofInstance('incident', instanceId)) {
    const job = incident.configuration === null ? undefined : ctx.store.get('job', incident.configuration);
    if (job) {
      moveIncident(run, incident, job.activityId ?? incident.activityId ?? '', job.jobDefinitionId);
      ctx.update('incident', incident.id, { executionId: job.executionId });
    } else if (incident.processDefinitionId !== run.target.row.id) {
      const targetId = plan.of(incident.activityId ?? '')?.target.id ?? incident.activityId ?? '';
      moveIncident(run, incident, targetId, null);
      const at = rows.find(
        (row) => row.activityId === targetId && row.state !== 'hosting' && row.kind !== 'eventScope',
      );
      if (at && !executions.has(incident.executionId ?? '')) {
        ctx.update('incident', incident.id, { executionId: shownId(at) });
      }
    }
    const external =
      incident.configuration === null ? undefined : ctx.store.get('externalTask', incident.configuration);
    if (external) ctx.update('incident', incident.id, { executionId: external.executionId });
  }
}

function writeHistory(run: Run, executions: ReadonlyMap<string, Execution>): void {
  const { ctx, instanceId, target } = run;
  const definition = definitionColumns(run);
  ctx.outbox.history.push({
    op: 'update',
    kind: 'historicProcessInstance',
    id: instanceId,
    columns: {
      ...definition,
      processDefinitionName: target.row.name,
      processDefinitionVersion: target.row.version,
    },
  });
  for (const row of executions.values()) {
    if (row.kind === 'instance' || row.kind === 'eventScope' || row.state === 'hosting') continue;
    const element = row.activityInstanceId === null ? undefined : target.graph.elements.get(row.activityId ?? '');
    if (!element || row.activityInstanceId === null) continue;
    ctx.outbox.history.push({
      op: 'update',
      kind: 'historicActivityInstance',
      id: row.activityInstanceId,
      columns: {
        ...definition,
        parentActivityInstanceId: row.parentActivityInstanceId,
        activityId: element.id,
        activityName: element.node.name ?? null,
        activityType: element.activityType,
        executionId: shownId(row),
      },
    });
  }
  for (const task of ctx.store.ofInstance('task', instanceId)) {
    const { executionId, taskDefinitionKey } = task;
    const columns = { ...definition, executionId, taskDefinitionKey };
    ctx.outbox.history.push({ op: 'update', kind: 'historicTask', id: task.id, columns });
    // Whoever follows the feed learns where the task is now.
    const at = executions.get(task.tokenId ?? '');
    if (at) ctx.outbox.events.push({ ...whereOf(ctx, at), type: 'TaskUpdated', task });
  }
  for (const incident of ctx.store.ofInstance('incident', instanceId)) {
    const { executionId, activityId, jobDefinitionId } = incident;
    const columns = { ...definition, executionId, activityId, jobDefinitionId };
    ctx.outbox.history.push({ op: 'update', kind: 'historicIncident', id: incident.id, columns });
  }
}
