import type { CompiledExpression } from '@anliu/engine-expression';
import type { VariablePassing } from '../model.js';
import { extension, extensions, isTrue, nonEmpty, type XmlElement } from '../xml/element.js';
import type { Parser } from './parser.js';

export interface PassedVariables {
  readonly inputs: readonly VariablePassing[];
  readonly outputs: readonly VariablePassing[];
  readonly businessKey: CompiledExpression | undefined;
}

/** `camunda:in` and `camunda:out` of a call activity or a signal throw event. */
export function parseVariablePassing(element: XmlElement, parser: Parser): PassedVariables {
  const inputs: VariablePassing[] = [];
  let businessKey: CompiledExpression | undefined;
  for (const input of extensions(element, 'in')) {
    const key = nonEmpty(plain(input, 'businessKey'));
    if (key !== undefined) businessKey = parser.expression(key, input);
    else collect(input, inputs, parser);
  }
  const outputs: VariablePassing[] = [];
  for (const output of extensions(element, 'out')) collect(output, outputs, parser);
  return { inputs, outputs, businessKey };
}

/** The attributes of extension elements have no prefix; some old models wrote one. */
function plain(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(({ uri, local }) => uri === '' && local === name)?.value ?? extension(element, name);
}

function collect(element: XmlElement, into: VariablePassing[], parser: Parser): void {
  const local = isTrue(plain(element, 'local'));
  if (plain(element, 'variables') === 'all') {
    into.push({ kind: 'all', local });
    return;
  }
  const source = plain(element, 'source');
  const sourceExpression = plain(element, 'sourceExpression');
  const target = plain(element, 'target');
  if (source === '' || sourceExpression === '') {
    const attribute = source === '' ? 'source' : 'sourceExpression';
    parser.error('PASSING_EMPTY_SOURCE', `Empty attribute '${attribute}' when passing variables`, element);
  } else if (source === undefined && sourceExpression === undefined) {
    const message = "Missing parameter 'source' or 'sourceExpression' when passing variables";
    parser.error('PASSING_WITHOUT_SOURCE', message, element);
  } else if (target === undefined) {
    const message = "Missing attribute 'target' when attribute 'source' or 'sourceExpression' is set";
    parser.error('PASSING_WITHOUT_TARGET', message, element);
  } else if (target === '') {
    const message = "Empty attribute 'target' when attribute 'source' or 'sourceExpression' is set";
    parser.error('PASSING_EMPTY_TARGET', message, element);
  } else if (source !== undefined) into.push({ kind: 'variable', source, target, local });
  else into.push({ kind: 'expression', source: parser.requiredExpression(sourceExpression!, element), target, local });
}
