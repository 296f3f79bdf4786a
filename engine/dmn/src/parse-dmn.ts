import { decodeXml, readXml, type Problem, type ReadResult, type XmlElement } from '@anliu/engine-xml';
import type { DecisionModel } from './model.js';
import { normalise } from './parse/expression.js';
import { parseBusinessKnowledgeModel, parseDecision, parseDecisionService, parseInputData } from './parse/drg.js';
import { parseItemDefinition } from './parse/item-definition.js';
import { Parser } from './parse/parser.js';
import { checkReferences } from './parse/references.js';
import { attribute, children, idOf, isDmn, nonEmpty } from './xml/element.js';
import { DIAGRAM_NAMESPACES, DMN_NAMESPACES } from './xml/names.js';

export interface ParsedDmn {
  /** Undefined when there is an error among the problems. */
  readonly model: DecisionModel | undefined;
  /** Errors and warnings in the order they were found. */
  readonly problems: readonly Problem[];
}

/**
 * Turns DMN XML (1.1 to 1.5), a text or a file's bytes, into an immutable decision model. Synchronous and without input or output of its own.
 * Never throws for anything in the text: what is wrong comes back as problems, each with line and column.
 */
export function parseDmn(xml: string | Uint8Array): ParsedDmn {
  const { root, problem } = readDmnXml(xml);
  if (!root) return { model: undefined, problems: [problem] };
  const parser = new Parser(root);
  if (!isDmn(root) || root.local !== 'definitions') {
    parser.error('XML_NOT_DMN', `The root element '${root.qualified}' is not DMN definitions`, root);
    return { model: undefined, problems: parser.problems };
  }
  const model = definitions(root, parser);
  const byId = new Map(root.children.map((element) => [idOf(element), element]));
  checkReferences(model, (id) => byId.get(id) ?? root, parser);
  return { model: parser.failed ? undefined : deepFreeze(model), problems: parser.problems };
}

/** Ids of DMN and of its diagrams are identifiers; what tools keep in extension elements has ids of its own. */
function readDmnXml(xml: string | Uint8Array): ReadResult {
  const { text, problem } = typeof xml === 'string' ? { text: xml } : decodeXml(xml);
  if (problem) return { problem };
  return readXml(text, {
    idsAreUnique: (namespace) => DMN_NAMESPACES.has(namespace) || DIAGRAM_NAMESPACES.has(namespace),
    isForeignWithin: (namespace, local) => DMN_NAMESPACES.has(namespace) && local === 'extensionElements',
  });
}

function definitions(root: XmlElement, parser: Parser): DecisionModel {
  return {
    id: nonEmpty(idOf(root)),
    name: attribute(root, 'name') ?? '',
    namespace: parser.namespace,
    expressionLanguage: nonEmpty(attribute(root, 'expressionLanguage')),
    imports: children(root, 'import').map((element) => ({
      ...parser.place(element),
      name: normalise(attribute(element, 'name') ?? ''),
      namespace: attribute(element, 'namespace') ?? '',
      importType: attribute(element, 'importType') ?? '',
    })),
    itemDefinitions: children(root, 'itemDefinition').map((element) => parseItemDefinition(element, parser)),
    inputData: children(root, 'inputData').map((element) => parseInputData(element, parser)),
    decisions: children(root, 'decision').map((element) => parseDecision(element, parser)),
    businessKnowledgeModels: children(root, 'businessKnowledgeModel').map((element) =>
      parseBusinessKnowledgeModel(element, parser),
    ),
    decisionServices: children(root, 'decisionService').map((element) => parseDecisionService(element, parser)),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const entry of Object.values(value)) deepFreeze(entry);
  return value;
}
