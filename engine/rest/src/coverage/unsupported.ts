/** Operations of the published description that are answered with 501, and why. */
export const UNSUPPORTED: Readonly<Record<string, string>> = {
  'GET /history/batch/cleanable-batch-report': 'batches have no time to live of their own',
  'GET /history/batch/cleanable-batch-report/count': 'batches have no time to live of their own',
  'POST /history/batch/set-removal-time': 'batches have no time to live of their own',
  'POST /history/decision-instance/delete':
    'decision instances are removed with their process instance or by the cleanup',
  'POST /history/decision-instance/set-removal-time': 'decision instances are removed with their process instance',
  'DELETE /metrics/task-worker': 'the engine keeps no unique task workers',
};
