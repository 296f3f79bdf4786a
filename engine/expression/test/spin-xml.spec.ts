import { describe, expect, it } from 'vitest';
import { compileJuel, scopeOf } from '../src/index.js';
import { MAX_STRING_LENGTH } from '../src/limits.js';

const ORDER = `<order xmlns="urn:orders" xmlns:p="urn:places" no="7" p:area="320724">
  <item no="1">helmet</item><item no="2"><![CDATA[rope & hook]]></item><p:place>town</p:place><!-- seen --></order>`;

const evaluate = (source: string, order: unknown = ORDER): unknown =>
  compileJuel(source).evaluate(scopeOf({ order }, () => new Date(0)));

describe('XML in JUEL, as Spin reads it', () => {
  it.each([
    ['${XML(order).name()}', 'order'],
    ['${XML(order).namespace()}', 'urn:orders'],
    ['${XML(order).attr("no").value()}', '7'],
    ['${XML(order).attrNs("urn:places", "area").value()}', '320724'],
    ['${XML(order).hasAttr("area")}', false],
    ['${XML(order).childElements("item").size()}', 2],
    ['${XML(order).childElements("item").get(1).textContent()}', 'rope & hook'],
    ['${XML(order).childElement("urn:places", "place").textContent()}', 'town'],
    ['${XML(order).childElement("urn:places", "place").prefix()}', 'p'],
    ['${XML(order).childElements().size()}', 3],
    ['${XML(order).textContent().trim()}', 'helmetrope & hooktown'],
    ['${S(order).attr("no").value()}', '7'],
  ])('%s', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  it('leaves an expression as text', () => {
    expect(evaluate('${XML(order)}', '<a b="1"/>')).toContain('<a b="1"/>');
    expect(evaluate('${XML(order).attr("b")}', '<a b="1"/>')).toBe('1');
    expect(evaluate('no ${XML(order).attr("b")}', '<a b="1"/>')).toBe('no 1');
  });

  it.each([
    ['${XML(order).attr("area")}', "Unable to find attribute with namespace 'null' and name 'area'"],
    [
      '${XML(order).childElement("place")}',
      "Unable to find child element with namespace 'urn:orders' and name 'place'",
    ],
    ['${XML(order).childElement("item")}', 'More than one child element was found'],
    ['${XML(order).constructor}', 'Could not find property constructor'],
    ['${XML(order).hasOwnProperty("element")}', "Cannot find method 'hasOwnProperty'"],
    ['${XML(order).element}', 'Could not find property element'],
  ])('%s is refused', (source, message) => {
    expect(() => evaluate(source)).toThrow(message);
  });

  it.each([['<a'], ['no xml'], [''], ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'], [7], [null]])(
    'cannot be made of %j',
    (text) => {
      expect(() => evaluate('${XML(order)}', text)).toThrow('SPIN/DOM-XML-01006');
    },
  );

  it('is read up to the length of a string and no further', () => {
    const of = (length: number) => `<a>${'x'.repeat(length - 7)}</a>`;
    expect(evaluate('${XML(order).name()}', of(MAX_STRING_LENGTH - 1))).toBe('a');
    expect(evaluate('${XML(order).name()}', of(MAX_STRING_LENGTH))).toBe('a');
    expect(() => evaluate('${XML(order).name()}', of(MAX_STRING_LENGTH + 1))).toThrow('longer than');
  });
});
