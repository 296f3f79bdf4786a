export interface XmlAttribute {
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

/** One element of the text, with the place of its start tag. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  /** As written, with its prefix. */
  readonly qualified: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly parent: XmlElement | undefined;
  /** Character data directly inside, CDATA included, not trimmed. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Namespace a prefix stands for at this place. */
  readonly resolve: (prefix: string) => string | undefined;
}

/** An attribute without prefix: those of BPMN and DMN have none. */
export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((candidate) => candidate.uri === '' && candidate.local === name)?.value;
}

/** Text of an attribute, undefined when it is absent or empty. */
export function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}

/** Camunda's reading of booleans: only `true` (any case) is true. */
export function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true';
}

export function idOf(element: XmlElement): string | undefined {
  return attribute(element, 'id');
}
