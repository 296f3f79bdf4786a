import type { CompiledExpression } from '@anliu/engine-expression';
import type { IoMapping, IoParameter, IoValue } from '../model.js';
import {
  attribute,
  extension,
  extensionChildren,
  extensions,
  isTrue,
  nonEmpty,
  child,
  type XmlElement,
} from '../xml/element.js';
import type { Parser } from './parser.js';

/** Names of elements with an IO mapping: tasks, events and what contains or calls other activities. Not `eventBasedGateway`. */
const MAPPED = /[tT]ask|Event|^transaction$|^subProcess$|^adHocSubProcess$|^callActivity$/;

/** `camunda:inputOutput` of an activity or event, checked against where Camunda allows it. */
export function parseIoMapping(element: XmlElement, parser: Parser): IoMapping | undefined {
  const holder = extensions(element, 'inputOutput')[0];
  if (!holder) return undefined;
  const inputs = extensionChildren(holder, 'inputParameter').flatMap((parameter) => parseParameter(parameter, parser));
  const outputs = extensionChildren(holder, 'outputParameter').flatMap((parameter) =>
    parseParameter(parameter, parser),
  );
  checkPlace(element, holder, outputs.length > 0, parser);
  return { inputs, outputs };
}

function checkPlace(element: XmlElement, holder: XmlElement, hasOutputs: boolean, parser: Parser): void {
  const tag = element.local;
  const unsupported = (suffix = '') => {
    const message = `camunda:inputOutput mapping unsupported for element type '${tag}'${suffix}.`;
    parser.error('IO_UNSUPPORTED', message, holder, attribute(element, 'id'));
  };
  if (tag === 'startEvent' || tag === 'boundaryEvent') unsupported();
  else if (!MAPPED.test(tag)) unsupported();
  else if (tag === 'subProcess' && isTrue(attribute(element, 'triggeredByEvent'))) {
    unsupported(" with attribute 'triggeredByEvent = true'");
  } else if (hasOutputs && tag === 'endEvent') {
    const message = `camunda:outputParameter not allowed for element type '${tag}'.`;
    parser.error('IO_OUTPUT_UNSUPPORTED', message, holder, attribute(element, 'id'));
  } else if (hasOutputs && child(element, 'multiInstanceLoopCharacteristics')) {
    const message = 'camunda:outputParameter not allowed for multi-instance constructs';
    parser.error('IO_OUTPUT_MULTI_INSTANCE', message, holder, attribute(element, 'id'));
  }
}

function parseParameter(element: XmlElement, parser: Parser): IoParameter[] {
  const name = nonEmpty(attribute(element, 'name'));
  if (name === undefined) {
    parser.error('IO_WITHOUT_NAME', `Missing attribute 'name' for ${element.local}`, element);
    return [];
  }
  return [{ name, value: parseNestedValue(element, parser) }];
}

/** A parameter or entry holds one value; which of several was meant nobody could tell. */
function parseNestedValue(element: XmlElement, parser: Parser): IoValue {
  const second = element.children[1];
  if (second) parser.error('IO_NESTED', 'Nested parameter can at most have one child element', second);
  return parseIoValue(element, parser);
}

/** The value of a parameter, list item or map entry: text, a script, a list or a map, nested as one likes. */
function parseIoValue(element: XmlElement, parser: Parser): IoValue {
  const script = extensionChildren(element, 'script')[0];
  if (script) return { kind: 'script', script: parseScriptElement(script, parser) };
  const list = extensionChildren(element, 'list')[0];
  if (list) return { kind: 'list', items: list.children.map((item) => parseListItem(item, parser)) };
  const map = extensionChildren(element, 'map')[0];
  if (map)
    return { kind: 'map', entries: extensionChildren(map, 'entry').flatMap((entry) => parseEntry(entry, parser)) };
  const text = element.text.trim();
  return text === '' ? { kind: 'null' } : { kind: 'expression', expression: parser.requiredExpression(text, element) };
}

function parseListItem(item: XmlElement, parser: Parser): IoValue {
  if (item.local === 'script') return { kind: 'script', script: parseScriptElement(item, parser) };
  return parseIoValue(item, parser);
}

function parseEntry(entry: XmlElement, parser: Parser): { key: CompiledExpression; value: IoValue }[] {
  const key = nonEmpty(attribute(entry, 'key'));
  if (key === undefined) {
    parser.error('IO_ENTRY_WITHOUT_KEY', "Missing attribute 'key' for 'entry' element", entry);
    return [];
  }
  return [{ key: parser.requiredExpression(key, entry), value: parseNestedValue(entry, parser) }];
}

/** A `camunda:script` element. Scripts kept in a separate resource are foreign to the model and not read. */
export function parseScriptElement(element: XmlElement, parser: Parser) {
  const language = nonEmpty(attribute(element, 'scriptFormat'));
  if (language === undefined)
    parser.error('SCRIPT_WITHOUT_FORMAT', "Missing attribute 'scriptFormat' for 'script' element", element);
  const resource = nonEmpty(attribute(element, 'resource') ?? extension(element, 'resource'));
  if (resource !== undefined)
    parser.error('SCRIPT_RESOURCE', `Scripts in a resource ('${resource}') are not supported`, element);
  return parser.script(language ?? 'juel', element.text, element);
}
