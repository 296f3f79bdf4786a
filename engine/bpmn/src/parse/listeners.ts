import type { ExecutionListener, ListenerAction, TaskListener } from '../model.js';
import { attribute, child, extensionChildren, extensions, nonEmpty, type XmlElement } from '../xml/element.js';
import { parseTimer } from './event-definitions.js';
import { checkFields } from './fields.js';
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
      const message =
        event === undefined
          ? "Attribute 'event' is mandatory on listener"
          : "Attribute 'event' must be one of {start|end}";
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
          ? "Attribute 'event' is mandatory on taskListener"
          : `Attribute 'event' must be one of {${TASK_EVENTS.join('|')}}`;
      parser.error('LISTENER_EVENT', message, listener);
      return [];
    }
    if (!action) return [];
    if (event !== 'timeout') return [{ event, action, id: nonEmpty(attribute(listener, 'id')), timer: undefined }];
    const definition = child(listener, 'timerEventDefinition');
    const id = nonEmpty(attribute(listener, 'id'));
    if (!definition) {
      const message = "Element 'timerEventDefinition' is mandatory on taskListener of type 'timeout'";
      parser.error('LISTENER_TIMER', message, listener);
      return [];
    }
    if (id === undefined) {
      parser.error('LISTENER_ID', "Element 'id' is mandatory on taskListener of type 'timeout'", listener);
    }
    return [{ event, action, id, timer: parseTimer(definition, parser) }];
  });
}

/** What a listener does. Of several, the first counts in the order class, expression, delegate expression, script. */
function parseAction(listener: XmlElement, tag: string, parser: Parser): ListenerAction | undefined {
  const className = attribute(listener, 'class');
  const expression = attribute(listener, 'expression');
  const delegate = attribute(listener, 'delegateExpression');
  const script = extensionChildren(listener, 'script')[0];
  if (className !== undefined) {
    checkFields(listener, parser);
    return named('class', className.trim(), listener, parser);
  }
  if (expression !== undefined) {
    return { kind: 'expression', expression: parser.requiredExpression(expression.trim(), listener) };
  }
  if (delegate !== undefined) {
    checkFields(listener, parser);
    return named('delegateExpression', delegateName(delegate), listener, parser);
  }
  if (script) return { kind: 'script', script: parseScriptElement(script, parser) };
  const message = `Element 'class', 'expression', 'delegateExpression' or 'script' is mandatory on ${tag}`;
  parser.error('LISTENER_WITHOUT_ACTION', message, listener);
  return undefined;
}

function named(by: string, name: string, listener: XmlElement, parser: Parser): ListenerAction | undefined {
  if (name !== '') return { kind: 'delegate', name };
  parser.error('LISTENER_EMPTY', `Attribute '${by}' cannot be empty`, listener);
  return undefined;
}
