import type { BatchDto, BatchStatisticsDto, HistoricBatchDto } from '../dto/batch.js';
import type { ChosenInstances, InstancesModificationInput } from '../dto/modification.js';
import type { ModificationInput, StartInstruction } from '../dto/runtime.js';
import type { BatchQuery, BatchStatisticsQuery, HistoricBatchQuery } from '../query/batch.js';
import type { HistoricProcessInstanceQuery } from '../query/history.js';
import type { ExternalTaskQuery, JobQuery } from '../query/work.js';
import type { DateTimeString } from '../time.js';
import type { VariableMap } from '../variables.js';

/** Who starts an operation; kept with its batch. */
export interface BatchCreator {
  readonly userId?: string | null;
}

export interface DeleteProcessInstancesInput extends ChosenInstances {
  readonly deleteReason?: string | null;
  readonly skipCustomListeners?: boolean;
  readonly skipIoMappings?: boolean;
  readonly skipSubprocesses?: boolean;
}

export interface SuspendProcessInstancesInput extends ChosenInstances {
  readonly suspended: boolean;
}

export interface SetVariablesInput extends ChosenInstances {
  readonly variables: VariableMap;
}

export interface CorrelateMessageAsyncInput extends ChosenInstances {
  readonly messageName?: string | null;
  readonly variables?: VariableMap;
}

export interface JobRetriesBatchInput {
  readonly retries: number;
  /** Null makes the jobs due at once; absent leaves their due dates. */
  readonly dueDate?: DateTimeString | null;
  readonly jobIds?: readonly string[];
  readonly jobQuery?: JobQuery;
}

/** The jobs of the selected instances. */
export interface JobRetriesByProcessInput extends ChosenInstances {
  readonly retries: number;
  readonly dueDate?: DateTimeString | null;
}

/** External tasks by id, by query, and those of the selected instances. */
export interface ExternalTaskRetriesInput extends ChosenInstances {
  readonly retries: number;
  readonly externalTaskIds?: readonly string[];
  readonly externalTaskQuery?: ExternalTaskQuery;
}

export interface DeleteHistoricProcessInstancesInput {
  readonly historicProcessInstanceIds?: readonly string[];
  readonly historicProcessInstanceQuery?: HistoricProcessInstanceQuery;
  readonly deleteReason?: string | null;
}

/** Exactly one of the three ways to say when history may go. */
export interface SetRemovalTimeInput {
  readonly historicProcessInstanceIds?: readonly string[];
  readonly historicProcessInstanceQuery?: HistoricProcessInstanceQuery;
  readonly absoluteRemovalTime?: DateTimeString | null;
  readonly clearedRemovalTime?: boolean;
  /** By the time to live of the definition. */
  readonly calculatedRemovalTime?: boolean;
  /** Every instance of the hierarchy of the root instance. */
  readonly hierarchical?: boolean;
  /** The rows of one instance are updated in portions, in transactions of their own. */
  readonly updateInChunks?: boolean;
  /** Rows of a portion. */
  readonly updateChunkSize?: number;
}

/** Finished instances of one definition, to be started anew at activities of one's choice. */
export interface RestartInput {
  readonly processDefinitionId: string;
  readonly instructions: readonly StartInstruction[];
  readonly processInstanceIds?: readonly string[];
  readonly historicProcessInstanceQuery?: HistoricProcessInstanceQuery;
  /** With the variables they were started with instead of those they had last. */
  readonly initialVariables?: boolean;
  readonly skipCustomListeners?: boolean;
  readonly skipIoMappings?: boolean;
  readonly withoutBusinessKey?: boolean;
}

/**
 * Operations on many things, carried out by jobs: a seed job makes the jobs, each of which works on a few items in one
 * transaction, and a monitor job ends the batch. An operation that selects nothing throws BadUserRequestError.
 */
export interface BatchService {
  list(query?: BatchQuery): Promise<BatchDto[]>;
  count(query?: BatchQuery): Promise<number>;
  /** Throws NotFoundError, also once the batch is complete. */
  get(id: string): Promise<BatchDto>;
  listStatistics(query?: BatchStatisticsQuery): Promise<BatchStatisticsDto[]>;
  countStatistics(query?: BatchStatisticsQuery): Promise<number>;
  /** With the job definitions and jobs of the batch. */
  setSuspended(id: string, suspended: boolean): Promise<void>;
  /** What its jobs have done stays done. `cascade` removes its history too. */
  delete(id: string, options?: { readonly cascade?: boolean }): Promise<void>;

  listHistoric(query?: HistoricBatchQuery): Promise<HistoricBatchDto[]>;
  countHistoric(query?: HistoricBatchQuery): Promise<number>;
  getHistoric(id: string): Promise<HistoricBatchDto>;
  deleteHistoric(id: string): Promise<void>;

  deleteProcessInstances(input: DeleteProcessInstancesInput, creator?: BatchCreator): Promise<BatchDto>;
  suspendProcessInstances(input: SuspendProcessInstancesInput, creator?: BatchCreator): Promise<BatchDto>;
  setVariables(input: SetVariablesInput, creator?: BatchCreator): Promise<BatchDto>;
  /** Reaches every execution of the instances that waits for the message; starts nothing. */
  correlateMessage(input: CorrelateMessageAsyncInput, creator?: BatchCreator): Promise<BatchDto>;
  modifyProcessInstance(id: string, input: ModificationInput, creator?: BatchCreator): Promise<BatchDto>;
  modifyProcessInstances(input: InstancesModificationInput, creator?: BatchCreator): Promise<BatchDto>;
  setJobRetries(input: JobRetriesBatchInput, creator?: BatchCreator): Promise<BatchDto>;
  setJobRetriesByProcess(input: JobRetriesByProcessInput, creator?: BatchCreator): Promise<BatchDto>;
  setExternalTaskRetries(input: ExternalTaskRetriesInput, creator?: BatchCreator): Promise<BatchDto>;
  deleteHistoricProcessInstances(input: DeleteHistoricProcessInstancesInput, creator?: BatchCreator): Promise<BatchDto>;
  setRemovalTime(input: SetRemovalTimeInput, creator?: BatchCreator): Promise<BatchDto>;
  restartProcessInstances(input: RestartInput, creator?: BatchCreator): Promise<BatchDto>;

  /** Now, in one transaction instead of a batch: all or none. */
  restartProcessInstancesNow(input: RestartInput): Promise<void>;
  setExternalTaskRetriesNow(input: ExternalTaskRetriesInput): Promise<void>;
}
