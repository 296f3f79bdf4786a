import type {
  CompleteExternalTaskInput,
  ExternalTaskBpmnErrorInput,
  ExternalTaskDto,
  ExternalTaskFailureInput,
  FetchAndLockInput,
  LockedExternalTaskDto,
} from '../dto/external-task.js';
import type { JobDefinitionDto, JobDto } from '../dto/job.js';
import type { ExternalTaskQuery, JobDefinitionQuery, JobQuery } from '../query/work.js';
import type { DateTimeString } from '../time.js';

/** Work for external workers. Unknown ids throw NotFoundError, the wrong worker BadUserRequestError. */
export interface ExternalTaskService {
  list(query?: ExternalTaskQuery): Promise<ExternalTaskDto[]>;
  count(query?: ExternalTaskQuery): Promise<number>;
  get(id: string): Promise<ExternalTaskDto>;
  getErrorDetails(id: string): Promise<string | null>;
  getTopicNames(query?: ExternalTaskQuery): Promise<string[]>;
  /**
   * Locks and returns tasks. With `asyncResponseTimeout` the promise stays open until there is a task, the time is over
   * (then []), or `signal` aborts (then nothing is locked and the promise resolves to []).
   */
  fetchAndLock(input: FetchAndLockInput, options?: { readonly signal?: AbortSignal }): Promise<LockedExternalTaskDto[]>;
  complete(id: string, input: CompleteExternalTaskInput): Promise<void>;
  handleFailure(id: string, input: ExternalTaskFailureInput): Promise<void>;
  handleBpmnError(id: string, input: ExternalTaskBpmnErrorInput): Promise<void>;
  /** Durations in milliseconds. */
  lock(id: string, input: { readonly workerId: string; readonly lockDuration: number }): Promise<void>;
  extendLock(id: string, input: { readonly workerId: string; readonly newDuration: number }): Promise<void>;
  unlock(id: string): Promise<void>;
  setRetries(ids: readonly string[], retries: number): Promise<void>;
  setPriority(id: string, priority: number): Promise<void>;
}

export interface JobRetriesInput {
  readonly retries: number;
  readonly dueDate?: DateTimeString | null;
}

/** Timers and asynchronous continuations. */
export interface JobService {
  list(query?: JobQuery): Promise<JobDto[]>;
  count(query?: JobQuery): Promise<number>;
  get(id: string): Promise<JobDto>;
  getStacktrace(id: string): Promise<string | null>;
  /** Runs the job now, whatever its due date; a failure decrements its retries and is thrown as ProcessEngineError. */
  execute(id: string): Promise<void>;
  delete(id: string): Promise<void>;
  setRetries(
    selector: { readonly jobIds: readonly string[] } | { readonly jobDefinitionId: string },
    input: JobRetriesInput,
  ): Promise<void>;
  /** Null makes the job due at once. `cascade` shifts later repetitions of a cycle by the same distance. */
  setDueDate(id: string, dueDate: DateTimeString | null, options?: { readonly cascade?: boolean }): Promise<void>;
  recalculateDueDate(id: string, creationDateBased: boolean): Promise<void>;
  setPriority(id: string, priority: number): Promise<void>;
  setSuspended(selector: JobSelector, suspended: boolean): Promise<void>;

  listDefinitions(query?: JobDefinitionQuery): Promise<JobDefinitionDto[]>;
  countDefinitions(query?: JobDefinitionQuery): Promise<number>;
  getDefinition(id: string): Promise<JobDefinitionDto>;
  setDefinitionSuspended(
    selector: JobDefinitionSelector,
    input: {
      readonly suspended: boolean;
      readonly includeJobs?: boolean;
      readonly executionDate?: DateTimeString | null;
    },
  ): Promise<void>;
  setDefinitionPriority(id: string, priority: number | null, includeJobs?: boolean): Promise<void>;
}

export type JobSelector =
  | { readonly jobId: string }
  | { readonly jobDefinitionId: string }
  | { readonly processInstanceId: string }
  | { readonly processDefinitionId: string }
  | { readonly processDefinitionKey: string };

export type JobDefinitionSelector =
  | { readonly jobDefinitionId: string }
  | { readonly processDefinitionId: string }
  | { readonly processDefinitionKey: string };
