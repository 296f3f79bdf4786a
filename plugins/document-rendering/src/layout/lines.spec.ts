import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, type Measure } from './lines.js';

/** Latin half as wide as Chinese, as in any Chinese font. */
const measure: Measure = (character, _, size) => (character.charCodeAt(0) < 0x2000 ? size / 2 : size);
const lines = (text: string, width: number, indent = 0): string[] =>
  breakLines([{ text, font: 'regular', size: 10, underline: false }], {
    width,
    indent,
    leading: 1.5,
    size: 10,
    measure,
  }).map((line) => line.pieces.map((piece) => piece.text).join(''));

describe('lines of Chinese text', () => {
  it('are as full as the width allows, the first one indented', () => {
    expect(lines('一二三四五六七八', 40)).toEqual(['一二三四', '五六七八']);
    expect(lines('一二三四五六七八', 40, 20)).toEqual(['一二', '三四五六', '七八']);
  });

  it('do not begin with a closing mark nor end with an opening one', () => {
    expect(lines('一二三四，五六', 40)).toEqual(['一二三', '四，五六']);
    expect(lines('一二三《四五》', 40)).toEqual(['一二三', '《四五》']);
  });

  it('keep words and numbers whole unless one is longer than a line', () => {
    expect(lines('编号AB-123在', 40)).toEqual(['编号', 'AB-123在']);
    expect(lines('A'.repeat(20), 40)).toEqual(['A'.repeat(8), 'A'.repeat(8), 'A'.repeat(4)]);
  });

  it('hold every character once, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('中', '，', '（', '）', 'a', '9', '。', '《'), maxLength: 60 }),
        fc.integer({ min: 10, max: 90 }),
        (text, width) => {
          const result = lines(text, width);
          expect(result.join('')).toBe(text);
        },
      ),
    );
  });
});
