import type { DefinitionCache } from './definitions.js';
import type { Rows } from './rows.js';

/** What deploying works with. */
export interface Deployer {
  readonly rows: Rows;
  readonly definitions: DefinitionCache;
  readonly newId: () => string;
  readonly now: () => number;
  readonly nextSequence: () => number;
  /** IANA zone of the office. */
  readonly timeZone: string;
}
