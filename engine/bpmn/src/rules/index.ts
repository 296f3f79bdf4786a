import type { InPieces } from '@anliu/engine-cooperative';
import type { ProcessModel } from '../model.js';
import type { Parser } from '../parse/parser.js';
import type { Plan } from '../parse/plan.js';
import { checkActivities } from './activities.js';
import { checkBoundaryEvents } from './boundary-events.js';
import type { Checked } from './checked.js';
import { checkCompensation } from './compensation.js';
import { checkEndEvents } from './end-events.js';
import { checkGateways } from './gateways.js';
import { checkIds } from './ids.js';
import { checkSequenceFlows } from './sequence-flows.js';
import { checkStartEvents } from './start-events.js';
import { checkSubscriptions } from './subscriptions.js';
import { checkTimers } from './timers.js';
import { checkUnsupported } from './unsupported.js';

const RULES: readonly ((checked: Checked) => void)[] = [
  checkIds,
  checkStartEvents,
  checkSequenceFlows,
  checkGateways,
  checkBoundaryEvents,
  checkEndEvents,
  checkCompensation,
  checkSubscriptions,
  checkActivities,
  checkTimers,
  checkUnsupported,
];

/** Everything that can only be judged when the whole process is known, one file per family. */
export function* checkingProcess(model: ProcessModel, plan: Plan, parser: Parser): InPieces<void> {
  for (const rule of RULES) {
    rule({ model, plan, parser });
    yield;
  }
}
