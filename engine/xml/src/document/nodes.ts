/*
 * A document with everything that is in its text: comments, instructions, CDATA sections, prefixes, the order of
 * attributes. For those who write it again; readers of models use the elements of `../element.ts`.
 */

export interface DocumentAttribute {
  /** As written, with its prefix. */
  readonly name: string;
  /** '' without prefix. */
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

export interface DocumentElement {
  readonly kind: 'element';
  /** As written, with its prefix. */
  readonly name: string;
  readonly uri: string;
  readonly local: string;
  /** Declarations of namespaces included. */
  readonly attributes: readonly DocumentAttribute[];
  readonly children: readonly DocumentNode[];
  /** What prefixes stand for here ('' is the default namespace). The writer declares what is not so at its place. */
  readonly scope?: ReadonlyMap<string, string>;
  /** The children are elements alone; the writer puts each on a line of its own. */
  readonly isFormatted?: boolean;
}

interface Text {
  readonly kind: 'text' | 'cdata' | 'comment';
  readonly text: string;
}

interface Instruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly body: string;
}

export type DocumentNode = DocumentElement | Text | Instruction;

export interface XmlDocument {
  readonly version: string;
  /** Comments and instructions before the root. */
  readonly before: readonly DocumentNode[];
  readonly root: DocumentElement;
  readonly after: readonly DocumentNode[];
}

export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** The prefix a declaration of a namespace is for, '' for the default namespace; undefined for other attributes. */
export function declaredPrefix({ name }: DocumentAttribute): string | undefined {
  if (name === 'xmlns') return '';
  return name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined;
}

export const isBlank = (node: DocumentNode): boolean => node.kind === 'text' && /^[ \t\r\n]*$/.test(node.text);

export const elementsOf = (element: DocumentElement): DocumentElement[] =>
  element.children.filter((child): child is DocumentElement => child.kind === 'element');

/** Character data directly inside, CDATA sections included. */
export const textOf = (element: DocumentElement): string =>
  element.children.map((child) => (child.kind === 'text' || child.kind === 'cdata' ? child.text : '')).join('');
