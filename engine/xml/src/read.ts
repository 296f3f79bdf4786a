import { toEnd, type InPieces } from '@anliu/engine-cooperative';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import {
  MAX_ATTRIBUTE_LENGTH,
  MAX_ATTRIBUTES,
  MAX_ELEMENTS,
  MAX_ID_LENGTH,
  MAX_XML_DEPTH,
  MAX_XML_LENGTH,
} from './limits.js';
import type { Problem } from './problem.js';
import { problemAt, Refusal } from './refusal.js';
import type { XmlAttribute, XmlElement } from './element.js';

export interface ReadOptions {
  /**
   * Whether the `id` attributes of elements of a namespace must differ. Default: all must. An `id` of a foreign
   * vocabulary is not an identifier of the document: what it means, and how often it may occur, is the vocabulary's.
   */
  readonly idsAreUnique?: (namespace: string) => boolean;
  /** Elements whose content belongs to other vocabularies, whatever its namespace: no id in there is an identifier. */
  readonly isForeignWithin?: (namespace: string, local: string) => boolean;
  /** `false` for texts whose `id` attributes are no identifiers. Default true. */
  readonly checkIds?: boolean;
}

export type ReadResult =
  | { readonly root: XmlElement; readonly problem?: undefined }
  | { readonly root?: undefined; readonly problem: Problem };

