import type { XmlElement } from '@anliu/engine-xml';
import type {
  BusinessKnowledgeModel,
  Decision,
  DecisionService,
  InformationItem,
  InputData,
  Reference,
} from '../model.js';
import { attribute, child, children, extension, nonEmpty } from '../xml/element.js';
import { itemOf, normalise, optional, parseFunction } from './expression.js';
import type { Parser } from './parser.js';

export function parseInputData(element: XmlElement, parser: Parser): InputData {
  return { ...named(element, parser), kind: 'inputData' };
}

export function parseDecision(element: XmlElement, parser: Parser): Decision {
  const information = children(element, 'informationRequirement');
  return {
    ...named(element, parser),
    kind: 'decision',
    requiredDecisions: information.flatMap((one) => references(one, 'requiredDecision', parser)),
    requiredInputs: information.flatMap((one) => references(one, 'requiredInput', parser)),
    requiredKnowledge: knowledge(element, parser),
    expression: optional(element, parser),
    historyTimeToLive: extension(element, 'historyTimeToLive'),
    versionTag: extension(element, 'versionTag'),
  };
}

export function parseBusinessKnowledgeModel(element: XmlElement, parser: Parser): BusinessKnowledgeModel {
  const logic = child(element, 'encapsulatedLogic');
  return {
    ...named(element, parser),
    kind: 'businessKnowledgeModel',
    requiredKnowledge: knowledge(element, parser),
    logic: logic && parseFunction(logic, parser),
  };
}

export function parseDecisionService(element: XmlElement, parser: Parser): DecisionService {
  return {
    ...named(element, parser),
    kind: 'decisionService',
    outputDecisions: references(element, 'outputDecision', parser),
    encapsulatedDecisions: references(element, 'encapsulatedDecision', parser),
    inputDecisions: references(element, 'inputDecision', parser),
    inputData: references(element, 'inputData', parser),
  };
}

const knowledge = (element: XmlElement, parser: Parser): Reference[] =>
  children(element, 'knowledgeRequirement').flatMap((one) => references(one, 'requiredKnowledge', parser));

function references(holder: XmlElement, local: string, parser: Parser): Reference[] {
  return children(holder, local).flatMap((element) => parser.reference(element) ?? []);
}

interface Named {
  readonly name: string;
  readonly variable: InformationItem;
}

/** An element is known under its variable's name; DMN asks that both names are the same. */
function named(element: XmlElement, parser: Parser): Named & ReturnType<Parser['place']> {
  const place = parser.place(element);
  const name = normalise(nonEmpty(attribute(element, 'name')) ?? place.id ?? '');
  const variable = child(element, 'variable');
  const item = variable && itemOf(variable);
  return {
    ...place,
    name,
    variable: { name: item?.name || name, typeRef: item?.typeRef },
  };
}
