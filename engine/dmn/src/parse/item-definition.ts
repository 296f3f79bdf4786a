import type { XmlElement } from '@anliu/engine-xml';
import type { FunctionItem, ItemDefinition } from '../model.js';
import { attribute, child, children, childText, isTrue, nonEmpty } from '../xml/element.js';
import { itemOf, normalise } from './expression.js';
import { parseTests } from './literal.js';
import type { Parser } from './parser.js';

/** A named type, or a component of one (DMN 1.5, 7.3.2). */
export function parseItemDefinition(element: XmlElement, parser: Parser): ItemDefinition {
  const name = normalise(attribute(element, 'name') ?? '');
  if (name === '') parser.error('ITEM_WITHOUT_NAME', `'${element.qualified}' has no name`, element);
  const functionItem = child(element, 'functionItem');
  const components = children(element, 'itemComponent').map((component) => parseItemDefinition(component, parser));
  return {
    ...parser.place(element),
    name,
    typeRef: childText(element, 'typeRef'),
    isCollection: isTrue(attribute(element, 'isCollection')),
    allowedValues: parseTests(child(element, 'allowedValues'), parser),
    typeConstraint: parseTests(child(element, 'typeConstraint'), parser),
    components,
    functionItem: functionItem && parseFunctionItem(functionItem),
  };
}

const parseFunctionItem = (element: XmlElement): FunctionItem => ({
  parameters: children(element, 'parameters').map(itemOf),
  outputTypeRef: nonEmpty(attribute(element, 'outputTypeRef')),
});
