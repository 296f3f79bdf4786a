import { describe, expect, it } from 'vitest';
import { MAX_XML_DEPTH, MAX_XML_LENGTH, readDocument, textOf, writeDocument } from '../index.js';

const again = (xml: string): string => {
  const { document, problem } = readDocument(xml);
  if (!document) throw new Error(problem.message);
  return writeDocument(document);
};

describe('a document read and written', () => {
  it('keeps comments, instructions, CDATA, prefixes, blanks and the order of attributes', () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?>\n<!-- first -->\n<?style sheet?>\n<p:a xmlns:p="urn:p" z="1" p:y="2" a="3">\n  <!-- in -->\n  text <![CDATA[<raw>]]>\n  <p:b/>\n</p:a>\n<!-- last -->\n';
    expect(again(xml)).toBe(xml);
  });

  it('has the same values: what would be read as something else is written as a reference', () => {
    const xml = '<a x="&lt;&quot;&amp;&#10;&#9;&#13;">&lt;b&gt; &amp; &#13;</a>';
    const first = readDocument(xml).document!;
    const second = readDocument(writeDocument(first)).document!;
    expect(second.root.attributes).toEqual(first.root.attributes);
    expect(textOf(second.root)).toBe('<b> & \r');
    expect(second.root.attributes[0]?.value).toBe('<"&\n\t\r');
  });

  it('keeps what may not be deployed', () => {
    const xml = '<a id="x"><b id="x"/></a>';
    expect(again(xml)).toContain('<b id="x"/>');
  });
});

describe('a document is refused', () => {
  it.each([
    ['<!DOCTYPE a><a/>', 'XML_DOCTYPE'],
    ['', 'XML_SYNTAX'],
    ['<a>', 'XML_SYNTAX'],
    [`${'<a>'.repeat(MAX_XML_DEPTH + 1)}${'</a>'.repeat(MAX_XML_DEPTH + 1)}`, 'XML_TOO_DEEP'],
    [`<a>${' '.repeat(MAX_XML_LENGTH)}</a>`, 'XML_TOO_LARGE'],
  ])('when it could harm its reader (%#)', (xml, code) => {
    expect(readDocument(xml).problem?.code).toBe(code);
  });

  it('with its place', () => {
    expect(readDocument('<a>\n  <b>\n</a>').problem).toMatchObject({ line: 3, severity: 'error' });
  });
});
