import type {
  MigratingActivityInstanceValidationReport,
  MigratingProcessInstanceValidationReport,
  MigratingTransitionInstanceValidationReport,
} from '@anliu/engine-protocol';
import { MigratingProcessInstanceValidationError } from '@anliu/engine-protocol';
import type { Execution } from '../tables/entities.js';
import type { Element } from '../state/graph.js';
import { shownId } from '../state/projection.js';
import { hostedScope, tokensOf } from '../state/tree.js';
import { isMovable } from './activities.js';
import { compensations, keptOf, mappingOf } from './kept.js';
import { toInstruction } from './plan.js';
import type { Mapping } from './plan.js';
import type { Run } from './run.js';

const NO_INSTRUCTION = "There is no migration instruction for this instance's activity";

interface Reports {
  readonly activities: MigratingActivityInstanceValidationReport[];
  readonly transitions: MigratingTransitionInstanceValidationReport[];
}

/** Whether everything the instance is doing can be moved. @throws MigratingProcessInstanceValidationError naming what cannot */
export function requireMovable(run: Run): void {
  const reports: Reports = { activities: [], transitions: [] };
  look(run, run.ctx.execution(run.instanceId), reports);
  const { activities, transitions } = reports;
  if (activities.length + transitions.length === 0) return;
  const report: MigratingProcessInstanceValidationReport = {
    processInstanceId: run.instanceId,
    failures: [],
    activityInstanceValidationReports: activities,
    transitionInstanceValidationReports: transitions,
  };
  const describe = (what: string, id: string, failures: readonly string[]): string =>
    [`\tCannot migrate ${what} instance '${id}':`, ...failures.map((failure) => `\t\t${failure}`)].join('\n');
  const lines = [
    ...activities.map((one) => describe('activity', one.activityInstanceId, one.failures)),
    ...transitions.map((one) => describe('transition', one.transitionInstanceId, one.failures)),
  ];
  throw new MigratingProcessInstanceValidationError(
    `ENGINE-23004 Cannot migrate process instance '${run.instanceId}':\n${lines.join('\n')}\n`,
    report,
  );
}

const instructionOf = (mapping: Mapping | undefined) => (mapping ? toInstruction(mapping) : null);

function look(run: Run, scope: Execution, reports: Reports): void {
  const { ctx, plan } = run;
  const tokens = tokensOf(ctx, scope.id).filter((token) => token.activityId !== null);
  reportActivity(run, scope, tokens.length > 0 || compensations(ctx, scope.id).length > 0, reports);
  for (const token of tokens) {
    const hosted = hostedScope(ctx, token.id);
    const mapping = plan.of(token.activityId ?? '');
    if (hosted) look(run, hosted, reports);
    else if (token.state === 'asyncBefore' || token.state === 'asyncAfter') {
      const failures = transitionFailures(run, token, mapping);
      if (failures.length === 0) continue;
      reports.transitions.push({
        transitionInstanceId: shownId(token),
        sourceScopeId: token.activityId ?? '',
        migrationInstruction: instructionOf(mapping),
        failures,
      });
    } else if (token.activityInstanceId !== null) reportActivity(run, token, false, reports);
  }
}

function reportActivity(run: Run, row: Execution, hasChildren: boolean, reports: Reports): void {
  const { ctx, plan, source } = run;
  const isInstance = row.kind === 'instance';
  const mapping = isInstance ? undefined : plan.of(row.activityId ?? '');
  const element = isInstance ? undefined : source.graph.elements.get(row.activityId ?? '');
  const failures: string[] = [];
  if (!isInstance && !mapping && !hasChildren) failures.push(NO_INSTRUCTION);
  if (mapping && row.kind === 'scope' && !mapping.target.isScope) failures.push(...variableConflicts(run, row));
  if (element && !isMovable(element, source.graph)) {
    failures.push(`Running instances of a ${element.activityType} cannot be migrated`);
  }
  failures.push(...compensationFailures(run, row.id));
  if (failures.length === 0) return;
  reports.activities.push({
    activityInstanceId: row.activityInstanceId ?? row.id,
    sourceScopeId: isInstance ? ctx.definitionOf(row).row.id : (row.activityId ?? ''),
    migrationInstruction: instructionOf(mapping),
    failures,
  });
}

/** Variables of a scope that is lost move to the token: a name both have would be lost. */
function variableConflicts({ ctx }: Run, scope: Execution): string[] {
  const outside = new Set(ctx.store.owned('variable', scope.ownerId ?? '').map(({ name }) => name));
  return ctx.store
    .owned('variable', scope.id)
    .filter(({ name }) => outside.has(name))
    .map(
      ({ name }) =>
        `Variable '${name}' exists in this scope and beside it: the target activity has no scope, so one of them would be overwritten`,
    );
}

function compensationFailures(run: Run, scopeId: string): string[] {
  const { ctx, plan } = run;
  return compensations(ctx, scopeId).flatMap((subscription) => {
    const kept = keptOf(ctx, subscription);
    const inner = kept ? compensations(ctx, kept.id) : [];
    const below = kept ? compensationFailures(run, kept.id) : [];
    const handler = plan.source.elements.get(subscription.activityId);
    const isEventSubProcess = handler?.node.kind === 'subProcess' && handler.node.variant === 'event';
    if (mappingOf(plan, subscription) || (inner.length > 0 && !isEventSubProcess)) return below;
    const event = kept ? 'start event' : 'boundary event';
    const lead = `The subscription for compensation handler '${subscription.activityId}' cannot be migrated`;
    return [`${lead}: there is no migration instruction for the compensation ${event}`, ...below];
  });
}

function transitionFailures(run: Run, token: Execution, mapping: Mapping | undefined): string[] {
  if (!mapping) return [NO_INSTRUCTION];
  const { source, target } = mapping;
  const failures: string[] = [];
  if (token.state === 'asyncAfter') {
    failures.push(...flowFailures(token, target));
    if (!target.asyncAfter) failures.push('The target activity is not asyncAfter');
    return failures;
  }
  const starts = source.node.kind === 'startEvent' && source.parentId === run.source.graph.model.key;
  if (starts && target.parentId !== run.target.graph.model.key) {
    failures.push('What starts the process instance can only be migrated to a flow node on the level of the process');
  }
  if (!target.asyncBefore) failures.push('The target activity is not asyncBefore');
  return failures;
}

function flowFailures(token: Execution, target: Element): string[] {
  if (target.outgoing.length < 2) return [];
  const { flowIds = [] } = (token.data ?? {}) as { flowIds?: readonly string[] };
  if (flowIds.length === 0) {
    return ['The instance takes no sequence flow, but the target activity has more than one outgoing sequence flow'];
  }
  return target.outgoing.some(({ id }) => flowIds.includes(id))
    ? []
    : ['The sequence flow the instance takes is none of the target activity'];
}
