import { describe, expect, it } from 'vitest';
import { invisibleIn, isBlank, searchPattern, searchText, withoutInvisible } from './index.js';

describe('content of a text', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \t\n\u3000\u00a0'],
    ['zero width', '\u200b\u200c\u200d\u2060\ufeff'],
    ['marks of direction', '\u200e\u200f\u202a\u202e\u2066\u2069\u061c'],
    ['NUL and other controls', '\u0000\u0007\u007f\u0085'],
    ['combining marks without a letter', '\u0301\u0300 \u20dd'],
    ['half of a pair', '\ud800'],
    ['fillers drawn as nothing', '\u3164\u115f\u1160\uffa0\u2800'],
    ['selectors and tags', '\ufe0f\u{e0100}\u{e0041}'],
    ['unassigned and private', '\ue000'],
  ])('is not there: %s', (_, text) => {
    expect(isBlank(text)).toBe(true);
    expect(isBlank(`${text}甲${text}`)).toBe(false);
  });

  it.each(['甲', '0', '-', '。', 'e\u0301', '👨‍👩‍👧', '𠮷'])('is there: %s', (text) => expect(isBlank(text)).toBe(false));
});

describe('what cannot be seen in a text', () => {
  it.each([
    ['张\u200b三', ['U+200B'], '张三'],
    ['\u202e甲乙\u202c', ['U+202E', 'U+202C'], '甲乙'],
    ['甲\u0000乙', ['U+0000'], '甲乙'],
    ['\ufeff名称', ['U+FEFF'], '名称'],
    ['张\u200d三', ['U+200D'], '张三'],
    ['甲\u00ad乙', ['U+00AD'], '甲乙'],
  ])('is named and can be taken out: %j', (text, found, clean) => {
    expect(invisibleIn(text)).toEqual(found);
    expect(withoutInvisible(text)).toBe(clean);
    expect(invisibleIn(clean)).toEqual([]);
  });

  it.each(['第一行\n第二行\t甲', 'e\u0301', '👨‍👩‍👧', '❤️', '葛\u{e0100}城', '灌南县（某）化工'])(
    'is nothing that is drawn: %s',
    (text) => {
      expect(invisibleIn(text)).toEqual([]);
      expect(withoutInvisible(text)).toBe(text);
    },
  );
});

describe('search', () => {
  it.each([
    ['ＡＢＣ１２３', 'abc123'],
    ['（某）公司', '(某)公司'],
    ['灌 南\u3000县', '灌 南 县'],
    ['张\u200b三', '张三'],
  ])('sees %s as %s', (text, same) => expect(searchText(text)).toBe(same));

  it.each([
    ['(某)公司', '灌南（某）公司'],
    ['（某）公司', '灌南(某)公司'],
    ['abc', 'ＡＢＣ化工'],
    ['ＡＢＣ', 'abc化工'],
    ['１２３', 'A123B'],
    ['a.c', 'xa．cx'],
    ['甲 乙', '甲\u3000乙'],
  ])('finds with %s: %s', (wanted, stored) => expect(new RegExp(searchPattern(wanted), 'u').test(stored)).toBe(true));

  it('looks for what was typed, not for a pattern', () => {
    expect(new RegExp(searchPattern('a.c'), 'u').test('abc')).toBe(false);
    expect(new RegExp(searchPattern('.*[('), 'u').test('.*[(')).toBe(true);
    expect(searchPattern(' \u200b')).toBe('');
  });
});
