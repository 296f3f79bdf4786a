import type { ProcessEngine } from '@anliu/engine-protocol';
import type { FormsService } from '@anliu/forms';
import type { ServerEvent } from '@anliu/contract';
import type { Worklist, WorklistSources } from '../worklist/worklist.js';

export interface TaskContext extends WorklistSources {
  readonly forms: FormsService;
  readonly engine: ProcessEngine;
  readonly worklist: Worklist;
  /** Runs a change that makes files needed; none is removed meanwhile. */
  whileFilesStay<T>(work: () => Promise<T>): Promise<T>;
  notify(event: ServerEvent, people: readonly string[]): void;
}
