import { extension, nonEmpty, type XmlElement } from '../xml/element.js';
import type { Parser } from './parser.js';

/** Priorities are stored as 32-bit integers. */
const MAX_PRIORITY = 2 ** 31 - 1;
const MIN_PRIORITY = -(2 ** 31);

/** A priority: a whole number or an expression. */
export function parsePriority(element: XmlElement, name: string, parser: Parser) {
  const text = nonEmpty(extension(element, name));
  const expression = parser.nonEmptyExpression(text, element);
  if (expression?.isLiteral && !isPriority(String(expression.literal))) {
    parser.error('PRIORITY', `Value '${text}' for attribute '${name}' is not a valid number`, element);
  }
  return expression;
}

function isPriority(text: string): boolean {
  const value = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value >= MIN_PRIORITY && value <= MAX_PRIORITY;
}
