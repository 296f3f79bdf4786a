import { describe, expect, it } from 'vitest';
import { PIECE_BYTES } from '../limits.js';
import { readXml } from './read-xml.js';

/** Reads one element with a text so that the document has so many bytes. */
function read(bytes: number, letter = 'x'): { pieces: number; text: string } {
  const room = bytes - '<t></t>'.length;
  const letters = letter.repeat(Math.floor(room / Buffer.byteLength(letter)));
  let text = '';
  const document = Buffer.from(`<t>${letters.padEnd(letters.length + (room % Buffer.byteLength(letter)))}</t>`);
  const pieces = [...readXml(document, { text: (part) => (text += part) })].length;
  expect(document).toHaveLength(bytes);
  expect(text.trimEnd()).toBe(letters);
  return { pieces, text };
}

describe('the XML of a workbook', () => {
  it(`is read in pieces of ${PIECE_BYTES} bytes, also within one text of nine megabytes`, () => {
    expect(read(PIECE_BYTES - 1).pieces).toBe(1);
    expect(read(PIECE_BYTES).pieces).toBe(1);
    expect(read(PIECE_BYTES + 1).pieces).toBe(2);
    expect(read(9_000_000).pieces).toBe(Math.ceil(9_000_000 / PIECE_BYTES));
  });

  it('keeps characters whole that lie across two pieces', () => {
    expect(read(PIECE_BYTES * 2, '字').pieces).toBe(2);
  });

  it('is refused when it ends too early', () => {
    expect(() => [...readXml(Buffer.from('<a><b></b>'), {})]).toThrow();
  });
});
