import { historyDeletion, removalTime } from './history.js';
import { correlation, deletion, modification, setVariables, suspension } from './instances.js';
import { instanceMigration } from './migration.js';
import { restart } from './restart.js';
import { externalTaskRetries, jobRetries } from './work.js';

/** What can be done in batches, by Camunda's name of the batch type. */
export const BATCH_OPERATIONS = {
  'instance-deletion': deletion,
  'instance-update-suspension-state': suspension,
  'instance-modification': modification,
  'instance-migration': instanceMigration,
  'instance-restart': restart,
  'historic-instance-deletion': historyDeletion,
  'process-set-removal-time': removalTime,
  'set-variables': setVariables,
  'correlate-message': correlation,
  'set-job-retries': jobRetries,
  'set-external-task-retries': externalTaskRetries,
} as const;

export type BatchType = keyof typeof BATCH_OPERATIONS;
