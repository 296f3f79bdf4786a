import { describe, expect, it } from 'vitest';
import {
  attribute,
  idOf,
  isTrue,
  MAX_ATTRIBUTE_LENGTH,
  MAX_ATTRIBUTES,
  MAX_ELEMENTS,
  MAX_ID_LENGTH,
  MAX_XML_DEPTH,
  MAX_XML_LENGTH,
  nonEmpty,
  readXml,
  readingXml,
  type XmlElement,
} from './index.js';

const root = (xml: string): XmlElement => {
  const { root: found, problem } = readXml(xml);
  if (!found) throw new Error(problem.message);
  return found;
};
const refusal = (xml: string, options = {}): string | undefined => readXml(xml, options).problem?.code;

describe('what is read', () => {
  it('are elements with namespaces, attributes, children and all the text directly inside', () => {
    const found = root('<b:a xmlns:b="urn:b" b:x="1" y="2">one<c/><![CDATA[ <two> ]]>&#51;</b:a>');
    expect(found).toMatchObject({ uri: 'urn:b', local: 'a', qualified: 'b:a', text: 'one <two> 3', parent: undefined });
    expect(found.attributes).toEqual([
      { uri: 'urn:b', local: 'x', value: '1' },
      { uri: '', local: 'y', value: '2' },
    ]);
    expect(found.children.map(({ local }) => local)).toEqual(['c']);
    expect(found.children[0]?.parent).toBe(found);
  });

  it('know the place of their start tags, from 1, with every kind of line end', () => {
    const [b, c] = root('<a>\n  <b/>\r\n\t<c\n x="1"/></a>').children;
    expect([b?.line, b?.column, c?.line, c?.column]).toEqual([2, 3, 3, 2]);
    expect(root('<a/>')).toMatchObject({ line: 1, column: 1 });
  });

  it('resolve prefixes as they stand at their place', () => {
    const found = root('<a xmlns:p="urn:1"><b xmlns:p="urn:2"/><c/></a>');
    expect(found.children.map(({ resolve }) => resolve('p'))).toEqual(['urn:2', 'urn:1']);
    expect(found.resolve('other')).toBeUndefined();
  });

  it('may begin with a byte order mark', () => {
    expect(root('\uFEFF<a/>').local).toBe('a');
  });

  it('come in pieces, and are the same', () => {
    const xml = `<a>${'<b x="1">text</b>'.repeat(5_000)}</a>`;
    const work = readingXml(xml);
    let stops = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) stops += 1;
    expect(stops).toBeGreaterThan(3);
    expect(step.value.root?.children).toHaveLength(5_000);
  });

  it('are asked for attributes without a prefix, booleans and texts as Camunda reads them', () => {
    const found = root('<a xmlns:p="urn:p" p:id="foreign" id="own" t=" TRUE " f="yes" empty="  "/>');
    expect(idOf(found)).toBe('own');
    expect(attribute(found, 'none')).toBeUndefined();
    expect([isTrue(attribute(found, 't')), isTrue(attribute(found, 'f')), isTrue(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([nonEmpty(attribute(found, 'empty')), nonEmpty('x'), nonEmpty(undefined)]).toEqual([
      undefined,
      'x',
      undefined,
    ]);
  });
});

describe('what is refused', () => {
  it.each([
    ['', 'XML_SYNTAX'],
    ['text', 'XML_SYNTAX'],
    ['<a>', 'XML_SYNTAX'],
    ['<a></b>', 'XML_SYNTAX'],
    ['<a/><b/>', 'XML_SYNTAX'],
    ['<a x="1" x="2"/>', 'XML_SYNTAX'],
    ['<p:a/>', 'XML_SYNTAX'],
    ['<a>&unknown;</a>', 'XML_SYNTAX'],
    ['<!DOCTYPE a><a/>', 'XML_DOCTYPE'],
    ['<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', 'XML_DOCTYPE'],
    ['<a id="x"><b id="x"/></a>', 'XML_DUPLICATE_ID'],
    ['<a id="x y"/>', 'XML_ID_CHARACTERS'],
    ['<a id="x\u200b"/>', 'XML_ID_CHARACTERS'],
  ])('%s is %s', (xml, code) => {
    expect(refusal(xml)).toBe(code);
  });

  it('says what, where and at which element, once', () => {
    expect(readXml('<a>\n <b id="x"/>\n <c id="x"/>\n <d id="x"/></a>').problem).toEqual({
      severity: 'error',
      code: 'XML_DUPLICATE_ID',
      message: "The id 'x' occurs more than once",
      elementIds: ['x'],
      mainElementId: 'x',
      line: 3,
      column: 2,
    });
  });

  it('ids may repeat where the caller says so, and are no ids at all when he says that', () => {
    const twice = '<a xmlns="urn:free" id="x"><b id="x"/></a>';
    expect(refusal(twice, { idsAreUnique: (namespace: string) => namespace !== 'urn:free' })).toBeUndefined();
    expect(refusal('<a id="x y"><b id="x y"/></a>', { checkIds: false })).toBeUndefined();
  });
});

describe('limits: one below and at the limit is read, one above is refused', () => {
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  const attributes = (count: number): string =>
    `<a ${Array.from({ length: count }, (_, index) => `x${index}="1"`).join(' ')}/>`;
  it.each([
    ['depth', MAX_XML_DEPTH, nested, 'XML_TOO_DEEP'],
    ['attributes', MAX_ATTRIBUTES, attributes, 'XML_TOO_MANY_ATTRIBUTES'],
    [
      'length of an attribute',
      MAX_ATTRIBUTE_LENGTH,
      (length: number) => `<a x="${'x'.repeat(length)}"/>`,
      'XML_ATTRIBUTE_TOO_LONG',
    ],
    ['length of an id', MAX_ID_LENGTH, (length: number) => `<a id="${'x'.repeat(length)}"/>`, 'XML_ID_TOO_LONG'],
    ['elements', MAX_ELEMENTS, (count: number) => `<a>${'<b/>'.repeat(count - 1)}</a>`, 'XML_TOO_MANY_ELEMENTS'],
    ['length', MAX_XML_LENGTH, (length: number) => `<a>${' '.repeat(length - 7)}</a>`, 'XML_TOO_LARGE'],
  ])('%s', (_, limit, make, code) => {
    expect(refusal(make(limit - 1))).toBeUndefined();
    expect(refusal(make(limit))).toBeUndefined();
    expect(refusal(make(limit + 1))).toBe(code);
  });
});
