import type { Cases } from '@anliu/cases';
import type { ProcessEngine } from '@anliu/engine-protocol';
import type { Clock, Logger } from '@anliu/kit';
import type { ServerEvent } from '@anliu/contract';
import type { TaskModels } from '../store/models.js';

export interface TaskContext {
  readonly cases: Cases;
  readonly engine: ProcessEngine;
  readonly clock: Clock;
  readonly log: Logger;
  readonly models: TaskModels;
  notify(event: ServerEvent, people: readonly string[]): void;
}
