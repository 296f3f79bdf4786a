import type { CompiledExpression } from '@anliu/engine-expression';
import type { EventDefinition } from '../model.js';
import { attribute, child, children, extension, isTrue, nonEmpty, type XmlElement } from '../xml/element.js';
import { parseImplementation } from './implementation.js';
import { localReference } from './references.js';
import type { Parser } from './parser.js';
import { checkTime } from './times.js';
import { parseVariablePassing } from './variable-passing.js';

/** Where an event stands decides what its definition needs. */
export type EventPosition = 'start' | 'eventSubProcessStart' | 'catch' | 'boundary' | 'throw' | 'end';

const isThrowing = (position: EventPosition) => position === 'throw' || position === 'end';

type Reader = (
  definition: XmlElement,
  event: XmlElement,
  position: EventPosition,
  parser: Parser,
) => EventDefinition | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  timerEventDefinition: readTimer,
  messageEventDefinition: readMessage,
  signalEventDefinition: readSignal,
  errorEventDefinition: readError,
  escalationEventDefinition: readEscalation,
  conditionalEventDefinition: readConditional,
  compensateEventDefinition: (definition) => ({
    kind: 'compensate',
    activityRef: nonEmpty(attribute(definition, 'activityRef')),
    waitForCompletion: attribute(definition, 'waitForCompletion') !== 'false',
  }),
  cancelEventDefinition: () => ({ kind: 'cancel' }),
  terminateEventDefinition: () => ({ kind: 'terminate' }),
  linkEventDefinition: (definition) => ({ kind: 'link', name: attribute(definition, 'name') ?? '' }),
};

/** All definition elements of an event, in order of precedence. Only the first is used. */
export function definitionElements(event: XmlElement): XmlElement[] {
  return Object.keys(READERS).flatMap((name) => children(event, name));
}

/** The definition element of an event, whatever its kind. */
export function definitionElement(event: XmlElement): XmlElement | undefined {
  return definitionElements(event)[0];
}

export function parseEventDefinition(
  event: XmlElement,
  position: EventPosition,
  parser: Parser,
): EventDefinition | undefined {
  const definition = definitionElement(event);
  return definition && READERS[definition.local]!(definition, event, position, parser);
}

function readTimer(
  definition: XmlElement,
  _event: XmlElement,
  _position: EventPosition,
  parser: Parser,
): EventDefinition | undefined {
  const timer = parseTimer(definition, parser);
  return timer && { kind: 'timer', ...timer };
}

export interface Timer {
  readonly timer: 'date' | 'duration' | 'cycle';
  readonly expression: CompiledExpression;
}

/** Reads a timer definition; when it says nothing, reports that and yields undefined. */
export function parseTimer(definition: XmlElement, parser: Parser): Timer | undefined {
  for (const [name, timer] of [
    ['timeDate', 'date'],
    ['timeCycle', 'cycle'],
    ['timeDuration', 'duration'],
  ] as const) {
    const element = child(definition, name);
    if (!element) continue;
    const expression = parser.requiredExpression(element.text.trim(), element);
    return { timer, expression: checkTime(timer, expression, element, parser) };
  }
  const message = 'Timer needs configuration (either timeDate, timeCycle or timeDuration is needed).';
  parser.error('TIMER_WITHOUT_CONFIGURATION', message, definition);
  return undefined;
}

function readMessage(
  definition: XmlElement,
  event: XmlElement,
  position: EventPosition,
  parser: Parser,
): EventDefinition | undefined {
  const reference = nonEmpty(attribute(definition, 'messageRef'));
  if (isThrowing(position)) {
    const known = reference === undefined ? undefined : parser.references.messages.get(localReference(reference));
    const name = parser.nonEmptyExpression(known, definition);
    return { kind: 'message', name, implementation: parseImplementation(definition, event, parser) };
  }
  if (reference === undefined) {
    parser.error('MESSAGE_WITHOUT_REFERENCE', "attribute 'messageRef' is required", definition);
    return undefined;
  }
  if (!parser.references.messages.has(localReference(reference))) {
    parser.error(
      'MESSAGE_UNKNOWN',
      `Invalid 'messageRef': no message with id '${localReference(reference)}' found.`,
      definition,
    );
    return undefined;
  }
  const name = nonEmpty(parser.references.messages.get(localReference(reference)));
  if (name === undefined) {
    const message = 'Cannot have a message event subscription with an empty or missing name';
    parser.error('MESSAGE_WITHOUT_NAME', message, definition);
    return undefined;
  }
  return { kind: 'message', name: parser.requiredExpression(name, definition), implementation: undefined };
}

