import { describe, expect, it } from 'vitest';
import { inSyllables, MAX_SEARCHED_LENGTH, normalized, searchWords, termsOf } from './terms.js';

const finds = (question: string, texts: string[], names: string[] = []): boolean => {
  const terms = new Set(termsOf(texts, names));
  const words = searchWords(question);
  return words.length > 0 && words.every(({ any }) => any.some((all) => all.every((term) => terms.has(term))));
};

describe('search terms', () => {
  it('find names of two characters and single ones, in words, pinyin and initials', () => {
    const title = ['县城消防安全检查'];
    for (const question of ['消防', '消', '安全检查', 'xiaofang', 'xf', 'XF', '消防 检查', 'jiancha'])
      expect(finds(question, title), question).toBe(true);
    for (const question of ['张三', 'zhangsan', 'zs', '三'])
      expect(finds(question, title, ['张三']), question).toBe(true);
    for (const question of ['防消', '化工', 'huagong', 'fx', '李四'])
      expect(finds(question, title, ['张三'])).toBe(false);
  });

  it('are the same for full and half width, upper and lower case, and with characters nobody sees', () => {
    expect(normalized('ＡＢ\u200b\u202e ｃ１')).toBe('abc1');
    expect(finds('a3', ['Ａ３车间'])).toBe(true);
    expect(finds('消\u200b防', ['消防'])).toBe(true);
    expect(searchWords(' \u200b \ufeff')).toEqual([]);
  });

  it('read surnames as names', () => {
    expect(finds('shan', [], ['单雄信'])).toBe(true);
  });

  it('find a number by any four digits in a row and by its pieces', () => {
    expect(finds('1300', ['320724202611300123'])).toBe(true);
    expect(finds('320724202611300123', ['320724202611300123'])).toBe(true);
    expect(finds('0124', ['320724202611300123'])).toBe(false);
    expect(finds('23', ['320724202611300123'])).toBe(true);
  });

  it('search a text up to its limit', () => {
    const text = `${'甲'.repeat(MAX_SEARCHED_LENGTH - 2)}乙丙丁`;
    expect(finds('乙丙', [text])).toBe(true);
    expect(finds('丙丁', [text])).toBe(false);
  });

  it('cut pinyin into syllables and leave alone what is none', () => {
    expect(inSyllables('zhangsan')).toEqual(['zhang', 'san']);
    expect(inSyllables('xian')).toEqual(['xian']);
    expect(inSyllables('qwrt')).toBeUndefined();
    expect(inSyllables('a'.repeat(60))).toHaveLength(60);
  });
});
