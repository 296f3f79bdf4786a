import type { Entity, ExternalTask, HistoryKind, Incident, Job, Task } from '../tables/entities.js';

/** History is written once and closed by column updates; the kernel never reads it. */
export type HistoryEffect = {
  [K in HistoryKind]:
    | { readonly op: 'insert'; readonly kind: K; readonly row: Entity<K> }
    | { readonly op: 'update'; readonly kind: K; readonly id: string; readonly columns: Partial<Entity<K>> };
}[HistoryKind];

interface Where {
  readonly processInstanceId: string | null;
  readonly rootProcessInstanceId: string | null;
  readonly businessKey: string | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  readonly activityId: string | null;
}

/** What happened, for the durable event feed. Rows are as they were when it happened. */
export type KernelEvent = Where &
  (
    | { readonly type: 'TaskCreated' | 'TaskUpdated'; readonly task: Task }
    | { readonly type: 'TaskEnded'; readonly task: Task; readonly reason: 'completed' | 'deleted' }
    | { readonly type: 'ProcessStarted'; readonly superProcessInstanceId: string | null }
    | { readonly type: 'ProcessEnded'; readonly state: string; readonly deleteReason: string | null }
    | { readonly type: 'ActivityStarted'; readonly activityInstanceId: string; readonly activityType: string }
    | {
        readonly type: 'ActivityEnded';
        readonly activityInstanceId: string;
        readonly activityType: string;
        readonly canceled: boolean;
      }
    | { readonly type: 'IncidentCreated' | 'IncidentResolved'; readonly incident: Incident }
    | { readonly type: 'ExternalTaskCreated'; readonly externalTask: ExternalTask }
    | { readonly type: 'JobCreated'; readonly job: Job }
  );
