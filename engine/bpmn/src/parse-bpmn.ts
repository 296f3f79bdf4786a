import { toEnd, type InPieces } from '@anliu/engine-cooperative';
import type { ProcessModel } from './model.js';
import { Parser, type ParseOptions } from './parse/parser.js';
import { parsingProcess } from './parse/process.js';
import type { Problem } from './problem.js';
import { checkingDiagrams } from './rules/diagram.js';
import { findingUnresolved } from './schema/references.js';
import { validatingSchema } from './schema/validate.js';
import { attribute, children } from './xml/element.js';
import { BPMN_NAMESPACE } from './xml/names.js';
import { readingBpmnXml } from './xml/read.js';

export interface ParsedBpmn {
  /**
   * The executable processes, in document order. Empty when there is an error among the problems, unless the text was
   * deployed before.
   */
  readonly definitions: readonly ProcessModel[];
  /** Errors and warnings in the order they were found. */
  readonly problems: readonly Problem[];
}

/**
 * Turns BPMN 2.0 XML, a text or a file's bytes, into executable process models. Synchronous and without input or output of its own.
 * Never throws for anything in the text: what is wrong comes back as problems, each with line and column.
 */
export function parseBpmn(xml: string | Uint8Array, options: ParseOptions = {}): ParsedBpmn {
  return toEnd(parsingBpmn(xml, options));
}

/** {@link parseBpmn} in pieces of some milliseconds at most, for whoever must not be kept busy by a large model. */
export function* parsingBpmn(xml: string | Uint8Array, options: ParseOptions = {}): InPieces<ParsedBpmn> {
  const { root, problem } = yield* readingBpmnXml(xml);
  if (!root) return { definitions: [], problems: [problem] };
  if (root.uri !== BPMN_NAMESPACE || root.local !== 'definitions') {
    return { definitions: [], problems: [notBpmn(root.qualified, root.line, root.column)] };
  }
  const parser = new Parser(root, options);
  for (const { element, code, message } of yield* validatingSchema(root)) parser.error(code, message, element);
  for (const { element, severity, message } of yield* findingUnresolved(root)) {
    parser[severity]('REFERENCE_UNRESOLVED', message, element);
  }
  for (const element of children(root, 'import')) {
    const type = attribute(element, 'importType') ?? '';
    parser.error('IMPORT', `Could not import item of type ${type}`, element);
  }
  const definitions: ProcessModel[] = [];
  for (const element of children(root, 'process')) {
    if (isExecutable(element.attributes)) definitions.push(yield* parsingProcess(element, parser));
  }
  yield* checkingDiagrams(root, definitions.length > 0, parser);
  if (parser.errorCount > 0 && !options.wasDeployed) return { definitions: [], problems: parser.problems };
  for (const model of definitions) yield* freezing(model);
  return { definitions, problems: parser.problems };
}

function notBpmn(tag: string, line: number, column: number): Problem {
  const message = `The root element '${tag}' is not BPMN 2.0 definitions`;
  return { severity: 'error', code: 'XML_NOT_BPMN', message, elementIds: [], mainElementId: undefined, line, column };
}

/** Processes that do not say `isExecutable="true"` are documentation. */
function isExecutable(
  attributes: readonly { readonly uri: string; readonly local: string; readonly value: string }[],
): boolean {
  const value = attributes.find(({ uri, local }) => uri === '' && local === 'isExecutable')?.value;
  return value?.trim().toLowerCase() === 'true';
}

/** Freezes the parts first: what is frozen is done. */
function* freezing(model: ProcessModel): InPieces<void> {
  for (const part of [...model.nodes, ...model.flows]) {
    deepFreeze(part);
    yield;
  }
  deepFreeze(model);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const entry of Object.values(value)) deepFreeze(entry);
  return value;
}
