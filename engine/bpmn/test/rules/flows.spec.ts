import { describe } from 'vitest';
import {
  END,
  boundary,
  catching,
  compensate,
  condition,
  eventSub,
  flow,
  given,
  message,
  refuses,
  sub,
  task,
  throwing,
  timer,
  warns,
  type Case,
} from './pieces.js';

const REFUSED: readonly Case[] = [
  ['FLOW_SOURCE', given(END, flow('nowhere', 'end')), "Invalid source 'nowhere' of sequence flow 'nowhere-end'"],
  ['FLOW_TARGET', given(flow('start', 'nowhere')), "Invalid destination 'nowhere' of sequence flow 'start-nowhere'"],
  [
    'FLOW_TARGET',
    given(sub('x', '<startEvent id="in"/>'), flow('start', 'in')),
    "Invalid destination 'in' of sequence flow 'start-in'",
  ],
  [
    'FLOW_EVENT_SUB_PROCESS',
    given(eventSub('x', message), flow('start', 'x')),
    'Invalid incoming sequence flow of event subprocess',
  ],
  [
    'FLOW_EVENT_SUB_PROCESS',
    given(END, eventSub('x', message), flow('x', 'end')),
    'Invalid outgoing sequence flow of event subprocess',
  ],
  ['FLOW_COMPENSATION_BOUNDARY', given(task('x'), task('y'), boundary('b', 'x', compensate), flow('b', 'y'))],
  [
    'CONDITION_TYPE',
    given(task('x'), flow('start', 'x', condition.replace('tFormalExpression', 'tSpecial'))),
    'Invalid type, only tFormalExpression is currently supported',
  ],
  ['EXPRESSION_SYNTAX', given(task('x'), flow('start', 'x', condition.replace('${true}', '${tr ue}')))],
  [
    'EXCLUSIVE_WITHOUT_FLOW',
    given('<exclusiveGateway id="x"/>'),
    "Exclusive Gateway 'x' has no outgoing sequence flows.",
  ],
  [
    'EXCLUSIVE_SINGLE_CONDITION',
    given('<exclusiveGateway id="x"/>', task('a'), flow('x', 'a', condition)),
    "Exclusive Gateway 'x' has only one outgoing sequence flow ('x-a'). This is not allowed to have a condition.",
  ],
  [
    'EXCLUSIVE_DEFAULT_CONDITION',
    given(
      '<exclusiveGateway id="x" default="x-a"/>',
      task('a'),
      task('b'),
      flow('x', 'a', condition),
      flow('x', 'b', condition),
    ),
    "Exclusive Gateway 'x' has outgoing sequence flow 'x-a' which is the default flow but has a condition too.",
  ],
  [
    'EXCLUSIVE_WITHOUT_CONDITION',
    given('<exclusiveGateway id="x" default="x-a"/>', task('a'), task('b'), flow('x', 'a'), flow('x', 'b')),
    "Exclusive Gateway 'x' has outgoing sequence flow 'x-b' without condition which is not the default flow.",
  ],
  [
    'EXCLUSIVE_WITHOUT_CONDITION',
    given('<exclusiveGateway id="x"/>', task('a'), task('b'), flow('x', 'a'), flow('x', 'b')),
  ],
  [
    'EVENT_GATEWAY_ASYNC_AFTER',
    given('<eventBasedGateway id="x" camunda:asyncAfter="true"/>', catching('a', timer), flow('x', 'a')),
    "'asyncAfter' not supported for eventBasedGateway elements.",
  ],
  [
    'EVENT_GATEWAY_TARGET',
    given('<eventBasedGateway id="x"/>', task('a'), flow('x', 'a')),
    'Event based gateway can only be connected to elements of type intermediateCatchEvent',
  ],
  [
    'EVENT_GATEWAY_LINK',
    given('<eventBasedGateway id="x"/>', catching('a', '<linkEventDefinition name="l"/>'), flow('x', 'a')),
    'IntermediateCatchLinkEvent is not allowed after an EventBasedGateway.',
  ],
  [
    'FLOW_AFTER_EVENT_GATEWAY',
    given('<eventBasedGateway id="x"/>', catching('a', timer), flow('x', 'a'), flow('start', 'a')),
    "Invalid incoming sequenceflow for intermediateCatchEvent with id 'a' connected to an event-based gateway.",
  ],
  [
    'LINK_DUPLICATE_TARGET',
    given(catching('a', '<linkEventDefinition name="l"/>'), catching('b', '<linkEventDefinition name="l"/>')),
    "Multiple Intermediate Catch Events with the same link event name ('l') are not allowed.",
  ],
  [
    'LINK_WITHOUT_TARGET',
    given(throwing('a', '<linkEventDefinition name="l"/>'), flow('start', 'a')),
    "sequence flow points to link event source with name 'l' but no event target with that name exists. Most probably your link events are not configured correctly.",
  ],
  ['LINK_WITHOUT_NAME', given(catching('a', '<linkEventDefinition name=""/>'))],
  [
    'FLOW_WITHOUT_ID',
    given(task('x', '', 'camunda:asyncAfter="true"'), task('y'), '<sequenceFlow sourceRef="x" targetRef="y"/>'),
    "Sequence flow with sourceRef='x' must have an id, activity with id 'x' uses 'asyncAfter'.",
  ],
];

const WARNED: readonly Case[] = [
  [
    'EXCLUSIVE_ASSUMED_DEFAULT',
    given('<exclusiveGateway id="x"/>', task('a'), task('b'), flow('x', 'a'), flow('x', 'b', condition)),
  ],
  [
    'LINK_NAME',
    given('<intermediateCatchEvent id="a" name="shown"><linkEventDefinition name="l"/></intermediateCatchEvent>'),
    "Link Event named 'shown' contains link event definition with name 'l' - it is recommended to use the same name for both.",
  ],
  ['FLOW_DEFAULT_UNKNOWN', given(task('x', '', 'default="start-x"'), flow('start', 'x'))],
  ['FLOW_INTO_START', given(task('x'), flow('x', 'start'))],
  ['FLOW_OUT_OF_END', given(END, task('x'), flow('end', 'x'))],
];

describe('sequence flows, gateways and links: a model is refused, at its place and in Camunda’s words, with', () =>
  refuses(REFUSED));

describe('sequence flows, gateways and links: a model is accepted with a warning for', () => warns(WARNED));
