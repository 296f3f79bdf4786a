import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '@anliu/engine-protocol';
import { MAX_JSON_DEPTH } from '../limits.js';
import { parseJson } from './json-body.js';

const parse = (text: string) => parseJson(Buffer.from(text));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('a JSON body', () => {
  it('may be empty', () => {
    expect(parse('')).toBeUndefined();
  });

  it('may be nested as deep as the limit and no deeper', () => {
    expect(() => parse(nested(MAX_JSON_DEPTH - 1))).not.toThrow();
    expect(() => parse(nested(MAX_JSON_DEPTH))).not.toThrow();
    expect(() => parse(nested(MAX_JSON_DEPTH + 1))).toThrow(/nested deeper than 64/);
  });

  it('nested a hundred thousand levels deep is refused without exhausting the stack', () => {
    expect(() => parse(nested(100_000))).toThrow(InvalidRequestError);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('with the key %s anywhere is refused', (key) => {
    expect(() => parse(`{"variables":{"a":[{"${key}":{}}]}}`)).toThrow(`"${key}"`);
    expect({}).not.toHaveProperty('polluted');
  });

  it('that is broken says where', () => {
    expect(() => parse('{"a":')).toThrow(/not valid JSON/);
  });
});
