import type { XmlDocument } from '../document/nodes.js';
import { parseDocument, readDocument } from '../document/read.js';
import { writeDocument } from '../document/write.js';
import type { Problem } from '../problem.js';
import type { Marked } from './marks.js';
import { mark } from './marks.js';
import { mergeEdited } from './merge.js';

/**
 * A text on its way through an editor that does not keep all of it. Editors of BPMN and DMN drop what is not in their
 * vocabulary or stands where they do not expect it: references that lead nowhere, elements with an id that occurs
 * twice, attributes whose names differ in their prefix alone, comments. Give the editor {@link text}, tell what it
 * writes before anybody changed anything ({@link opened}), and pass what it writes in the end through {@link saved}.
 */
export class EditedXml {
  /** For the editor: the document with a number at each element, which it keeps as it keeps any foreign attribute. */
  readonly text: string;
  readonly #xml: string;
  readonly #document: XmlDocument;
  readonly #marked: Marked;
  #unchanged: string | undefined;

  constructor(xml: string, document: XmlDocument, reserved: ReadonlyMap<string, string>) {
    this.#xml = xml;
    this.#document = document;
    this.#marked = mark(document, reserved);
    this.text = writeDocument(this.#marked.document);
  }

  /** What the editor writes of {@link text} when nothing was changed. */
  opened(unchanged: string): void {
    this.#unchanged = unchanged;
  }

  /**
   * What to save: the original text when nothing was changed, else what the editor wrote with all it had lost.
   * @throws Error when {@link opened} was not called, or the editor wrote something that is not XML
   */
  saved(edited: string): string {
    const unchanged = this.#unchanged;
    if (unchanged === undefined) throw new Error('Tell what the editor writes unchanged before saving');
    if (edited === unchanged) return this.#xml;
    const root = mergeEdited(this.#marked.originals, rootOf(unchanged), rootOf(edited));
    return root === this.#document.root ? this.#xml : writeDocument({ ...this.#document, root });
  }
}

function rootOf(xml: string): XmlDocument['root'] {
  const { document, problem } = parseDocument(xml);
  if (problem) throw new Error(`The editor wrote what is not XML: ${problem.message}`);
  return document.root;
}

/**
 * Begins the editing of a text; see {@link readDocument} for what is refused.
 * @param reserved prefixes with the namespace the editor always means by them, whatever the text declares
 */
export function editXml(
  xml: string,
  reserved: ReadonlyMap<string, string> = new Map(),
):
  | { readonly edited: EditedXml; readonly problem?: undefined }
  | { readonly edited?: undefined; readonly problem: Problem } {
  const { document, problem } = readDocument(xml);
  return problem ? { problem } : { edited: new EditedXml(xml, document, reserved) };
}
