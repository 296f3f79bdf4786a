import type {
  BoundaryEvent,
  EndEvent,
  EventDefinition,
  FlowNode,
  IntermediateCatchEvent,
  IntermediateThrowEvent,
  StartEvent,
} from '../model.js';
import { attribute, extension, nonEmpty } from '../xml/element.js';
import { parseBase } from './base.js';
import { definitionElement, parseEventDefinition } from './event-definitions.js';
import { parseForm } from './forms.js';
import type { Parser } from './parser.js';
import { isEventSubProcess, type Member } from './plan.js';

type Kind = EventDefinition['kind'] | 'none';
type TypeTable = Partial<Readonly<Record<Kind, string>>>;

/** Camunda's activity types, by position and kind of event. */
const START_TYPES: TypeTable = {
  none: 'startEvent',
  message: 'messageStartEvent',
  signal: 'signalStartEvent',
  timer: 'startTimerEvent',
  error: 'errorStartEvent',
  escalation: 'escalationStartEvent',
  compensate: 'compensationStartEvent',
  conditional: 'conditionalStartEvent',
};
const CATCH_TYPES: TypeTable = {
  message: 'intermediateMessageCatch',
  signal: 'intermediateSignalCatch',
  timer: 'intermediateTimer',
  link: 'intermediateLinkCatch',
  conditional: 'intermediateConditional',
};
const THROW_TYPES: TypeTable = {
  none: 'intermediateNoneThrowEvent',
  message: 'intermediateMessageThrowEvent',
  signal: 'intermediateSignalThrow',
  compensate: 'intermediateCompensationThrowEvent',
  escalation: 'intermediateEscalationThrowEvent',
};
const END_TYPES: TypeTable = {
  none: 'noneEndEvent',
  message: 'messageEndEvent',
  signal: 'signalEndEvent',
  error: 'errorEndEvent',
  escalation: 'escalationEndEvent',
  compensate: 'compensationEndEvent',
  cancel: 'cancelEndEvent',
  terminate: 'terminateEndEvent',
};
const BOUNDARY_TYPES: TypeTable = {
  message: 'boundaryMessage',
  signal: 'boundarySignal',
  timer: 'boundaryTimer',
  error: 'boundaryError',
  escalation: 'boundaryEscalation',
  compensate: 'compensationBoundaryCatch',
  cancel: 'cancelBoundaryCatch',
  conditional: 'boundaryConditional',
};

export function parseEvent(member: Member, parser: Parser): FlowNode | undefined {
  switch (member.element.local) {
    case 'startEvent':
      return startEvent(member, parser);
    case 'endEvent':
      return endEvent(member, parser);
    case 'intermediateCatchEvent':
      return catchEvent(member, parser);
    case 'intermediateThrowEvent':
      return throwEvent(member, parser);
    case 'boundaryEvent':
      return boundaryEvent(member, parser);
    default:
      return undefined;
  }
}

function typeOf(table: TypeTable, event: EventDefinition | undefined): string | undefined {
  return table[event?.kind ?? 'none'];
}

/** A throwing message event nobody carries out only passes the token, and Camunda's history shows it so. */
function isIdleMessage(event: EventDefinition | undefined): boolean {
  return event?.kind === 'message' && event.implementation?.kind === 'none';
}

function startEvent(member: Member, parser: Parser): StartEvent {
  const { element, scope } = member;
  const position = isEventSubProcess(scope.element) ? 'eventSubProcessStart' : 'start';
  const event = parseEventDefinition(element, position, parser);
  return {
    kind: 'startEvent',
    ...parseBase(member, typeOf(START_TYPES, event) ?? 'startEvent', false, parser),
    event,
    interrupting: attribute(element, 'isInterrupting') !== 'false',
    initiatorVariable: nonEmpty(extension(element, 'initiator')),
    form: scope.owner ? undefined : parseForm(element, parser),
  };
}

function endEvent(member: Member, parser: Parser): EndEvent {
  const event = parseEventDefinition(member.element, 'end', parser);
  const isScope = event?.kind === 'compensate' || event?.kind === 'cancel' || isExternal(event);
  const type = isIdleMessage(event) ? 'endEvent' : typeOf(END_TYPES, event);
  if (type === undefined) parser.error('END_TYPE', 'Unsupported end event type', member.element, member.id);
  return { kind: 'endEvent', ...parseBase(member, type ?? 'noneEndEvent', isScope, parser), event };
}

function isExternal(event: EventDefinition | undefined): boolean {
  return event?.kind === 'message' && event.implementation?.kind === 'external';
}

function catchEvent(member: Member, parser: Parser): IntermediateCatchEvent {
  const event = parseEventDefinition(member.element, 'catch', parser);
  const type = typeOf(CATCH_TYPES, event);
  if (type === undefined && (event || !definitionElement(member.element))) {
    parser.error('CATCH_TYPE', 'Unsupported intermediate catch event type', member.element, member.id);
  }
  // after an event-based gateway it is the gateway that waits
  const isScope = event !== undefined && event.kind !== 'link' && !member.eventGateway;
  return {
    kind: 'intermediateCatchEvent',
    ...parseBase(member, type ?? 'intermediateCatchEvent', isScope, parser),
    event,
    eventGatewayId: member.eventGateway?.id,
  };
}

function throwEvent(member: Member, parser: Parser): IntermediateThrowEvent {
  const event = parseEventDefinition(member.element, 'throw', parser);
  const type = typeOf(THROW_TYPES, isIdleMessage(event) ? undefined : event);
  if (type === undefined) {
    parser.error('THROW_TYPE', 'Unsupported intermediate throw event type', member.element, member.id);
  }
  const isScope = event?.kind === 'compensate' || isExternal(event);
  return {
    kind: 'intermediateThrowEvent',
    ...parseBase(member, type ?? 'intermediateThrowEvent', isScope, parser),
    event,
  };
}

function boundaryEvent(member: Member, parser: Parser): BoundaryEvent | undefined {
  const before = parser.problems.length;
  const event = parseEventDefinition(member.element, 'boundary', parser);
  const type = event && typeOf(BOUNDARY_TYPES, event);
  if (!event || type === undefined) {
    if (parser.problems.length === before) {
      parser.error('BOUNDARY_TYPE', 'Unsupported boundary event type', member.element, member.id);
    }
    return undefined;
  }
  return {
    kind: 'boundaryEvent',
    ...parseBase(member, type, false, parser),
    attachedToId: attribute(member.element, 'attachedToRef') ?? '',
    // these always end the activity, whatever the attribute says
    interrupting:
      event.kind === 'error' || event.kind === 'cancel' || attribute(member.element, 'cancelActivity') !== 'false',
    event,
  };
}
