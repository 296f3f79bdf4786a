import { describe, expect, it } from 'vitest';
import { editXml, type EditedXml } from '../index.js';

/** An editor of one vocabulary: it drops comments and what is not `item`, and writes attributes in its own order. */
const XML = `<?xml version="1.0" encoding="UTF-8"?>
<list xmlns:my="urn:my" b="2" a="1"><!-- why --><item id="1" my:color="red">one</item><my:extra deep="yes"><my:inner/></my:extra><item id="2">two</item></list>
`;
const opened = (xml = XML): EditedXml => {
  const { edited, problem } = editXml(xml);
  if (!edited) throw new Error(problem.message);
  return edited;
};
const asEditor = (text: string): string =>
  text
    .replace(/<!--.*?-->/g, '')
    .replace(/<my:extra[^>]*>.*<\/my:extra>/, '')
    .replace(/ my:color="red"/, '');

describe('a text on its way through an editor that does not keep all of it', () => {
  it('is the original, to the letter, when nothing was changed', () => {
    const edited = opened();
    edited.opened(asEditor(edited.text));
    expect(edited.saved(asEditor(edited.text))).toBe(XML);
  });

  it('has what was changed, and all the editor lost besides', () => {
    const edited = opened();
    edited.opened(asEditor(edited.text));
    const saved = edited.saved(asEditor(edited.text).replace('>two<', '>zwei<'));
    expect(saved).toContain('>zwei</item>');
    expect(saved).toContain('<!-- why -->');
    expect(saved).toContain('<my:extra deep="yes"><my:inner/></my:extra>');
    expect(saved).toContain('my:color="red"');
    expect(saved).toContain('b="2" a="1"');
  });

  it('loses what somebody took away, with what the editor had lost inside it', () => {
    const edited = opened();
    edited.opened(asEditor(edited.text));
    const saved = edited.saved(asEditor(edited.text).replace(/<item [^>]*>one<\/item>/, ''));
    expect(saved).not.toContain('one');
    expect(saved).not.toContain('red');
    expect(saved).toContain('two');
    expect(saved).toContain('<my:inner/>');
  });

  it('gains what somebody added; nothing of the numbers for the editor stays in it', () => {
    const edited = opened();
    edited.opened(asEditor(edited.text));
    const saved = edited.saved(asEditor(edited.text).replace('</list>', '<item id="3">three</item></list>'));
    const tight = (xml: string): string => xml.replace(/>\s+</g, '><');
    expect(tight(saved).replace('<item id="3">three</item>', '')).toBe(tight(XML));
  });

  it('is refused when it cannot be read, and needs to know what the editor writes unchanged', () => {
    expect(editXml('<!DOCTYPE a><a/>').problem?.code).toBe('XML_DOCTYPE');
    expect(() => opened().saved('<list/>')).toThrow('Tell what the editor writes unchanged before saving');
    const edited = opened();
    edited.opened(asEditor(edited.text));
    expect(() => edited.saved('<list>')).toThrow('The editor wrote what is not XML');
  });
});