/** Characters read in one piece: a few milliseconds. */
const PIECE_LENGTH = 16_384;

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const FORBIDDEN_IN_ID =
  /[\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Reads XML into elements with their places. Nothing is ever fetched or expanded: a DOCTYPE refuses the text, and so
 * do the limits of `limits.ts`, ids that occur twice and ids with invisible characters. One refusal is reported.
 */
export function readXml(xml: string, options: ReadOptions = {}): ReadResult {
  return toEnd(readingXml(xml, options));
}

/** {@link readXml} in pieces: stops after each so that the caller may do something else in between. */
export function* readingXml(xml: string, options: ReadOptions = {}): InPieces<ReadResult> {
  if (xml.length > MAX_XML_LENGTH) {
    const message = `The model is longer than ${MAX_XML_LENGTH} characters`;
    return { problem: problemAt(new Refusal('XML_TOO_LARGE', message), 1, 1) };
  }
  const reader = new Reader(options);
  try {
    return { root: yield* reader.read(xml.replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { problem: problemAt(error, reader.line, reader.column) };
  }
}

class Reader {
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #ids = new Set<string>();
  readonly #open: OpenElement[] = [];
  readonly #lineStarts = [0];
  #line = 0;
  #root: OpenElement | undefined;
  #count = 0;
  #tagLine = 1;
  #tagColumn = 1;
  readonly #idsAreUnique: (namespace: string) => boolean;
  readonly #isForeignWithin: (namespace: string, local: string) => boolean;
  /** The outermost element open whose content is foreign. */
  #foreignRoot: OpenElement | undefined;
  readonly #checkIds: boolean;

  constructor({ idsAreUnique, isForeignWithin, checkIds }: ReadOptions) {
    this.#idsAreUnique = idsAreUnique ?? (() => true);
    this.#isForeignWithin = isForeignWithin ?? (() => false);
    this.#checkIds = checkIds ?? true;
  }

  get line(): number {
    return this.#tagLine;
  }

  get column(): number {
    return this.#tagColumn;
  }

  *read(xml: string): InPieces<XmlElement> {
    for (let at = xml.indexOf('\n'); at >= 0; at = xml.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1);
    const parser = this.#parser;
    parser.on('error', (error) => {
      this.#mark();
      throw error;
    });
    parser.on('doctype', () => {
      this.#mark();
      throw new Refusal('XML_DOCTYPE', 'A model must not contain a DOCTYPE');
    });
    parser.on('opentagstart', ({ name }) => {
      // the character after the name has been read, too
      this.#markAt(parser.position - name.length - 2);
      if (++this.#count > MAX_ELEMENTS)
        throw new Refusal('XML_TOO_MANY_ELEMENTS', `More than ${MAX_ELEMENTS} elements`);
      if (this.#open.length >= MAX_XML_DEPTH) {
        throw new Refusal('XML_TOO_DEEP', `Elements are nested deeper than ${MAX_XML_DEPTH}`);
      }
    });
    parser.on('opentag', (tag) => this.#enter(tag));
    parser.on('closetag', () => {
      if (this.#open.pop() === this.#foreignRoot) this.#foreignRoot = undefined;
    });
    const addText = (text: string) => {
      const current = this.#open[this.#open.length - 1];
      if (current) current.text += text;
    };
    parser.on('text', addText);
    parser.on('cdata', addText);
    for (let at = 0; at < xml.length; at += PIECE_LENGTH) {
      parser.write(xml.slice(at, at + PIECE_LENGTH));
      yield;
    }
    parser.close();
    if (!this.#root) throw new Refusal('XML_SYNTAX', 'document must contain a root element');
    return this.#root;
  }

  #markAt(offset: number): void {
    while ((this.#lineStarts[this.#line + 1] ?? Infinity) <= offset) this.#line++;
    this.#tagLine = this.#line + 1;
    this.#tagColumn = offset - this.#lineStarts[this.#line]! + 1;
  }

  #mark(): void {
    this.#tagLine = this.#parser.line;
    this.#tagColumn = this.#parser.column + 1;
  }

  #enter(tag: SaxesTagNS): void {
    const parent = this.#open[this.#open.length - 1];
    const attributes = Object.values(tag.attributes)
      .filter(({ uri, name }) => uri !== 'http://www.w3.org/2000/xmlns/' && name !== 'xmlns')
      .map(({ uri, local, value }): XmlAttribute => ({ uri, local, value }));
    const prefixes = { ...tag.ns };
    const element: OpenElement = {
      uri: tag.uri,
      local: tag.local,
      qualified: tag.name,
      attributes,
      children: [],
      parent,
      text: '',
      line: this.#tagLine,
      column: this.#tagColumn,
      resolve: (prefix) => prefixes[prefix] ?? parent?.resolve(prefix),
    };
    this.#checkAttributes(attributes, !this.#foreignRoot && this.#idsAreUnique(tag.uri));
    if (!this.#foreignRoot && this.#isForeignWithin(tag.uri, tag.local)) this.#foreignRoot = element;
    if (parent) parent.children.push(element);
    else this.#root = element;
    this.#open.push(element);
  }

  #checkAttributes(attributes: readonly XmlAttribute[], idsAreUnique: boolean): void {
    if (attributes.length > MAX_ATTRIBUTES) {
      throw new Refusal('XML_TOO_MANY_ATTRIBUTES', `An element has more than ${MAX_ATTRIBUTES} attributes`);
    }
    for (const { uri, local, value } of attributes) {
      if (value.length > MAX_ATTRIBUTE_LENGTH) {
        throw new Refusal(
          'XML_ATTRIBUTE_TOO_LONG',
          `Attribute '${local}' is longer than ${MAX_ATTRIBUTE_LENGTH} characters`,
        );
      }
      if (this.#checkIds && uri === '' && local === 'id' && value !== '') this.#checkId(value, idsAreUnique);
    }
  }

  #checkId(id: string, unique: boolean): void {
    if (id.length > MAX_ID_LENGTH)
      throw new Refusal('XML_ID_TOO_LONG', `An id is longer than ${MAX_ID_LENGTH} characters`);
    if (FORBIDDEN_IN_ID.test(id)) {
      throw new Refusal('XML_ID_CHARACTERS', `The id ${escaped(id)} contains blanks or invisible characters`);
    }
    if (!unique) return;
    if (this.#ids.has(id)) throw new Refusal('XML_DUPLICATE_ID', `The id '${id}' occurs more than once`, id);
    this.#ids.add(id);
  }
}

/** The id with everything invisible written as an escape, for a message that can be read. */
function escaped(id: string): string {
  return JSON.stringify(id).replace(
    /[^\x20-\x7e\u4e00-\u9fff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
