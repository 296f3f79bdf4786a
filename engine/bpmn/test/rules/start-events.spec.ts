import { describe } from 'vitest';
import { process } from '../models.js';
import { END, START, eventSub, given, message, refuses, sub, task, timer, withRoots, type Case } from './pieces.js';

const REFUSED: readonly Case[] = [
  ['START_MISSING', process(END), 'process must define a startEvent element'],
  ['START_MISSING', given(sub('x', task('t'))), 'subProcess must define a startEvent element'],
  [
    'START_MULTIPLE',
    process(START, '<startEvent id="start2"/>'),
    'multiple none start events or timer start events not supported on process definition',
  ],
  ['START_MULTIPLE', process(`<startEvent id="a">${timer}</startEvent><startEvent id="b">${timer}</startEvent>`)],
  [
    'START_MULTIPLE',
    given(sub('x', '<startEvent id="a"/><startEvent id="b"/>')),
    'multiple start events not supported for subprocess',
  ],
  [
    'START_KIND',
    given(sub('x', `<startEvent id="a">${message}</startEvent>`)),
    'messageEventDefinition only allowed on start event if subprocess is an event subprocess',
  ],
  [
    'START_KIND',
    given(sub('x', `<startEvent id="a">${timer}</startEvent>`)),
    'timerEventDefinition is not allowed on start event within a subprocess',
  ],
  [
    'START_EVENT_SUB_PROCESS',
    given(eventSub('x', '')),
    "start event of event subprocess must be of type 'error', 'message', 'timer', 'signal', 'compensation' or 'escalation'",
  ],
  [
    'START_MESSAGE_EXPRESSION',
    withRoots(process('<startEvent id="a"><messageEventDefinition messageRef="expression"/></startEvent>')),
    "Invalid message name 'm-${x}' for element 'startEvent': expressions in the message start event name are not allowed!",
  ],
  [
    'START_MESSAGE_EXPRESSION',
    withRoots(process('<receiveTask id="r" instantiate="true" messageRef="expression"/>')),
    "Invalid message name 'm-${x}' for element 'receiveTask': expressions in the message start event name are not allowed!",
  ],
  ['START_MISSING', given(sub('x', '<receiveTask id="r" instantiate="true"/>'))],
  ['START_KIND', process('<startEvent id="x"><errorEventDefinition/></startEvent>')],
  [
    'START_ERROR_INTERRUPTING',
    given(
      sub(
        'x',
        '<startEvent id="a" isInterrupting="false"><errorEventDefinition/></startEvent>',
        'triggeredByEvent="true"',
      ),
    ),
    'error start event of event subprocess must be interrupting',
  ],
];

describe('start events: a model is refused, at its place and in Camunda’s words, with', () => refuses(REFUSED));
