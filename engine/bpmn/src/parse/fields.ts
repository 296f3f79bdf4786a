import { attribute, extensionChildren, extensions, nonEmpty, type XmlElement } from '../xml/element.js';
import type { Parser } from './parser.js';

/** The two ways to give a field its value: an attribute, or a child element with a text. */
const KINDS = [
  { attributeName: 'stringValue', elementName: 'string' },
  { attributeName: 'expression', elementName: 'expression' },
] as const;

/**
 * Field declarations of whatever names a class or delegate. Listeners hold them directly or in extension elements.
 * Registered delegates have no fields to fill; that a model is well formed does not depend on who runs it.
 */
export function checkFields(element: XmlElement, parser: Parser): void {
  for (const field of [...extensions(element, 'field'), ...extensionChildren(element, 'field')]) {
    const before = parser.errorCount;
    const values = KINDS.map((kind) => fieldValue(field, kind, parser));
    if (parser.errorCount > before || values.some((value) => value !== undefined)) continue;
    const message =
      'One of the following is mandatory on a field declaration: one of attributes stringValue|expression or one of child elements string|expression';
    parser.error('FIELD_WITHOUT_VALUE', message, field);
  }
}

function fieldValue(field: XmlElement, kind: (typeof KINDS)[number], parser: Parser): string | undefined {
  const { attributeName, elementName } = kind;
  const value = attribute(field, attributeName);
  const [first, second] = extensionChildren(field, elementName);
  if (second) {
    parser.error('FIELD_MULTIPLE', `Multiple ${elementName} field declarations found`, second);
  } else if (value !== undefined && first) {
    const message = `Can't use attribute '${attributeName}' and element '${elementName}' together, only use one`;
    parser.error('FIELD_TWICE', message, field);
  } else if (first && nonEmpty(first.text) === undefined) {
    const message = `No valid value found in attribute '${attributeName}' nor element '${elementName}'`;
    parser.error('FIELD_EMPTY', message, first);
  }
  return nonEmpty(first?.text ?? value);
}
