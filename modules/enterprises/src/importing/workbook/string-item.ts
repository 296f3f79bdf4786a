import type { InPieces } from '@anliu/engine-cooperative';
import { cut } from '../cut.js';
import { readXml } from './read-xml.js';

/** Collects the text of a string in a workbook: plain, or in runs with formats; pronunciations (`rPh`) are no part of it. */
export class StringItem {
  #text = '';
  #inText = false;
  #inPronunciation = false;

  open(name: string): void {
    if (name === 'rPh') this.#inPronunciation = true;
    else if (name === 't') this.#inText = !this.#inPronunciation;
  }

  text(text: string): void {
    if (this.#inText) this.#text += text;
  }

  close(name: string): void {
    if (name === 'rPh') this.#inPronunciation = false;
    else if (name === 't') this.#inText = false;
  }

  /** The text so far; the next one starts empty. */
  take(): string {
    const text = unescaped(this.#text);
    this.#text = '';
    return cut(text);
  }
}

/** Characters XML cannot hold are written `_x000D_`. */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

export function* readSharedStrings(bytes: Buffer | undefined): InPieces<string[]> {
  const strings: string[] = [];
  if (!bytes) return strings;
  const item = new StringItem();
  yield* readXml(bytes, {
    open: (name) => item.open(name),
    text: (text) => item.text(text),
    close(name) {
      item.close(name);
      if (name === 'si') strings.push(item.take());
    },
  });
  return strings;
}
