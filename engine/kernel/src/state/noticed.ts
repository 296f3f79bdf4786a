/** A variable that changed, kept until conditions may look at it. */
export interface VariableChange {
  readonly ownerId: string;
  /** Empty: conditions of the scope look for the first time. */
  readonly name: string;
  readonly event: 'create' | 'update' | 'delete';
}

/** What a command has changed and something looks at later: after each step, when the agenda is quiet, or at the end. */
export class Noticed {
  readonly variableChanges: VariableChange[] = [];
  /** Ids of variables this command changed: their revision grows once. */
  readonly changedVariables = new Set<string>();
  /** Scopes whose set of tokens changed: their Camunda execution ids are projected anew at the end. */
  readonly reshaped = new Set<string>();
  /** Scopes in which a token is gone or has moved on: what waits in them for others looks again once the agenda is quiet. */
  readonly thinned = new Set<string>();
  /** Scopes an event sub-process has interrupted: what they were about to start does not start. */
  readonly interrupted = new Set<string>();
}
