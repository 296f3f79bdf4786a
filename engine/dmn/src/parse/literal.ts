import type { XmlElement } from '@anliu/engine-xml';
import type { LiteralExpression } from '../model.js';
import { attribute, child, nonEmpty } from '../xml/element.js';
import type { Parser } from './parser.js';

/** What every kind of expression says of itself. */
export const common = (element: XmlElement, parser: Parser) => ({
  ...parser.place(element),
  typeRef: nonEmpty(attribute(element, 'typeRef')),
});

/** A literal expression, an input expression or an entry of a rule: all are a text and its language. */
export function parseLiteral(element: XmlElement, parser: Parser): LiteralExpression {
  return {
    ...common(element, parser),
    kind: 'literal',
    text: child(element, 'text')?.text ?? '',
    language: parser.language(element),
  };
}

/** Unary tests that restrict values; undefined when none are given. */
export function parseTests(element: XmlElement | undefined, parser: Parser): LiteralExpression | undefined {
  if (!element) return undefined;
  const literal = parseLiteral(element, parser);
  return nonEmpty(literal.text) === undefined ? undefined : literal;
}
