import { ADMIN } from './admin.js';
import { BATCHES } from './batches.js';
import type { WebappCall } from './call.js';
import { DECISIONS } from './decisions.js';
import { DEPLOYMENTS } from './deployments.js';
import { MIGRATIONS } from './migration.js';
import { OPERATIONS } from './operations.js';
import { FAILURES } from './failures.js';
import { PROCESS_CHANGES } from './process-changes.js';
import { PROCESSES } from './processes.js';
import { TASKS, TASK_ENDINGS } from './tasks.js';

/** The pages of the web applications in the order they are walked: what reads comes before what changes. */
export const PAGES: Readonly<Record<string, readonly WebappCall[]>> = {
  tasks: TASKS,
  processes: PROCESSES,
  failures: FAILURES,
  decisions: DECISIONS,
  deployments: DEPLOYMENTS,
  batches: BATCHES,
  admin: ADMIN,
  operations: OPERATIONS,
  'process changes': PROCESS_CHANGES,
  migrations: MIGRATIONS,
  'task endings': TASK_ENDINGS,
};
