import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFeel, compileJuel, scopeOf } from '../src/index.js';

const codes = /^EXPRESSION_(SYNTAX|EVALUATION|LIMIT)$/;
const scope = scopeOf({ a: 1, b: 'text', list: [1, 2, { x: null }], map: { k: [] } }, () => new Date(0));

/** Texts made of the pieces expressions are made of, so that many of them parse. */
const pieces = (words: readonly string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 3 })), { maxLength: 14 })
    .map((parts) => parts.join(' '));

const JUEL =
  '1 0.5 "s" a b list map unknown ( ) [ ] . + - * / % == < and or not empty ? : , null true prop size now'.split(' ');
const FEEL =
  '1 0.5 "s" a b list map unknown ( ) [ ] { } . .. + - * / = < and or if then else for i in return some satisfies function item count null ?'.split(
    ' ',
  );

function failureOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('whatever the text', () => {
  it('JUEL yields a value or one of its own errors', () => {
    fc.assert(
      fc.property(pieces(JUEL), (text) => {
        const error = failureOf(() => compileJuel(`\${${text}}`).evaluate(scope));
        if (error !== undefined) expect(error).toHaveProperty('code', expect.stringMatching(codes));
      }),
      { numRuns: 2_000 },
    );
  });

  it('FEEL yields a value or one of its own errors', () => {
    fc.assert(
      fc.property(pieces(FEEL), (text) => {
        const error = failureOf(() => compileFeel(text).evaluate(scope));
        if (error !== undefined) expect(error).toHaveProperty('code', expect.stringMatching(codes));
      }),
      { numRuns: 1_000 },
    );
  });

  it('integer arithmetic agrees with arithmetic', () => {
    const integer = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(integer, integer, (x, y) => {
        const numbers = scopeOf({ x, y });
        expect(compileJuel('${x + y * 2 - x % 7}').evaluate(numbers)).toBe(x + y * 2 - (x % 7));
        expect(compileFeel('x + y * 2 - 3').evaluate(numbers)).toBe(x + y * 2 - 3);
        expect(compileJuel('${x < y or x == y or x > y}').evaluate(numbers)).toBe(true);
      }),
    );
  });
});
