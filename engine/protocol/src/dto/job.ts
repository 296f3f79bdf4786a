import type { DateTimeString } from '../time.js';

export interface JobDto {
  readonly id: string;
  readonly jobDefinitionId: string | null;
  readonly processInstanceId: string | null;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  readonly executionId: string | null;
  readonly exceptionMessage: string | null;
  readonly failedActivityId: string | null;
  readonly retries: number;
  readonly dueDate: DateTimeString | null;
  readonly suspended: boolean;
  readonly priority: number;
  readonly tenantId: string | null;
  readonly createTime: DateTimeString;
  readonly batchId: string | null;
}

export interface JobDefinitionDto {
  readonly id: string;
  readonly processDefinitionId: string | null;
  readonly processDefinitionKey: string | null;
  /** `timer-start-event`, `timer-transition`, `timer-intermediate-transition`, `async-continuation`, … as Camunda names them. */
  readonly jobType: string;
  readonly jobConfiguration: string | null;
  readonly activityId: string | null;
  readonly suspended: boolean;
  readonly overridingJobPriority: number | null;
  readonly tenantId: string | null;
  readonly deploymentId: string | null;
}
