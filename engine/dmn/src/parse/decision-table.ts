import type { XmlElement } from '@anliu/engine-xml';
import type { Aggregation, DecisionTable, HitPolicy, InputClause, OutputClause, Rule } from '../model.js';
import { attribute, child, children, extension, nonEmpty } from '../xml/element.js';
import { parseLiteral, parseTests } from './literal.js';
import type { Parser } from './parser.js';

/** DMN writes `RULE ORDER`; some tools write the enumeration's name instead. */
const HIT_POLICIES: Readonly<Record<string, HitPolicy>> = {
  UNIQUE: 'UNIQUE',
  FIRST: 'FIRST',
  PRIORITY: 'PRIORITY',
  ANY: 'ANY',
  COLLECT: 'COLLECT',
  'RULE ORDER': 'RULE ORDER',
  RULE_ORDER: 'RULE ORDER',
  'OUTPUT ORDER': 'OUTPUT ORDER',
  OUTPUT_ORDER: 'OUTPUT ORDER',
};
const AGGREGATIONS: ReadonlySet<string> = new Set(['SUM', 'COUNT', 'MIN', 'MAX'] satisfies Aggregation[]);

export function parseDecisionTable(element: XmlElement, parser: Parser): DecisionTable {
  const inputs = children(element, 'input').map((input) => inputClause(input, parser));
  const outputs = children(element, 'output').map((output) => outputClause(output, parser));
  if (outputs.length === 0) parser.error('TABLE_WITHOUT_OUTPUT', 'A decision table has at least one output', element);
  if (outputs.length > 1) {
    const unnamed = children(element, 'output').find((output) => nonEmpty(attribute(output, 'name')) === undefined);
    if (unnamed) parser.error('OUTPUT_WITHOUT_NAME', 'Outputs of a table with several outputs have a name', unnamed);
    checkNames(element, outputs, parser);
  }
  return {
    ...parser.place(element),
    kind: 'decisionTable',
    typeRef: nonEmpty(attribute(element, 'typeRef')),
    ...policy(element, outputs.length, parser),
    inputs,
    outputs,
    rules: children(element, 'rule').map((rule) => parseRule(rule, inputs.length, outputs.length, parser)),
  };
}

function checkNames(element: XmlElement, outputs: readonly OutputClause[], parser: Parser): void {
  const names = new Set<string>();
  for (const [index, { name }] of outputs.entries()) {
    if (name === undefined) continue;
    if (names.has(name)) {
      parser.error(
        'OUTPUT_NAME_TWICE',
        `The output name '${name}' occurs more than once`,
        children(element, 'output')[index]!,
      );
    }
    names.add(name);
  }
}

function policy(
  element: XmlElement,
  outputs: number,
  parser: Parser,
): { hitPolicy: HitPolicy; aggregation: Aggregation | undefined } {
  const written = nonEmpty(attribute(element, 'hitPolicy')) ?? 'UNIQUE';
  const hitPolicy = Object.hasOwn(HIT_POLICIES, written) ? HIT_POLICIES[written] : undefined;
  if (!hitPolicy) parser.error('HIT_POLICY_UNKNOWN', `The hit policy '${written}' is not one of DMN's`, element);
  const aggregation = nonEmpty(attribute(element, 'aggregation'));
  if (aggregation !== undefined && !AGGREGATIONS.has(aggregation)) {
    parser.error('AGGREGATION_UNKNOWN', `The aggregation '${aggregation}' is not one of DMN's`, element);
  }
  if (aggregation !== undefined && hitPolicy === 'COLLECT' && outputs > 1) {
    parser.error('AGGREGATION_OF_SEVERAL', 'Only a table with one output can aggregate it', element);
  }
  return {
    hitPolicy: hitPolicy ?? 'UNIQUE',
    aggregation: hitPolicy === 'COLLECT' ? (aggregation as Aggregation | undefined) : undefined,
  };
}

function inputClause(element: XmlElement, parser: Parser): InputClause {
  const expression = child(element, 'inputExpression');
  return {
    ...parser.place(element),
    label: nonEmpty(attribute(element, 'label')),
    expression: expression && parseLiteral(expression, parser),
    allowed: parseTests(child(element, 'inputValues'), parser),
    inputVariable: extension(element, 'inputVariable'),
  };
}

function outputClause(element: XmlElement, parser: Parser): OutputClause {
  const fallback = child(element, 'defaultOutputEntry');
  return {
    ...parser.place(element),
    label: nonEmpty(attribute(element, 'label')),
    name: nonEmpty(attribute(element, 'name')),
    typeRef: nonEmpty(attribute(element, 'typeRef')),
    allowed: parseTests(child(element, 'outputValues'), parser),
    defaultEntry: fallback && parseLiteral(fallback, parser),
  };
}

function parseRule(element: XmlElement, inputs: number, outputs: number, parser: Parser): Rule {
  const inputEntries = children(element, 'inputEntry');
  const outputEntries = children(element, 'outputEntry');
  if (inputEntries.length !== inputs) {
    parser.error(
      'RULE_INPUTS',
      `A rule of this table has ${inputs} input entries; this one has ${inputEntries.length}`,
      element,
    );
  }
  if (outputEntries.length !== outputs) {
    parser.error(
      'RULE_OUTPUTS',
      `A rule of this table has ${outputs} output entries; this one has ${outputEntries.length}`,
      element,
    );
  }
  return {
    ...parser.place(element),
    inputEntries: inputEntries.map((entry) => parseLiteral(entry, parser)),
    outputEntries: outputEntries.map((entry) => parseLiteral(entry, parser)),
  };
}
