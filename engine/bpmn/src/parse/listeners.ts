import type { ExecutionListener, ListenerAction, TaskListener } from '../model.js';
import { attribute, child, extensionChildren, extensions, nonEmpty, type XmlElement } from '../xml/element.js';
import { parseTimer } from './event-definitions.js';
import { delegateName } from './implementation.js';
import { parseScriptElement } from './io-mapping.js';
import type { Parser } from './parser.js';

const TASK_EVENTS = ['create', 'assignment', 'complete', 'update', 'delete', 'timeout'] as const;

/** Start and end listeners of an activity, event or process. */
export function parseExecutionListeners(element: XmlElement, parser: Parser): ExecutionListener[] {
  return extensions(element, 'executionListener').flatMap((listener) => {
    const event = nonEmpty(attribute(listener, 'event'));
    const action = parseAction(listener, 'executionListener', parser);
    if (event !== 'start' && event !== 'end') {
      const message = "Attribute 'event' must be one of {start|end} on executionListener";
      parser.error('LISTENER_EVENT', message, listener);
      return [];
    }
    return action ? [{ event, action }] : [];
  });
}

/** Listeners of a sequence flow; they have one event only. */
export function parseTakeListeners(element: XmlElement, parser: Parser): ExecutionListener[] {
  return extensions(element, 'executionListener').flatMap((listener): ExecutionListener[] => {
    const action = parseAction(listener, 'executionListener', parser);
    return action ? [{ event: 'take', action }] : [];
  });
}

export function parseTaskListeners(element: XmlElement, parser: Parser): TaskListener[] {
  return extensions(element, 'taskListener').flatMap((listener): TaskListener[] => {
    const name = nonEmpty(attribute(listener, 'event'));
    const event = TASK_EVENTS.find((known) => known === name);
    const action = parseAction(listener, 'taskListener', parser);
    if (!event) {
      const message =
        name === undefined
          ? `Attribute 'event' must be one of {${TASK_EVENTS.join('|')}} on taskListener`
          : `Invalid task listener event '${name}': it must be one of {${TASK_EVENTS.join('|')}}`;
      parser.error('LISTENER_EVENT', message, listener);
      return [];
    }
    if (!action) return [];
    if (event !== 'timeout') return [{ event, action, id: nonEmpty(attribute(listener, 'id')), timer: undefined }];
    const definition = child(listener, 'timerEventDefinition');
    const id = nonEmpty(attribute(listener, 'id'));
    if (!definition) {
      parser.error('LISTENER_TIMER', "Element 'timerEventDefinition' is mandatory on timeout taskListener", listener);
      return [];
    }
    if (id === undefined) parser.error('LISTENER_ID', "Attribute 'id' is mandatory on timeout taskListener", listener);
    return [{ event, action, id, timer: parseTimer(definition, parser) }];
  });
}

function parseAction(listener: XmlElement, tag: string, parser: Parser): ListenerAction | undefined {
  const script = extensionChildren(listener, 'script')[0];
  if (script) return { kind: 'script', script: parseScriptElement(script, parser) };
  const expression = nonEmpty(attribute(listener, 'expression'));
  if (expression !== undefined) {
    return { kind: 'expression', expression: parser.requiredExpression(expression.trim(), listener) };
  }
  const className = nonEmpty(attribute(listener, 'class'));
  if (className !== undefined) return { kind: 'delegate', name: className.trim() };
  const delegate = nonEmpty(attribute(listener, 'delegateExpression'));
  if (delegate !== undefined) return { kind: 'delegate', name: delegateName(delegate) };
  const message = `Element 'class', 'expression', 'delegateExpression' or 'script' is mandatory on ${tag}`;
  parser.error('LISTENER_WITHOUT_ACTION', message, listener);
  return undefined;
}
