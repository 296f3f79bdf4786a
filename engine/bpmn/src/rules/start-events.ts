import { attribute, child, type XmlElement } from '../xml/element.js';
import { definitionElement } from '../parse/event-definitions.js';
import { isEvent, isEventSubProcess, type Member, type Scope } from '../parse/plan.js';
import { localReference } from '../parse/references.js';
import type { Parser } from '../parse/parser.js';
import type { Checked } from './checked.js';

/** How many start events a scope has and of which kinds. */
export function checkStartEvents({ plan, parser }: Checked): void {
  for (const scope of plan.scopes) {
    const starts = scope.members.filter(({ element }) => element.local === 'startEvent');
    const receives = scope.members.some(
      ({ element }) => element.local === 'receiveTask' && attribute(element, 'instantiate') === 'true',
    );
    const tag = scope.element.local;
    if (starts.length === 0 && (tag === 'subProcess' || (tag === 'process' && !receives))) {
      parser.error('START_MISSING', `${tag} must define a startEvent element`, scope.element, scope.id);
    }
    if (!scope.owner) checkProcessStarts(scope, starts, parser);
    else if (isEventSubProcess(scope.element)) checkEventSubProcessStarts(scope, starts, parser);
    else checkEmbeddedStarts(scope, starts, parser);
  }
}

/** Kinds of which a process may have several start events. */
const SHARED = new Set(['messageEventDefinition', 'signalEventDefinition', 'conditionalEventDefinition']);
const PROCESS_KINDS = new Set([...SHARED, 'timerEventDefinition']);

function checkProcessStarts(scope: Scope, starts: readonly Member[], parser: Parser): void {
  for (const { element, id, incoming } of scope.members) {
    const isStart = element.local === 'receiveTask' && attribute(element, 'instantiate') === 'true';
    if (isStart && incoming.length === 0) checkMessageName(element, id, parser);
  }
  const exclusive = starts.filter(({ element }) => !SHARED.has(definitionElement(element)?.local ?? 'none'));
  if (exclusive.length > 1) {
    const message = 'multiple none start events or timer start events not supported on process definition';
    parser.error('START_MULTIPLE', message, exclusive[1]!.element, exclusive[1]!.id, scope.id);
  }
  for (const { element, id } of starts) {
    const definition = definitionElement(element);
    if (definition && !PROCESS_KINDS.has(definition.local)) {
      const message = `${definition.local} is not allowed on start event of a process`;
      parser.error('START_KIND', message, definition, id);
    }
    if (definition?.local === 'messageEventDefinition') checkMessageName(definition, id, parser);
  }
}

/** A start message is looked up before there are variables, so its name cannot depend on any. */
function checkMessageName(definition: XmlElement, id: string, parser: Parser): void {
  const name = parser.references.messages.get(localReference(attribute(definition, 'messageRef') ?? '')) ?? '';
  if (!/[$#]\{/.test(name)) return;
  const message = `Invalid message name '${name}' for element '${definition.local === 'receiveTask' ? 'receiveTask' : 'startEvent'}': expressions in the message start event name are not allowed!`;
  parser.error('START_MESSAGE_EXPRESSION', message, definition, id);
}

const EVENT_SUB_PROCESS_KINDS = ['error', 'message', 'timer', 'signal', 'compensate', 'escalation', 'conditional'];

function checkEventSubProcessStarts(scope: Scope, starts: readonly Member[], parser: Parser): void {
  if (starts.length > 1) {
    parser.error(
      'START_MULTIPLE',
      'multiple start events not supported for subprocess',
      starts[1]!.element,
      starts[1]!.id,
      scope.id,
    );
  }
  for (const { element, id } of starts) {
    if (isEvent(element, 'error') && attribute(element, 'isInterrupting') === 'false') {
      const message = 'error start event of event subprocess must be interrupting';
      parser.error('START_ERROR_INTERRUPTING', message, element, id);
    }
    if (EVENT_SUB_PROCESS_KINDS.some((kind) => child(element, `${kind}EventDefinition`))) continue;
    const message =
      "start event of event subprocess must be of type 'error', 'message', 'timer', 'signal', 'compensation' or 'escalation'";
    parser.error('START_EVENT_SUB_PROCESS', message, element, id);
  }
}

function checkEmbeddedStarts(scope: Scope, starts: readonly Member[], parser: Parser): void {
  if (starts.length > 1) {
    parser.error(
      'START_MULTIPLE',
      'multiple start events not supported for subprocess',
      starts[1]!.element,
      starts[1]!.id,
      scope.id,
    );
  }
  for (const { element, id } of starts) {
    const definition = definitionElement(element);
    if (!definition) continue;
    const onlyEvent = ['errorEventDefinition', 'messageEventDefinition', 'signalEventDefinition'].includes(
      definition.local,
    );
    const message = onlyEvent
      ? `${definition.local} only allowed on start event if subprocess is an event subprocess`
      : `${definition.local} is not allowed on start event within a subprocess`;
    parser.error('START_KIND', message, definition, id);
  }
}
