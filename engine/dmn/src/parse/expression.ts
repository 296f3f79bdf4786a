import type { XmlElement } from '@anliu/engine-xml';
import { MAX_EXPRESSION_DEPTH } from '../limits.js';
import type { Expression, FunctionDefinition, InformationItem, LiteralExpression } from '../model.js';
import { attribute, child, children, childText, isDmn } from '../xml/element.js';
import { parseDecisionTable } from './decision-table.js';
import { common, parseLiteral } from './literal.js';
import type { Parser } from './parser.js';

type Reader = (element: XmlElement, parser: Parser, depth: number) => Expression;

/** Element name → reader of the boxed expression it holds (DMN 1.5, clauses 7.3 and 10.2). */
const READERS: Readonly<Record<string, Reader>> = {
  literalExpression: (element, parser) => parseLiteral(element, parser),
  decisionTable: (element, parser) => parseDecisionTable(element, parser),
  context: (element, parser, depth) => ({
    ...common(element, parser),
    kind: 'context',
    entries: children(element, 'contextEntry').map((entry) => ({
      variable: optionalItem(child(entry, 'variable')),
      expression: required(entry, parser, depth),
    })),
  }),
  invocation: (element, parser, depth) => ({
    ...common(element, parser),
    kind: 'invocation',
    function: optional(element, parser, depth),
    bindings: children(element, 'binding').map((binding) => ({
      parameter: itemOf(child(binding, 'parameter') ?? binding),
      expression: optional(binding, parser, depth),
    })),
  }),
  functionDefinition: (element, parser, depth) => parseFunction(element, parser, depth),
  relation: (element, parser, depth) => ({
    ...common(element, parser),
    kind: 'relation',
    columns: children(element, 'column').map(itemOf),
    rows: children(element, 'row').map((row) => expressionsIn(row, parser, depth)),
  }),
  list: (element, parser, depth) => ({
    ...common(element, parser),
    kind: 'list',
    items: expressionsIn(element, parser, depth),
  }),
  conditional: (element, parser, depth) => ({
    ...common(element, parser),
    kind: 'conditional',
    if: part(element, 'if', parser, depth),
    then: part(element, 'then', parser, depth),
    else: part(element, 'else', parser, depth),
  }),
  filter: (element, parser, depth) => ({
    ...common(element, parser),
    kind: 'filter',
    in: part(element, 'in', parser, depth),
    match: part(element, 'match', parser, depth),
  }),
  for: (element, parser, depth) => iterator('for', 'return', element, parser, depth),
  some: (element, parser, depth) => iterator('some', 'satisfies', element, parser, depth),
  every: (element, parser, depth) => iterator('every', 'satisfies', element, parser, depth),
};

/** The boxed expression directly inside an element; undefined when there is none. */
export function optional(holder: XmlElement, parser: Parser, depth = 0): Expression | undefined {
  return expressionsIn(holder, parser, depth)[0];
}

function expressionsIn(holder: XmlElement, parser: Parser, depth: number): Expression[] {
  return holder.children
    .filter((element) => isDmn(element) && Object.hasOwn(READERS, element.local))
    .map((element) => {
      if (depth >= MAX_EXPRESSION_DEPTH) {
        parser.error('EXPRESSION_TOO_DEEP', `Expressions are nested deeper than ${MAX_EXPRESSION_DEPTH}`, element);
        return empty(element, parser);
      }
      return READERS[element.local]!(element, parser, depth + 1);
    });
}

function required(holder: XmlElement, parser: Parser, depth: number): Expression {
  return optional(holder, parser, depth) ?? empty(holder, parser);
}

function part(holder: XmlElement, local: string, parser: Parser, depth: number): Expression {
  const element = child(holder, local);
  if (element) return required(element, parser, depth);
  parser.error('EXPRESSION_INCOMPLETE', `'${holder.qualified}' has no '${local}'`, holder);
  return empty(holder, parser);
}

/** An expression that was left out: null. */
function empty(element: XmlElement, parser: Parser): LiteralExpression {
  return { ...parser.place(element), kind: 'literal', typeRef: undefined, text: '', language: 'feel' };
}

function iterator(
  kind: 'for' | 'some' | 'every',
  body: string,
  element: XmlElement,
  parser: Parser,
  depth: number,
): Expression {
  return {
    ...common(element, parser),
    kind,
    variable: attribute(element, 'iteratorVariable') ?? 'item',
    in: part(element, 'in', parser, depth),
    body: part(element, body, parser, depth),
  };
}

export function parseFunction(element: XmlElement, parser: Parser, depth = 0): FunctionDefinition {
  const kind = attribute(element, 'kind') ?? 'FEEL';
  return {
    ...common(element, parser),
    kind: 'function',
    functionKind: kind === 'Java' || kind === 'J' ? 'Java' : kind === 'PMML' || kind === 'P' ? 'PMML' : 'FEEL',
    parameters: children(element, 'formalParameter').map(itemOf),
    body: optional(element, parser, depth),
  };
}

export function itemOf(element: XmlElement): InformationItem {
  return { name: normalise(attribute(element, 'name') ?? ''), typeRef: childText(element, 'typeRef') };
}

const optionalItem = (element: XmlElement | undefined): InformationItem | undefined => element && itemOf(element);

/** A FEEL name: blanks at the ends do not count, and several are one (DMN 1.5, 10.3.1.3). */
export function normalise(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}
