import { parseDocument } from 'htmlparser2';
import type { FontName } from '../fonts.js';

/** A piece of text of one look. */
export interface Run {
  readonly text: string;
  readonly font: FontName;
  readonly size: number;
  readonly underline: boolean;
}

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Content[];
}
export type Content = Element | string;

interface DomNode {
  type: string;
  data?: string;
  name?: string;
  attribs?: Record<string, string>;
  children?: DomNode[];
}

const convert = (node: DomNode): Content[] => {
  if (node.type === 'text') return [(node.data ?? '').replace(/[ \t\r\n]+/g, ' ')];
  if (node.type !== 'tag') return [];
  return [{ tag: node.name!, attributes: node.attribs ?? {}, children: (node.children ?? []).flatMap(convert) }];
};

/** Reads merged HTML. Unknown elements keep their text: nothing that was written is dropped. */
export const parseHtml = (html: string): Content[] =>
  parseDocument(html, { lowerCaseTags: true, recognizeSelfClosing: true }).children.flatMap((node) =>
    convert(node as DomNode),
  );

export const isElement = (content: Content): content is Element => typeof content !== 'string';

const INLINE = new Set(['span', 'b', 'u', 'br', 'strong', 'em', 'i', 'a']);
export const isInline = (content: Content): boolean => !isElement(content) || INLINE.has(content.tag);
export const isBlank = (content: Content): boolean => typeof content === 'string' && content.trim() === '';

/** The text of inline content as runs; `br` becomes a line feed. */
export function runsOf(children: readonly Content[], look: Omit<Run, 'text'>): Run[] {
  return children.flatMap((child): Run[] => {
    if (!isElement(child)) return child ? [{ ...look, text: child }] : [];
    if (child.tag === 'br') return [{ ...look, text: '\n' }];
    const size = Number(child.attributes.size);
    return runsOf(child.children, {
      font: child.tag === 'b' || child.tag === 'strong' ? 'bold' : look.font,
      size: size >= 6 && size <= 48 ? size : look.size,
      underline: look.underline || child.tag === 'u',
    });
  });
}
