import { COMPENSATION, ERROR, ESCALATION, RANDOM, SIGNAL, at, declared, ending, rows } from './models.js';

export const ENDS = rows('End events', [
  { element: 'None', position: at, status: 'supported', model: ending(''), then: 'ended', also: RANDOM },
  {
    element: 'Terminate',
    position: at,
    status: 'supported',
    model: ending('<terminateEventDefinition/>'),
    then: 'ended',
    also: RANDOM,
  },
  {
    element: 'Error',
    position: at,
    status: 'supported',
    model: declared(ending(ERROR)),
    then: 'ended',
    remark: 'ends like a none end event when nobody catches it',
    also: RANDOM,
  },
  { element: 'Escalation', position: at, status: 'supported', model: declared(ending(ESCALATION)), then: 'ended' },
  { element: 'Signal', position: at, status: 'supported', model: declared(ending(SIGNAL)), then: 'ended' },
  {
    element: 'Message',
    position: 'external',
    status: 'supported',
    model: declared(ending('<messageEventDefinition messageRef="m" camunda:type="external" camunda:topic="t"/>')),
    then: ['x'],
  },
  { element: 'Compensation', position: at, status: 'supported', model: ending(COMPENSATION), then: 'ended' },
]);
