import type { CompiledExpression } from '@anliu/engine-expression';
import { attribute, children, extension, idOf, type XmlElement } from '../xml/element.js';

interface ErrorDefinition {
  readonly id: string;
  readonly code: string | undefined;
  readonly message: CompiledExpression | undefined;
}

interface EscalationDefinition {
  readonly id: string;
  readonly code: string | undefined;
}

/** What event definitions refer to, by id. References are compared without their namespace prefix. */
export interface References {
  readonly messages: ReadonlyMap<string, string | undefined>;
  readonly signals: ReadonlyMap<string, string>;
  readonly errors: ReadonlyMap<string, ErrorDefinition>;
  readonly escalations: ReadonlyMap<string, EscalationDefinition>;
}

/** Where problems go and how expressions are read: the part of the parser that exists before there are references. */
export interface ReferenceReader {
  error(code: string, message: string, element: XmlElement): void;
  nonEmptyExpression(text: string | undefined, element: XmlElement): CompiledExpression | undefined;
}

export function readReferences(root: XmlElement, parser: ReferenceReader): References {
  return {
    messages: new Map(children(root, 'message').map((element) => [idOf(element) ?? '', attribute(element, 'name')])),
    signals: readSignals(root, parser),
    errors: readErrors(root, parser),
    escalations: readEscalations(root, parser),
  };
}

/** `prefix:id` and `id` name the same definition. */
export function localReference(reference: string): string {
  return reference.trim().replace(/^[^:]*:/, '');
}

function readSignals(root: XmlElement, parser: ReferenceReader): Map<string, string> {
  const signals = new Map<string, string>();
  const names = new Set<string>();
  for (const element of children(root, 'signal')) {
    const id = idOf(element);
    const name = attribute(element, 'name');
    if (name !== undefined && names.has(name)) {
      parser.error('SIGNAL_DUPLICATE_NAME', `duplicate signal name '${name}'.`, element);
    }
    if (id === undefined) parser.error('SIGNAL_WITHOUT_ID', 'signal must have an id', element);
    else if (name === undefined) parser.error('SIGNAL_WITHOUT_NAME', `signal with id '${id}' has no name`, element);
    else {
      signals.set(id, name);
      names.add(name);
    }
  }
  return signals;
}

function readErrors(root: XmlElement, parser: ReferenceReader): Map<string, ErrorDefinition> {
  const errors = new Map<string, ErrorDefinition>();
  for (const element of children(root, 'error')) {
    const id = idOf(element);
    const code = attribute(element, 'errorCode');
    if (id === undefined) parser.error('ERROR_WITHOUT_ID', "'id' is mandatory on error definition", element);
    else {
      const message = parser.nonEmptyExpression(extension(element, 'errorMessage'), element);
      errors.set(id, { id, code, message });
    }
  }
  return errors;
}

function readEscalations(root: XmlElement, parser: ReferenceReader): Map<string, EscalationDefinition> {
  const escalations = new Map<string, EscalationDefinition>();
  for (const element of children(root, 'escalation')) {
    const id = idOf(element);
    if (id === undefined) parser.error('ESCALATION_WITHOUT_ID', 'escalation must have an id', element);
    else escalations.set(id, { id, code: attribute(element, 'escalationCode') });
  }
  return escalations;
}
