import { describe, expect, it } from 'vitest';
import { decodeXml, decodeXmlAnyway, encodeXml } from './decode.js';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));
/** 隐患 in GBK. */
const HAZARD_GBK = [0xd2, 0xfe, 0xbb, 0xbc];

describe('the text of an XML file', () => {
  it('is read in the encoding its declaration names', () => {
    const file = bytes('<?xml version="1.0" encoding="GBK"?><a n="', HAZARD_GBK, '"/>');
    expect(decodeXml(file).text).toBe('<?xml version="1.0" encoding="GBK"?><a n="隐患"/>');
  });

  it.each([
    ['UTF-8 with a byte order mark', bytes([0xef, 0xbb, 0xbf], '<a n="隐"/>')],
    ['UTF-16, low byte first', bytes([0xff, 0xfe], [...Buffer.from('<a n="隐"/>', 'utf16le')])],
    ['UTF-16 without a mark', bytes([...Buffer.from('<a n="隐"/>', 'utf16le')])],
    ['UTF-16, high byte first', bytes([0xfe, 0xff], [...Buffer.from('<a n="隐"/>', 'utf16le').swap16()])],
    ['UTF-8 without a declaration', bytes('<a n="隐"/>')],
  ])('is read as %s', (_, file) => {
    expect(decodeXml(file).text).toBe('<a n="隐"/>');
  });

  it('is UTF-8 when the declaration says UTF-16 and is written in single bytes', () => {
    const text = '<?xml version="1.0" encoding="utf-16"?><a n="隐"/>';
    expect(decodeXml(bytes(text)).text).toBe(text);
  });

  it('is refused at the byte that cannot be there', () => {
    const { text, problem } = decodeXml(bytes('<?xml version="1.0" encoding="UTF-8"?>\n<a n="x', HAZARD_GBK, '"/>'));
    expect(text).toBeUndefined();
    expect(problem).toMatchObject({ code: 'XML_ENCODING', severity: 'error', line: 2, column: 8 });
  });

  it('is refused in an encoding nobody knows', () => {
    const { problem } = decodeXml(bytes('<?xml version="1.0" encoding="klingon-7"?><a/>'));
    expect(problem).toMatchObject({ code: 'XML_ENCODING', message: "Unknown encoding 'klingon-7'" });
  });

  it('is shown all the same when it was accepted once', () => {
    expect(decodeXmlAnyway(bytes('<a n="', HAZARD_GBK, '"/>'))).toContain('\ufffd');
    expect(decodeXmlAnyway(bytes('<?xml version="1.0" encoding="GBK"?><a n="', HAZARD_GBK, '"/>'))).toContain('隐患');
  });
});

describe('the bytes of a text', () => {
  it('are UTF-8 and say so, whatever the declaration said', () => {
    const text = '<?xml version="1.0" encoding=\'gb2312\' standalone="yes"?><a n="隐患"/>';
    expect(decodeXml(encodeXml(text)).text).toBe(text.replace('gb2312', 'UTF-8'));
  });

  it('keep everything else, also a word like encoding after the declaration', () => {
    for (const text of [
      '<a encoding="gbk"/>',
      '<?xml version="1.0"?><a encoding="gbk"/>',
      '<?xml version="1.0" encoding="utf-8"?><a/>',
    ])
      expect(new TextDecoder().decode(encodeXml(text))).toBe(text);
  });
});
