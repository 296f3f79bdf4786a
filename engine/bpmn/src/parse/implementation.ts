import { attribute, extension, extensions, nonEmpty, type XmlElement } from '../xml/element.js';
import type { ErrorMapping, Implementation } from '../model.js';
import { checkFields } from './fields.js';
import type { Parser } from './parser.js';
import { parsePriority } from './priority.js';

const MAPPERS = ['singleEntry', 'singleResult', 'collectEntries', 'resultList'] as const;
const BINDINGS = ['latest', 'deployment', 'version', 'versionTag'] as const;

/**
 * How a service-like element does its work.
 * @param element carries the attributes: the task itself, or a message event definition
 * @param owner the task or event it belongs to
 */
export function parseImplementation(element: XmlElement, owner: XmlElement, parser: Parser): Implementation {
  const decisionRef = nonEmpty(extension(element, 'decisionRef'));
  if (decisionRef !== undefined && owner.local === 'businessRuleTask') return decision(element, decisionRef, parser);
  const type = extension(element, 'type');
  const className = nonEmpty(extension(element, 'class'));
  const delegateExpression = nonEmpty(extension(element, 'delegateExpression'));
  const expression = nonEmpty(extension(element, 'expression'));
  const resultVariable = nonEmpty(extension(element, 'resultVariable') ?? extension(element, 'resultVariableName'));
  if (type !== undefined) {
    if (type.toLowerCase() === 'external') return external(element, owner, parser);
    const message = `Invalid usage of type attribute on ${owner.local}: '${type}' is not supported`;
    parser.error('SERVICE_TYPE', message, element);
    return { kind: 'none' };
  }
  if (className !== undefined) {
    if (resultVariable !== undefined) {
      const message = `'resultVariableName' not supported for ${owner.local} elements using 'class'`;
      parser.error('SERVICE_RESULT_VARIABLE', message, element);
    }
    checkFields(element, parser);
    return { kind: 'delegate', name: className.trim() };
  }
  if (delegateExpression !== undefined) {
    if (resultVariable !== undefined) {
      const message = `'resultVariableName' not supported for ${owner.local} elements using 'delegateExpression'`;
      parser.error('SERVICE_RESULT_VARIABLE', message, element);
    }
    checkFields(element, parser);
    return { kind: 'delegate', name: delegateName(delegateExpression) };
  }
  if (expression !== undefined) {
    return { kind: 'expression', expression: parser.requiredExpression(expression.trim(), element), resultVariable };
  }
  return { kind: 'none' };
}

/** `${name}` names an entry of the registry; anything else stands for itself. */
export function delegateName(text: string): string {
  return /^[$#]\{\s*([\p{L}_][\p{L}\p{N}_.]*)\s*\}$/u.exec(text.trim())?.[1] ?? text.trim();
}

function external(element: XmlElement, owner: XmlElement, parser: Parser): Implementation {
  const topic = nonEmpty(extension(element, 'topic'));
  if (topic === undefined) {
    const message = "External tasks must specify a 'topic' attribute in the camunda namespace";
    parser.error('EXTERNAL_WITHOUT_TOPIC', message, element);
  }
  return {
    kind: 'external',
    topic: parser.requiredExpression(topic?.trim() ?? '', element),
    priority: parsePriority(element, 'taskPriority', parser),
    errorMappings: extensions(owner, 'errorEventDefinition').flatMap((mapping) => errorMapping(mapping, parser)),
  };
}

function errorMapping(element: XmlElement, parser: Parser): ErrorMapping[] {
  const text = attribute(element, 'expression') ?? extension(element, 'expression');
  const reference = nonEmpty(attribute(element, 'errorRef'));
  if (reference === undefined) return [];
  if (text === undefined) {
    const message = "camunda:errorEventDefinition element must have 'expression' attribute";
    parser.error('ERROR_MAPPING_WITHOUT_EXPRESSION', message, element);
    return [];
  }
  const known = parser.references.errors.get(reference);
  const code = nonEmpty(known ? known.code : reference);
  return [{ code, message: known?.message, expression: parser.requiredExpression(text, element) }];
}

function decision(element: XmlElement, decisionRef: string, parser: Parser): Implementation {
  const mapResult = nonEmpty(extension(element, 'mapDecisionResult')) ?? 'resultList';
  const mapper = MAPPERS.find((known) => known === mapResult);
  if (!mapper) {
    const message = `No decision result mapper found for name '${mapResult}'. Supported mappers are 'singleEntry', 'singleResult', 'collectEntries' and 'resultList'.`;
    parser.error('DECISION_RESULT_MAPPER', message, element);
  }
  return {
    kind: 'decision',
    decisionRef: parser.requiredExpression(decisionRef.trim(), element),
    ...parseBinding(element, 'decisionRef', parser),
    tenantId: parser.nonEmptyExpression(nonEmpty(extension(element, 'decisionRefTenantId')), element),
    mapResult: mapper ?? 'resultList',
    resultVariable: nonEmpty(extension(element, 'resultVariable')),
  };
}

/** `…Binding`, `…Version` and `…VersionTag` of a reference to another definition. */
export function parseBinding(element: XmlElement, prefix: string, parser: Parser) {
  const text = nonEmpty(extension(element, `${prefix}Binding`))?.trim() ?? 'latest';
  const binding = BINDINGS.find((known) => known === text);
  const version = nonEmpty(extension(element, `${prefix}Version`));
  const versionTag = nonEmpty(extension(element, `${prefix}VersionTag`));
  if (!binding) {
    const message = `Value '${text}' of attribute '${prefix}Binding' is none of [${BINDINGS.join(', ')}]: the latest version is used`;
    parser.warning('BINDING_UNKNOWN', message, element);
  } else if (binding === 'version' && version === undefined) {
    const message = `Missing attribute '${prefix}Version' when '${prefix}Binding' has value 'version'`;
    parser.error('BINDING_WITHOUT_VERSION', message, element);
  } else if (binding === 'versionTag' && versionTag === undefined) {
    const message = `Missing attribute '${prefix}VersionTag' when '${prefix}Binding' has value 'versionTag'`;
    parser.error('BINDING_WITHOUT_VERSION_TAG', message, element);
  }
  return {
    binding: binding ?? ('latest' as const),
    version: parser.nonEmptyExpression(version, element),
    versionTag: parser.nonEmptyExpression(versionTag, element),
  };
}
