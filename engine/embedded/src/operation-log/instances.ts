import type { Context, Execution, ProcessDefinition } from '@anliu/engine-kernel';
import type { Core } from '../runtime-core.js';
import { inDefinition, inInstance } from './contexts.js';
import { NO_PROPERTY, given, logOperation } from './operation.js';
import type { OperationContext, PropertyChange, UserOperation } from './operation.js';

export interface InstanceOperation {
  readonly changes?: readonly PropertyChange[];
  readonly annotation?: string | null | undefined;
  /** When it is on no instance in particular. */
  readonly context?: OperationContext;
}

export const onInstances = (
  operationType: string,
  { changes = NO_PROPERTY, annotation, context }: InstanceOperation = {},
): UserOperation => ({
  operationType,
  entityType: 'ProcessInstance',
  category: 'Operator',
  changes,
  annotation: annotation ?? null,
  ...context,
});

/** An operation on one running instance, by the row of any of its executions. */
export const logInstance = (
  ctx: Context,
  operationType: string,
  execution: Execution | undefined,
  operation: InstanceOperation = {},
): void =>
  logOperation(ctx, () =>
    onInstances(operationType, {
      ...operation,
      ...(execution ? { context: inInstance(ctx.environment.definitions, execution) } : {}),
    }),
  );

/** Camunda's words for the state. */
export const suspension = (suspended: boolean): string => (suspended ? 'suspended' : 'active');

/** Something done to several instances of one definition, now or as a batch. */
export const ofDefinition =
  (
    operationType: string,
    definition: ProcessDefinition | undefined,
    async: boolean,
    more: { readonly first?: readonly PropertyChange[]; readonly annotation?: string | null | undefined } = {},
  ) =>
  (nrOfInstances: number): UserOperation =>
    onInstances(operationType, {
      changes: [...(more.first ?? []), ...given({ nrOfInstances, async })],
      annotation: more.annotation,
      ...(definition ? { context: inDefinition(definition) } : {}),
    });

export const modificationLogged = (
  { rows }: Pick<Core, 'rows'>,
  input: { readonly processDefinitionId: string; readonly annotation?: string | null },
  async: boolean,
): ((nrOfInstances: number) => UserOperation) =>
  ofDefinition('ModifyProcessInstance', rows.get('processDefinition', input.processDefinitionId), async, {
    annotation: input.annotation,
  });
