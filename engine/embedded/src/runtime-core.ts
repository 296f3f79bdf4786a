import type { Database } from 'better-sqlite3';
import type { Context, Job } from '@anliu/engine-kernel';
import { BadUserRequestError, parseDateTime } from '@anliu/engine-protocol';
import type { DecisionCache } from './decisions/definitions.js';
import type { BatchSettings } from './batches/settings.js';
import type { DefinitionCache } from './definitions.js';
import type { Deployer } from './deployer.js';
import type { EventFeed } from './events.js';
import type { HistorySettings } from './history/settings.js';
import type { LongPolls } from './long-polls.js';
import type { Processor } from './processor.js';
import type { EngineReads, ReadContext } from './queries/index.js';
import type { Grants } from './authorization/grants.js';
import type { Rows } from './rows.js';
import type { HotState } from './state.js';

/** What the services are built from. */
export interface Core {
  readonly db: Database;
  readonly rows: Rows;
  readonly state: HotState;
  readonly processor: Processor;
  readonly definitions: DefinitionCache;
  readonly decisions: DecisionCache;
  readonly deployer: Deployer;
  readonly events: EventFeed;
  readonly polls: LongPolls;
  readonly reads: EngineReads;
  readonly readContext: ReadContext;
  readonly newId: () => string;
  readonly now: () => number;
  readonly batchSettings: BatchSettings;
  readonly historySettings: HistorySettings;
  /** Gives the authorizations that come with things; absent when authorizations are not enforced. */
  readonly grants: Grants | undefined;
  readonly looseJobHandlers: Readonly<Record<string, LooseJobHandler>>;
}

/**
 * What a job of the engine itself does, by its handler type. It runs in one transaction, tables included, and removes its
 * job in it: what it did is there exactly when the job is gone.
 */
export type LooseJobHandler = (core: Core, ctx: Context, job: Job) => void;

/** Reads an optional date-time of an input. @throws BadUserRequestError when it is no date */
export function instant(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const value = parseDateTime(text);
  if (value === undefined) throw new BadUserRequestError(`Cannot parse date '${text}'`);
  return value;
}
