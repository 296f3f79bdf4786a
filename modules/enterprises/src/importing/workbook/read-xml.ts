import { SaxesParser } from 'saxes';
import type { InPieces } from '@anliu/engine-cooperative';
import { PIECE_BYTES } from '../limits.js';

export interface XmlReader {
  /** Names without their prefix: some writers prefix the elements of a sheet, others do not. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Tells the reader of elements and texts in their order, piece by piece. Throws for XML that is not well-formed. */
export function* readXml(bytes: Buffer, reader: XmlReader): InPieces<void> {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const plain: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes)) plain[local(key)] = value;
    reader.open?.(local(name), plain);
  });
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  parser.on('closetag', ({ name }) => reader.close?.(local(name)));
  const decoder = new TextDecoder('utf-8');
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    parser.write(decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).close();
}
