import { writeJson } from '@anliu/engine-protocol';
import type { Context, HistoricOperation } from '@anliu/engine-kernel';

/** What an operation changed. Times are milliseconds, as in Camunda. */
export interface PropertyChange {
  readonly property: string | null;
  readonly orgValue: string | null;
  readonly newValue: string | null;
}

/** What an operation was on, as far as it is known. */
export type OperationContext = Partial<
  Pick<
    HistoricOperation,
    | 'deploymentId'
    | 'processDefinitionId'
    | 'processDefinitionKey'
    | 'processInstanceId'
    | 'rootProcessInstanceId'
    | 'executionId'
    | 'taskId'
    | 'jobId'
    | 'jobDefinitionId'
    | 'externalTaskId'
    | 'batchId'
    | 'tenantId'
  >
>;

/** One operation of a user as Camunda's user operation log names it: an entry for each property that changed. */
export interface UserOperation extends OperationContext {
  readonly operationType: string;
  readonly entityType: string;
  readonly category: 'Admin' | 'Operator' | 'TaskWorker';
  /** Without any, nothing is logged; an operation that changes no property has {@link NO_PROPERTY}. */
  readonly changes: readonly PropertyChange[];
  readonly annotation?: string | null;
}

const shown = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : writeJson(value);

export const changed = (property: string, orgValue: unknown, newValue: unknown): PropertyChange => ({
  property,
  orgValue: shown(orgValue),
  newValue: shown(newValue),
});

/** Properties that only have a new value. */
export const given = (values: Readonly<Record<string, unknown>>): PropertyChange[] =>
  Object.entries(values).map(([property, value]) => changed(property, null, value));

/** The operation was made, and that is all there is to say. */
export const NO_PROPERTY: readonly PropertyChange[] = [{ property: null, orgValue: null, newValue: null }];

export interface Operator {
  readonly userId: string;
  /** Groups the entries of one call. */
  readonly operationId: string;
  readonly now: number;
  readonly newId: () => string;
}

/** The rows of the log, one for each change. */
export function operationRows(operation: UserOperation, operator: Operator): HistoricOperation[] {
  const { changes, operationType, entityType, category, annotation, ...context } = operation;
  return changes.map((change) => ({
    id: operator.newId(),
    timestamp: operator.now,
    userId: operator.userId,
    operationId: operator.operationId,
    operationType,
    entityType,
    category,
    annotation: annotation ?? null,
    ...change,
    deploymentId: null,
    processDefinitionId: null,
    processDefinitionKey: null,
    processInstanceId: null,
    rootProcessInstanceId: null,
    executionId: null,
    taskId: null,
    jobId: null,
    jobDefinitionId: null,
    externalTaskId: null,
    batchId: null,
    tenantId: null,
    removalTime: null,
    ...context,
  }));
}

/** Takes note of an operation; nothing is even computed when nobody is authenticated. */
export type LogOperation = (operation: () => UserOperation) => void;

/** The log of a kernel command: written with what the command changes, or not at all. */
export function logOperation(ctx: Context, operation: () => UserOperation): void {
  const { now } = ctx;
  const { userId, operationId } = ctx.actor;
  if (userId === null || operationId === null) return;
  const newId = (): string => ctx.newId();
  for (const row of operationRows(operation(), { userId, operationId, now, newId }))
    ctx.outbox.history.push({ op: 'insert', kind: 'historicOperation', row });
}