function readSignal(
  definition: XmlElement,
  _event: XmlElement,
  _position: EventPosition,
  parser: Parser,
): EventDefinition | undefined {
  const reference = nonEmpty(attribute(definition, 'signalRef'));
  if (reference === undefined) {
    parser.error(
      'SIGNAL_WITHOUT_REFERENCE',
      "signalEventDefinition does not have required property 'signalRef'",
      definition,
    );
    return undefined;
  }
  const name = parser.references.signals.get(localReference(reference));
  if (name === undefined) {
    parser.error('SIGNAL_UNKNOWN', `Could not find signal with id '${reference}'`, definition);
    return undefined;
  }
  const { inputs, businessKey } = parseVariablePassing(definition, parser);
  return {
    kind: 'signal',
    name: parser.requiredExpression(name, definition),
    async: isTrue(extension(definition, 'async')),
    inputs,
    businessKey,
  };
}

function readError(
  definition: XmlElement,
  _event: XmlElement,
  position: EventPosition,
  parser: Parser,
): EventDefinition | undefined {
  const reference = nonEmpty(attribute(definition, 'errorRef'));
  const known = reference === undefined ? undefined : parser.references.errors.get(reference);
  // an errorRef without a definition is taken as the code itself
  const code = known ? known.code : reference;
  if (isThrowing(position) && reference === undefined) {
    parser.error('ERROR_WITHOUT_REFERENCE', "'errorRef' attribute is mandatory on error end event", definition);
  } else if (isThrowing(position) && nonEmpty(code) === undefined) {
    const message = `'errorCode' is mandatory on errors referenced by throwing error event definitions, but the error '${reference}' does not define one.`;
    parser.error('ERROR_WITHOUT_CODE', message, definition);
  }
  return {
    kind: 'error',
    errorRef: reference,
    code: nonEmpty(code),
    codeExpression: isThrowing(position) ? parser.nonEmptyExpression(code, definition) : undefined,
    message: known?.message,
    codeVariable: nonEmpty(extension(definition, 'errorCodeVariable')),
    messageVariable: nonEmpty(extension(definition, 'errorMessageVariable')),
  };
}

function readEscalation(
  definition: XmlElement,
  _event: XmlElement,
  position: EventPosition,
  parser: Parser,
): EventDefinition | undefined {
  const reference = nonEmpty(attribute(definition, 'escalationRef'));
  const known = reference === undefined ? undefined : parser.references.escalations.get(localReference(reference));
  if (reference !== undefined && !known) {
    parser.error('ESCALATION_UNKNOWN', `could not find escalation with id '${reference}'`, definition);
  } else if (isThrowing(position) && reference === undefined) {
    const message = "escalationEventDefinition does not have required attribute 'escalationRef'";
    parser.error('ESCALATION_WITHOUT_REFERENCE', message, definition);
  } else if (isThrowing(position) && known?.code === undefined) {
    parser.error('ESCALATION_WITHOUT_CODE', "throwing escalation event must have an 'escalationCode'", definition);
  }
  return {
    kind: 'escalation',
    escalationRef: reference,
    code: nonEmpty(known?.code),
    codeExpression: isThrowing(position) ? parser.nonEmptyExpression(known?.code, definition) : undefined,
    codeVariable: nonEmpty(extension(definition, 'escalationCodeVariable')),
  };
}

const VARIABLE_EVENTS = ['create', 'update', 'delete'] as const;

function readConditional(
  definition: XmlElement,
  _event: XmlElement,
  _position: EventPosition,
  parser: Parser,
): EventDefinition | undefined {
  const element = child(definition, 'condition');
  const text = element?.text.trim();
  if (!element || !text) {
    const message = 'Conditional event must contain an expression for evaluation.';
    parser.error('CONDITION_WITHOUT_EXPRESSION', message, definition);
    return undefined;
  }
  const listed = (extension(definition, 'variableEvents') ?? '').split(',').map((name) => name.trim().toLowerCase());
  for (const name of listed.filter((event) => event !== '' && !VARIABLE_EVENTS.some((known) => known === event))) {
    const message = `Variable event: ${name} is not valid. Possible variable change events are: [${VARIABLE_EVENTS.join(', ')}]`;
    parser.warning('CONDITION_VARIABLE_EVENT', message, definition);
  }
  return {
    kind: 'conditional',
    condition: parseCondition(element, parser),
    variableName: nonEmpty(extension(definition, 'variableName')),
    variableEvents: VARIABLE_EVENTS.filter((name) => listed.includes(name)),
  };
}

/** A condition in an element's text: JUEL, or another language that runs here when `language` says so. */
export function parseCondition(element: XmlElement, parser: Parser): CompiledExpression {
  const language = nonEmpty(attribute(element, 'language'));
  if (language === undefined) return parser.requiredExpression(element.text.trim(), element);
  const script = parser.script(language, element.text, element);
  return script.kind === 'compiled' ? script.expression : foreignCondition(script.language, element.text);
}

/** A condition in a language that does not run here: fails when it is asked. */
const foreignCondition = (language: string, source: string): CompiledExpression => ({
  source,
  language: 'juel',
  isLiteral: false,
  identifiers: [],
  evaluate: () => {
    throw new Error(`Can't find scripting engine for '${language}'`);
  },
});
