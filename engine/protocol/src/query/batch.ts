import type { DateTimeString } from '../time.js';
import type { PageAndSort } from './common.js';

export interface BatchQuery extends PageAndSort<'batchId' | 'tenantId'> {
  readonly batchId?: string;
  readonly type?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  /** False restricts to active batches, absent to nothing. */
  readonly suspended?: boolean;
}

export interface BatchStatisticsQuery extends PageAndSort<'batchId' | 'tenantId' | 'startTime'> {
  readonly batchId?: string;
  readonly type?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly suspended?: boolean;
  readonly createdBy?: string;
  readonly startedBefore?: DateTimeString;
  readonly startedAfter?: DateTimeString;
  readonly withFailures?: boolean;
  readonly withoutFailures?: boolean;
}

export interface HistoricBatchQuery extends PageAndSort<'batchId' | 'startTime' | 'endTime' | 'tenantId'> {
  readonly batchId?: string;
  readonly type?: string;
  readonly completed?: boolean;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
}
