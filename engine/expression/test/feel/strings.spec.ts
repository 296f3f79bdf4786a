import { describe, expect, it } from 'vitest';
import { ask, text } from './ask.js';

describe('texts', () => {
  it.each([
    ['string length("🐎整改")', '3'],
    ['substring("🐎foo", 2, 2)', 'fo'],
    ['substring("foobar", -3)', 'bar'],
    ['"\\u6574\\U01F40E"', '整🐎'],
    ['"a\\tb\\n\\"c\\""', 'a\tb\n"c"'],
    ['"a" + "b"', 'ab'],
    ['"a" < "b"', 'true'],
    ['"\uFFFD" < "🐎"', 'true'],
    ['upper case("aß")', 'ASS'],
    ['substring before("foobar", "bar")', 'foo'],
    ['substring after("foobar", "ob")', 'ar'],
    ['substring after("foobar", "x")', ''],
    ['contains("foobar", "ob")', 'true'],
    ['starts with("foobar", "foo") and ends with("foobar", "bar")', 'true'],
    ['string join(["a", null, "c"], "-")', 'a-c'],
    ['split("a;b;;", ";")', '["a", "b", "", ""]'],
    ['string([1, "a", {b: null}])', '[1, "a", {b: null}]'],
    ['string(null)', 'null'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each([
    ['matches("ab\\ncd", "^cd$", "m")', 'true'],
    ['matches("a\\rb", "a.b")', 'false'],
    ['matches("a\\rb", "a.b", "s")', 'true'],
    ['matches("hello world", "he llo[ ]wor ld", "x")', 'true'],
    ['matches("x", "[A-Z-[OI]]", "i")', 'true'],
    ['matches("O", "[A-Z-[OI]]")', 'false'],
    ['matches("整", "\\p{IsCJKUnifiedIdeographs}")', 'true'],
    ['replace("0123456789", "(\\d{3})(\\d{3})(\\d{4})", "($1) $2-$3")', '(012) 345-6789'],
    ['replace("abracadabra", "a.*?a", "*")', '*c*bra'],
  ])('patterns are those of XPath: %s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each([
    ['matches("aA", "(a)\\1", "i")', 'true'],
    ['matches("abac", "^(ab)\\1$")', 'false'],
    ['replace("aabbcd", "(.)\\1", "<$1>")', '<a><b>cd'],
    ['split("a--b---c", "(-)\\1")', '["a", "b", "-c"]'],
  ])('a pattern may refer back to a group: %s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it('a reference to a group that is not there yet is no pattern', () => {
    expect(ask('matches("h", "(.)\\3")')).toEqual({ value: null, warnings: ['INVALID_VALUE'] });
    expect(ask('matches("h", "(a\\1)")')).toEqual({ value: null, warnings: ['INVALID_VALUE'] });
  });

  it.each(['matches("a", "[a")', 'matches("a", "a", "p")', 'matches("a", "(?=a)")', 'replace("a", "\\q", "b")'])(
    'what is no pattern is null with a warning: %s',
    (source) => {
      expect(ask(source)).toEqual({ value: null, warnings: ['INVALID_VALUE'] });
    },
  );

  it('a pattern that explodes elsewhere runs in linear time', () => {
    expect(text('matches(x, "^(a+)+$")', { x: `${'a'.repeat(5_000)}!` })).toBe('false');
  });
});
