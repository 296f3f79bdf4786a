import type { Requirements } from '../requirement.js';
import { BATCH } from './batch.js';
import { DECISION } from './decision.js';
import { DEPLOYMENT, HISTORY } from './history.js';
import { IDENTITY } from './identity.js';
import { PROCESS_DEFINITION } from './process-definition.js';
import { PROCESS_INSTANCE } from './process-instance.js';
import { SYSTEM } from './system.js';
import { TASK } from './task.js';
import { WORK } from './work.js';

/** What every operation of the dialect demands of its caller. */
export const REQUIREMENTS: Requirements = {
  ...SYSTEM,
  ...DEPLOYMENT,
  ...PROCESS_DEFINITION,
  ...PROCESS_INSTANCE,
  ...TASK,
  ...WORK,
  ...DECISION,
  ...HISTORY,
  ...BATCH,
  ...IDENTITY,
};
