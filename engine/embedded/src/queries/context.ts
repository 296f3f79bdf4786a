import type { Database } from 'better-sqlite3';
import { NotFoundError } from '@anliu/engine-protocol';
import type { Graph } from '@anliu/engine-kernel';

/** What the read side needs: the connection that also commits (so reads see every commit), the clock, the graphs. */
export interface ReadContext {
  readonly db: Database;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The compiled graph of a deployed definition. */
  readonly graph: (processDefinitionId: string) => Graph | undefined;
}

/** The row, or Camunda's answer to an unknown id. */
export function found<T>(row: T | undefined, what: string, id: string): T {
  if (row === undefined) throw new NotFoundError(`${what} with id ${id} does not exist`);
  return row;
}
