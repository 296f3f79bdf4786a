import { describe } from 'vitest';
import { process } from '../models.js';
import {
  boundary,
  catching,
  conditional,
  escalate,
  eventSub,
  given,
  message,
  refuses,
  signal,
  sub,
  task,
  throwing,
  timer,
  warns,
  type Case,
} from './pieces.js';

const cycle = '<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>';

const REFUSED: readonly Case[] = [
  ['BOUNDARY_WITHOUT_ACTIVITY', given(`<boundaryEvent id="b">${timer}</boundaryEvent>`)],
  [
    'BOUNDARY_UNKNOWN_ACTIVITY',
    given(sub('x', `<startEvent id="a"/>${task('t')}`), boundary('b', 't', timer)),
    'Invalid reference in boundary event. Make sure that the referenced activity is defined in the same scope as the boundary event',
  ],
  ['BOUNDARY_TYPE', given(task('x'), boundary('b', 'x', '')), 'Unsupported boundary event type'],
  [
    'BOUNDARY_TYPE',
    given(task('x'), boundary('b', 'x', '<terminateEventDefinition/>')),
    'Unsupported boundary event type',
  ],
  ['CATCH_TYPE', given(catching('x', '<errorEventDefinition/>')), 'Unsupported intermediate catch event type'],
  ['THROW_TYPE', given(throwing('x', timer)), 'Unsupported intermediate throw event type'],
  ['CATCH_TYPE', given(catching('x', '')), 'Unsupported intermediate catch event type'],
  ['END_TYPE', given(`<endEvent id="x">${timer}</endEvent>`), 'Unsupported end event type'],
  [
    'CANCEL_BOUNDARY_HOST',
    given(task('x'), boundary('b', 'x', '<cancelEventDefinition/>')),
    'boundary event with cancelEventDefinition only supported on transaction subprocesses',
  ],
  [
    'CANCEL_BOUNDARY_MULTIPLE',
    given(
      '<transaction id="x"><startEvent id="a"/></transaction>',
      boundary('b', 'x', '<cancelEventDefinition/>'),
      boundary('c', 'x', '<cancelEventDefinition/>'),
    ),
    'multiple boundary events with cancelEventDefinition not supported on same transaction subprocess.',
  ],
  [
    'CANCEL_END_OUTSIDE',
    given('<endEvent id="x"><cancelEventDefinition/></endEvent>'),
    'end event with cancelEventDefinition only supported inside transaction subprocess',
  ],
  [
    'TIMER_WITHOUT_CONFIGURATION',
    given(catching('x', '<timerEventDefinition/>')),
    'Timer needs configuration (either timeDate, timeCycle or timeDuration is needed).',
  ],
  [
    'MESSAGE_WITHOUT_REFERENCE',
    given(catching('x', '<messageEventDefinition/>')),
    "attribute 'messageRef' is required",
  ],
  [
    'MESSAGE_UNKNOWN',
    given(catching('x', '<messageEventDefinition messageRef="none"/>')),
    "Invalid 'messageRef': no message with id 'none' found.",
  ],
  [
    'MESSAGE_WITHOUT_NAME',
    given(catching('x', '<messageEventDefinition messageRef="empty"/>')),
    'Cannot have a message event subscription with an empty or missing name',
  ],
  [
    'SIGNAL_WITHOUT_REFERENCE',
    given(catching('x', '<signalEventDefinition/>')),
    "signalEventDefinition does not have required property 'signalRef'",
  ],
  [
    'SIGNAL_UNKNOWN',
    given(catching('x', '<signalEventDefinition signalRef="none"/>')),
    "Could not find signal with id 'none'",
  ],
  [
    'ERROR_WITHOUT_REFERENCE',
    given('<endEvent id="x"><errorEventDefinition/></endEvent>'),
    "'errorRef' attribute is mandatory on error end event",
  ],
  [
    'ERROR_WITHOUT_CODE',
    given('<endEvent id="x"><errorEventDefinition errorRef="uncoded"/></endEvent>'),
    "'errorCode' is mandatory on errors referenced by throwing error event definitions, but the error 'uncoded' does not define one.",
  ],
  [
    'ESCALATION_WITHOUT_REFERENCE',
    given(throwing('x', escalate())),
    "escalationEventDefinition does not have required attribute 'escalationRef'",
  ],
  ['ESCALATION_UNKNOWN', given(throwing('x', escalate('none'))), "could not find escalation with id 'none'"],
  [
    'ESCALATION_WITHOUT_CODE',
    given(throwing('x', escalate('blank'))),
    "throwing escalation event must have an 'escalationCode'",
  ],
  ['ESCALATION_BOUNDARY_HOST', given('<receiveTask id="x"/>', boundary('b', 'x', escalate('e1')))],
  [
    'ESCALATION_CONFLICT',
    given(task('x'), boundary('a', 'x', escalate('e1')), boundary('b', 'x', escalate('e1'))),
    "multiple escalation boundary events with the same escalationCode '1' are not supported on same scope",
  ],
  ['ESCALATION_CONFLICT', given(task('x'), boundary('a', 'x', escalate()), boundary('b', 'x', escalate('e1')))],
  ['ESCALATION_CONFLICT', given(eventSub('a', escalate()), eventSub('b', escalate()))],
  [
    'CONDITION_WITHOUT_EXPRESSION',
    given(catching('x', '<conditionalEventDefinition/>')),
    'Conditional event must contain an expression for evaluation.',
  ],
  [
    'SUBSCRIPTION_DUPLICATE',
    given(task('x'), boundary('a', 'x', message), boundary('b', 'x', message)),
    "Cannot have more than one message event subscription with name 'message' for scope 'x'",
  ],
  [
    'SUBSCRIPTION_DUPLICATE',
    given(eventSub('a', signal), eventSub('b', signal)),
    "Cannot have more than one signal event subscription with name 'signal' for scope 'p'",
  ],
  [
    'SUBSCRIPTION_DUPLICATE_CONDITION',
    process(`<startEvent id="a">${conditional}</startEvent>`, `<startEvent id="b">${conditional}</startEvent>`),
    "Cannot have more than one conditional event subscription with the same condition '${x}'",
  ],
];

const WARNED: readonly Case[] = [
  ['EVENT_DEFINITIONS', given(task('x'), boundary('b', 'x', timer + message))],
  [
    'CONDITION_VARIABLE_EVENT',
    given(catching('x', conditional.replace('Definition>', 'Definition camunda:variableEvents="created">'))),
    'Variable event: created is not valid. Possible variable change events are: [create, update, delete]',
  ],
  [
    'TIMER_CYCLE',
    given(task('x'), boundary('b', 'x', cycle)),
    'It is not recommended to use a cancelling boundary timer event with a time cycle.',
  ],
  [
    'TIMER_CYCLE',
    given(eventSub('x', cycle)),
    'It is not recommended to use a interrupting start timer event with a time cycle.',
  ],
];

describe('events: a model is refused, at its place and in Camunda’s words, with', () => refuses(REFUSED));

describe('events: a model is accepted with a warning for', () => warns(WARNED));
