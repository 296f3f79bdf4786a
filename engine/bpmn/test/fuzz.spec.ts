import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBpmn } from '../src/index.js';
import { load } from './models.js';

const model = load('everything');

/** The model with a few pieces cut out, doubled or replaced. */
const damaged = fc
  .array(
    fc.tuple(
      fc.nat(model.length),
      fc.nat(40),
      fc.oneof(fc.constantFrom('', '<', '>', '"', '&', '${', '</'), fc.string({ maxLength: 5 })),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((cuts) => cuts.reduce((xml, [at, length, put]) => xml.slice(0, at) + put + xml.slice(at + length), model));

/** The model with an attribute's value replaced by something else. */
const attributes = [...model.matchAll(/[\w:]+="([^"]*)"/g)];
const altered = fc
  .tuple(
    fc.nat(attributes.length - 1),
    fc.oneof(fc.constantFrom('', '${', '${}', 'true', '-1', '__proto__', 'start', 'x y'), fc.string()),
  )
  .map(([index, value]) => {
    const { 0: text, 1: old, index: at } = attributes[index]!;
    const escaped = value.replace(/[<&"]/g, '');
    return (
      model.slice(0, at) + text.slice(0, text.length - old!.length - 1) + escaped + model.slice(at + text.length - 1)
    );
  });

describe('whatever the text', () => {
  it.each([
    ['damaged', damaged],
    ['altered', altered],
  ])('a %s model is parsed or told about, with a place inside it', (_name, texts) => {
    fc.assert(
      fc.property(texts, (xml) => {
        const { definitions, problems } = parseBpmn(xml);
        const lines = xml.split('\n').length;
        const failed = problems.some(({ severity }) => severity === 'error');
        expect(failed ? definitions : []).toEqual([]);
        for (const { line, column, message, code } of problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
          expect([message, code]).not.toContain('');
        }
      }),
      { numRuns: 500 },
    );
  });
});
