import type { Incident } from '../tables/entities.js';
import type { Element } from '../state/graph.js';
import { definitionColumns } from './run.js';
import type { Run } from './run.js';
import { jobColumns } from './triggers.js';

/** Tasks and external tasks keep their ids and everything people and workers did to them. */
export function moveWaits(run: Run, executionId: string, target: Element): void {
  const { ctx } = run;
  const definition = definitionColumns(run);
  for (const task of ctx.store.owned('task', executionId)) {
    const { node } = target;
    const form = node.kind === 'userTask' ? node.form : undefined;
    ctx.store.put('task', {
      ...task,
      ...definition,
      taskDefinitionKey: node.id,
      formKey: form?.formKey ?? null,
      rev: task.rev + 1,
    });
  }
  for (const external of ctx.store.owned('externalTask', executionId)) {
    ctx.store.put('externalTask', {
      ...external,
      ...definition,
      activityId: target.id,
      processDefinitionVersionTag: run.target.row.versionTag,
    });
    for (const incident of ctx.store.owned('incident', external.id)) moveIncident(run, incident, target.id, null);
  }
}

/** The job before or after an activity; after it, the one flow or the flow of the same id is taken. */
export function moveContinuation(run: Run, tokenId: string, target: Element): void {
  const { ctx } = run;
  const token = ctx.execution(tokenId);
  const position = token.state === 'asyncAfter' ? 'async-after' : 'async-before';
  if (token.state === 'asyncAfter') {
    const { outgoing } = target;
    const { flowIds = [] } = (token.data ?? {}) as { flowIds?: readonly string[] };
    const kept = outgoing.length === 1 ? outgoing : outgoing.filter(({ id }) => flowIds.includes(id));
    ctx.update('execution', tokenId, { data: { flowIds: kept.map(({ id }) => id) } });
  }
  for (const job of ctx.store.owned('job', tokenId)) {
    const columns = jobColumns(run, target.id, job.handlerType, position);
    ctx.store.put('job', { ...job, ...columns, rev: job.rev + 1 });
    for (const incident of ctx.store.owned('incident', job.id))
      moveIncident(run, incident, target.id, columns.jobDefinitionId ?? null);
  }
}

/** An incident follows what it is about. History is written when everything has its place. */
export function moveIncident(run: Run, incident: Incident, activityId: string, jobDefinitionId: string | null): void {
  run.ctx.store.put('incident', { ...incident, ...definitionColumns(run), activityId, jobDefinitionId });
}
