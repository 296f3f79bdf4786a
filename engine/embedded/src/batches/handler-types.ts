/** Handler types of the jobs around a batch; those that work on its items carry the type of the batch. */
export const SEED_JOB = 'batch-seed-job';
export const MONITOR_JOB = 'batch-monitor-job';
