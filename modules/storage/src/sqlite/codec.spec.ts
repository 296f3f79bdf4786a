import { describe, expect, it } from 'vitest';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_DEPTH } from '../limits.js';
import { decode, encode } from './codec.js';
import { plain, type Document } from './values.js';

const nested = (depth: number): Document => (depth === 1 ? {} : { a: nested(depth - 1) });

describe('the stored form of a document', () => {
  it('has at most the allowed depth', () => {
    expect(() => encode(nested(MAX_DOCUMENT_DEPTH - 1))).not.toThrow();
    expect(() => encode(nested(MAX_DOCUMENT_DEPTH))).not.toThrow();
    expect(() => encode(nested(MAX_DOCUMENT_DEPTH + 1))).toThrow(expect.objectContaining({ code: 15 }) as Error);
  });

  it('has at most the allowed bytes, counted in UTF-8', () => {
    const room = MAX_DOCUMENT_BYTES - '{"a":""}'.length;
    const text = (bytes: number): Document => ({ a: '中'.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3) });
    expect(() => encode(text(room - 1))).not.toThrow();
    expect(() => encode(text(room))).not.toThrow();
    expect(() => encode(text(room + 1))).toThrow(expect.objectContaining({ code: 10334 }) as Error);
  });

  it('refuses what has no stored form, naming the place', () => {
    expect(() => encode({ a: { $b: 1 } })).toThrow("'a.$b'");
    expect(() => encode({ a: [new Date(NaN)] })).toThrow("'a.0'");
    expect(() => encode({ a: new Date(8.64e15) })).toThrow("'a'");
    expect(() => encode(JSON.parse('{"__proto__":1}') as Document)).toThrow('__proto__');
  });

  it('is read back as it was', () => {
    const document = plain({
      a: [1, null, { d: new Date(1) }],
      b: NaN,
      c: -Infinity,
      r: /x/i,
      s: '\ud800',
    }) as Document;
    expect(decode(encode(document))).toEqual({ ...document, s: '\ufffd', r: expect.anything() as unknown });
  });
});
