import type { IdentityLinkDto, TaskDto } from './dto/task.js';
import type { ExternalTaskDto } from './dto/external-task.js';
import type { IncidentDto } from './dto/runtime.js';
import type { JobDto } from './dto/job.js';
import type { DateTimeString } from './time.js';

/** What every event says about where it happened. */
export interface EventContext {
  /** Strictly increasing, without gaps being guaranteed; the durable cursor of consumers. */
  readonly seq: number;
  readonly at: DateTimeString;
  readonly processInstanceId: string | null;
  readonly rootProcessInstanceId: string | null;
  readonly businessKey: string | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  readonly activityId: string | null;
}

/** Why a task ended: completed by someone, or removed with its activity or instance. */
export type TaskEndReason = 'completed' | 'deleted';

export type EngineEvent = EventContext &
  (
    | {
        readonly type: 'TaskCreated' | 'TaskUpdated';
        readonly task: TaskDto;
        /** Candidate users and groups at that moment (assignee and owner are on the task). */
        readonly candidates: readonly IdentityLinkDto[];
      }
    | { readonly type: 'TaskEnded'; readonly task: TaskDto; readonly reason: TaskEndReason }
    | { readonly type: 'ProcessStarted'; readonly superProcessInstanceId: string | null }
    | {
        readonly type: 'ProcessEnded';
        readonly state: 'COMPLETED' | 'EXTERNALLY_TERMINATED' | 'INTERNALLY_TERMINATED';
        readonly deleteReason: string | null;
      }
    | { readonly type: 'ActivityStarted'; readonly activityInstanceId: string; readonly activityType: string }
    | {
        readonly type: 'ActivityEnded';
        readonly activityInstanceId: string;
        readonly activityType: string;
        readonly canceled: boolean;
      }
    | { readonly type: 'IncidentCreated' | 'IncidentResolved'; readonly incident: IncidentDto }
    | { readonly type: 'ExternalTaskCreated'; readonly externalTask: ExternalTaskDto }
    | { readonly type: 'JobCreated'; readonly job: JobDto }
  );

export type EngineEventType = EngineEvent['type'];
export type EngineEventOf<Type extends EngineEventType> = Extract<EngineEvent, { readonly type: Type }>;

export type EngineEventListener = (events: readonly EngineEvent[]) => void;

/** The durable event feed: written in the same commit as the change it tells of. */
export interface EventService {
  /** Events with `seq > afterSeq`, oldest first, at most `limit`. */
  read(afterSeq: number, limit: number): Promise<EngineEvent[]>;
  /** The highest `seq` committed so far; 0 when there is none. */
  lastSeq(): Promise<number>;
  /** Called after every commit that wrote events, with those events. A consumer that missed some reads from its cursor. */
  subscribe(listener: EngineEventListener): () => void;
  /** Everything up to `seq` may be pruned as far as this consumer is concerned. Events are kept for the slowest consumer. */
  acknowledge(consumer: string, seq: number): Promise<void>;
}
