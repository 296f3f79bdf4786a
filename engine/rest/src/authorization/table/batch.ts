import type { Demand, Requirements } from '../requirement.js';
import { both, onParameter, right } from '../requirement.js';
import { list } from './lists.js';
import { PROCESS_DEFINITION } from './process-definition.js';
import { PROCESS_INSTANCE } from './process-instance.js';

/** A batch of one kind, or of any. What a query selects for it is restricted to what its caller sees. */
const creating =
  (kind: string): Demand =>
  () => [[right(`CREATE_BATCH_${kind}`, 'Batch'), right('CREATE', 'Batch')]];

/** What the operation demands that does the same at once. */
const atOnce = (table: Requirements, operation: string): Demand => table[operation] as Demand;

export const BATCH: Requirements = {
  ...list('/batch'),
  ...list('/batch/statistics'),
  'GET /batch/:id': 'filtered',
  'PUT /batch/:id/suspended': onParameter('UPDATE', 'Batch'),
  'DELETE /batch/:id': onParameter('DELETE', 'Batch'),
  ...list('/history/batch'),
  'GET /history/batch/:id': 'filtered',
  'DELETE /history/batch/:id': onParameter('DELETE_HISTORY', 'Batch'),
  'POST /process-instance/delete': creating('DELETE_RUNNING_PROCESS_INSTANCES'),
  'POST /process-instance/delete-historic-query-based': creating('DELETE_RUNNING_PROCESS_INSTANCES'),
  'POST /process-instance/job-retries': creating('SET_JOB_RETRIES'),
  'POST /process-instance/job-retries-historic-query-based': creating('SET_JOB_RETRIES'),
  'POST /job/retries': creating('SET_JOB_RETRIES'),
  'POST /external-task/retries-async': creating('SET_EXTERNAL_TASK_RETRIES'),
  'POST /process-instance/suspended-async': creating('UPDATE_PROCESS_INSTANCES_SUSPEND'),
  'POST /process-instance/variables-async': creating('SET_VARIABLES'),
  'POST /process-instance/message-async': creating('CORRELATE_MESSAGE'),
  'POST /process-instance/:id/modification-async': creating('MODIFY_PROCESS_INSTANCES'),
  'POST /modification/executeAsync': creating('MODIFY_PROCESS_INSTANCES'),
  'POST /migration/executeAsync': both(
    creating('MIGRATE_PROCESS_INSTANCES'),
    atOnce(PROCESS_INSTANCE, 'POST /migration/execute'),
  ),
  'POST /process-definition/:id/restart-async': both(
    creating('RESTART_PROCESS_INSTANCES'),
    atOnce(PROCESS_DEFINITION, 'POST /process-definition/:id/restart'),
  ),
  'POST /history/process-instance/delete': creating('DELETE_FINISHED_PROCESS_INSTANCES'),
  'POST /history/process-instance/set-removal-time': creating('SET_REMOVAL_TIME'),
};
