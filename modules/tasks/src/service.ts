import type { WantedPeople } from '@anliu/contract';
import { serviceToken } from '@anliu/kit';
import type { TaskContext } from './app/context.js';
import { assignAgain, countUnassigned, listUnassigned, wantedPeople, type UnassignedStep } from './app/unassigned.js';

export const TASKS = serviceToken<Tasks>('tasks');

/** The desk as other modules see it: verbs. Its models and rows stay inside. */
export class Tasks {
  readonly #context: TaskContext;

  constructor(context: TaskContext) {
    this.#context = context;
  }

  /** Open steps that are on nobody's desk, those that wait longest first. */
  unassigned(page: { skip: number; limit: number }): Promise<UnassignedStep[]> {
    return listUnassigned(this.#context, page);
  }

  countUnassigned(): Promise<number> {
    return countUnassigned(this.#context);
  }

  /** Whom such a step asks for. @throws AppError 404, 409 when somebody has it */
  wanted(task: string): Promise<WantedPeople[]> {
    return wantedPeople(this.#context, task);
  }

  /** See {@link assignAgain}. */
  assignAgain(task: string, by: string): ReturnType<typeof assignAgain> {
    return assignAgain(this.#context, task, by);
  }
}
