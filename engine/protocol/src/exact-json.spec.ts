import { describe, expect, it } from 'vitest';
import { MAX_EXACT_DIGITS, parseJson, writeJson } from './exact-json.js';

describe('JSON with exact whole numbers', () => {
  it.each(['9223372036854775807', '-9223372036854775808', '9007199254740993', '12345678901234567890'])(
    '%s keeps every digit in both directions',
    (digits) => {
      const text = `{"value":${digits},"list":[${digits}]}`;
      expect(parseJson(text)).toEqual({ value: BigInt(digits), list: [BigInt(digits)] });
      expect(writeJson(parseJson(text))).toBe(text);
    },
  );

  it('everything else is what JSON.parse says', () => {
    for (const text of [
      '9007199254740991',
      '[1e300, 1.5, -0.25, 1234567890123456.5, true, false, null, "1234567890123456789", ""]',
      '{"a\\"b":"\\\\","__proto__":{"x":1},"é\\u0000":[{}, []], "n": 1234567890123456}',
      ' { "deep" : [ [ [ "9007199254740993" ] ] ] } ',
    ])
      expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(Object.getPrototypeOf(parseJson('{"__proto__":1,"n":12345678901234567890}'))).toBe(Object.prototype);
  });

  it('nesting of any depth is read without exhausting the stack', () => {
    const depth = 50_000;
    expect(() => parseJson(`${'['.repeat(depth)}12345678901234567890${']'.repeat(depth)}`)).not.toThrow();
  });

  it('a literal longer than the limit is a double', () => {
    const digits = (count: number) => '1'.repeat(count);
    expect(typeof parseJson(digits(MAX_EXACT_DIGITS - 1))).toBe('bigint');
    expect(typeof parseJson(digits(MAX_EXACT_DIGITS))).toBe('bigint');
    expect(parseJson(digits(MAX_EXACT_DIGITS + 1))).toBe(Infinity);
  });

  it('what is not JSON is refused, as ever', () => {
    expect(() => parseJson('{"a":12345678901234567890')).toThrow(SyntaxError);
  });

  it('writes beside a bigint what JSON.stringify writes', () => {
    const date = new Date(0);
    expect(writeJson({ n: 2n ** 62n, date, gone: undefined, list: [undefined, 'ü', 0.5], none: null })).toBe(
      `{"n":4611686018427387904,"date":"${date.toISOString()}","list":[null,"ü",0.5],"none":null}`,
    );
  });
});
