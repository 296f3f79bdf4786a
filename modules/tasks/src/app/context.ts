import type { CalendarService } from '@anliu/calendar';
import type { Cases } from '@anliu/cases';
import type { ProcessEngine } from '@anliu/engine-protocol';
import type { FormsService } from '@anliu/forms';
import type { Clock, Logger } from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import type { ServerEvent } from '@anliu/contract';
import type { TaskModels } from '../store/models.js';
import type { Worklist } from '../worklist/worklist.js';

export interface TaskContext {
  readonly cases: Cases;
  readonly organization: OrganizationService;
  readonly calendar: CalendarService;
  readonly forms: FormsService;
  readonly engine: ProcessEngine;
  readonly clock: Clock;
  readonly log: Logger;
  readonly models: TaskModels;
  readonly worklist: Worklist;
  notify(event: ServerEvent, people: readonly string[]): void;
}
