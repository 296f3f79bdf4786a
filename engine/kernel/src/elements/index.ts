import type { Behaviours } from '../state/context.js';
import { cancelInstance, instanceEmptied } from '../flow/instances.js';
import { innerEnded, multiInstanceBody } from '../flow/multi-instance.js';
import { interruptScope } from '../flow/start-behaviours.js';
import { errorThrown } from '../flow/throwing.js';
import { adHoc } from './ad-hoc.js';
import { callActivity } from './call-activity.js';
import { boundaryEvent, catchEvent, startEvent, throwingEvent } from './events.js';
import { complexGateway } from './complex-gateway.js';
import { eventBasedGateway, exclusiveGateway, inclusiveGateway, parallelGateway } from './gateways.js';
import { subProcess } from './sub-process.js';
import { passThroughTask, receiveTask, scriptTask, serviceLikeTask, userTask } from './tasks.js';

/** Element kind → behaviour. */
export const BEHAVIOURS: Behaviours = {
  byKind: {
    userTask,
    serviceTask: serviceLikeTask,
    sendTask: serviceLikeTask,
    businessRuleTask: serviceLikeTask,
    scriptTask,
    receiveTask,
    task: passThroughTask,
    manualTask: passThroughTask,
    callActivity,
    subProcess,
    exclusiveGateway,
    parallelGateway,
    inclusiveGateway,
    eventBasedGateway,
    complexGateway,
    startEvent,
    endEvent: throwingEvent,
    intermediateCatchEvent: catchEvent,
    intermediateThrowEvent: throwingEvent,
    boundaryEvent,
  },
  body: multiInstanceBody,
  innerEnded,
  adHoc,
  errorThrown,
  instanceEmptied,
  interruptScope,
  cancelInstance,
};
