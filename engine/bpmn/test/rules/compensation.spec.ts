import { describe } from 'vitest';
import {
  boundary,
  compensate,
  eventSub,
  flow,
  given,
  refuses,
  sub,
  task,
  throwing,
  warns,
  type Case,
} from './pieces.js';

const REFUSED: readonly Case[] = [
  ['COMPENSATION_SUB_PROCESS_PLACE', given(eventSub('x', compensate))],
  [
    'COMPENSATION_SUB_PROCESS_MULTIPLE',
    given(sub('x', `<startEvent id="a"/>${eventSub('b', compensate)}${eventSub('c', compensate)}`)),
    'multiple event subprocesses with compensation start event are not supported on the same scope',
  ],
  [
    'COMPENSATION_BOUNDARY_MULTIPLE',
    given(task('x'), boundary('a', 'x', compensate), boundary('b', 'x', compensate)),
    'multiple boundary events with compensateEventDefinition not supported on same activity',
  ],
  [
    'COMPENSATION_BOUNDARY_AND_SUB_PROCESS',
    given(sub('x', `<startEvent id="a"/>${eventSub('b', compensate)}`), boundary('c', 'x', compensate)),
    'compensation boundary event and event subprocess with compensation start event are not supported on the same scope',
  ],
  [
    'COMPENSATION_HANDLER',
    given(task('x'), task('y'), boundary('b', 'x', compensate), '<association id="a" sourceRef="b" targetRef="y"/>'),
    'compensation boundary catch must be connected to element with isForCompensation=true',
  ],
  [
    'ASSOCIATION_TARGET',
    given(task('x'), boundary('b', 'x', compensate), '<association id="a" sourceRef="b" targetRef="none"/>'),
  ],
  [
    'COMPENSATION_REFERENCE',
    given(throwing('x', '<compensateEventDefinition activityRef="none"/>')),
    "Invalid attribute value for 'activityRef': no activity with id 'none' in scope 'p'",
  ],
  [
    'ASSOCIATION_TARGET',
    given(task('x'), '<association id="a" sourceRef="x" targetRef="none"/>'),
    "Invalid reference targetRef 'none' of association element ",
  ],
  [
    'ASSOCIATION_TARGET',
    given(task('x'), '<association id="a" sourceRef="x"/>'),
    "association element missing attribute 'targetRef'",
  ],
  [
    'ASSOCIATION_SOURCE',
    given(task('x'), '<association id="a" sourceRef="none" targetRef="x"/>'),
    "Invalid reference sourceRef 'none' of association element ",
  ],
  [
    'ASSOCIATION_SOURCE',
    given(task('x'), '<association id="a" targetRef="x"/>'),
    "association element missing attribute 'sourceRef'",
  ],
  [
    'FLOW_COMPENSATION_HANDLER',
    given(task('x', '', 'isForCompensation="true"'), task('y'), flow('x', 'y')),
    "Invalid outgoing sequence flow of compensation activity 'x'. A compensation activity should not have an incoming or outgoing sequence flow.",
  ],
  [
    'FLOW_COMPENSATION_HANDLER',
    given(task('x', '', 'isForCompensation="true"'), flow('start', 'x')),
    "Invalid incoming sequence flow of compensation activity 'x'. A compensation activity should not have an incoming or outgoing sequence flow.",
  ],
];

const WARNED: readonly Case[] = [
  [
    'COMPENSATION_CATCH_ATTRIBUTE',
    given(task('x'), boundary('b', 'x', '<compensateEventDefinition activityRef="x"/>')),
    "attribute 'activityRef' is not supported on catching compensation event. attribute will be ignored",
  ],
  [
    'COMPENSATION_CATCH_ATTRIBUTE',
    given(sub('x', `<startEvent id="a"/>${eventSub('b', '<compensateEventDefinition waitForCompletion="true"/>')}`)),
    "attribute 'waitForCompletion' is not supported on catching compensation event. attribute will be ignored",
  ],
  [
    'COMPENSATION_HANDLER_SCOPE',
    given(
      task('x'),
      boundary('b', 'x', compensate),
      sub('inner', `<startEvent id="in"/>${task('y', '', 'isForCompensation="true"')}`),
      '<association id="a" sourceRef="b" targetRef="y"/>',
    ),
  ],
];

describe('compensation: a model is refused, at its place and in Camunda’s words, with', () => refuses(REFUSED));

describe('compensation: a model is accepted with a warning for', () => warns(WARNED));
