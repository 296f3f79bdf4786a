import { fromData } from '@anliu/engine-expression';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionLibrary, evaluateDecision, parseDmn } from '../src/index.js';
import { decision, dmn, literal } from './models.js';

const MODEL =
  dmn(`<itemDefinition name="tItem"><itemComponent name="a"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues></itemComponent></itemDefinition>
${decision(
  `<decisionTable hitPolicy="COLLECT" aggregation="SUM"><input><inputExpression typeRef="number"><text>input</text></inputExpression></input>
  <output name="o"/><rule><inputEntry><text>&gt; 1, 5</text></inputEntry><outputEntry><text>f(input)</text></outputEntry></rule></decisionTable>
  <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>`,
  `<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n"/>${literal(
    'n + 1',
  )}</encapsulatedLogic></businessKnowledgeModel>`,
)}`);

/** The model with some pieces cut out, doubled, moved or replaced. */
const damaged = fc
  .array(
    fc.record({
      at: fc.nat(MODEL.length),
      length: fc.nat(40),
      to: fc.oneof(
        fc.nat(MODEL.length),
        fc.constantFrom('', '<', '"', '&#0;', '<list/>', 'typeRef="d"', '#d', '((', 'f(f)'),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((damages) =>
    damages.reduce((text, { at, length, to }) => {
      const piece = typeof to === 'number' ? text.slice(to, to + length) : to;
      return text.slice(0, at) + piece + text.slice(at + length);
    }, MODEL),
  );

/** The model with expressions and attributes replaced: well-formed, but senseless. */
const PLACES = [...MODEL.matchAll(/<text>([^<]*)<\/text>|\w+="([^"]*)"/g)];
const senseless = fc
  .array(
    fc.tuple(
      fc.nat(PLACES.length - 1),
      fc.constantFrom(
        '',
        '-',
        'f(f)',
        'f(n, n)',
        'input + (',
        '[1..',
        '?',
        'tItem',
        'list&lt;f>',
        '{a: f}',
        'd',
        'COUNT',
        'ANY',
        'juel',
        '1/0',
      ),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes) =>
    [...changes]
      .sort(([a], [b]) => b - a)
      .reduce((text, [index, to]) => {
        const [whole, inText, inAttribute] = PLACES[index]!;
        const old = inText ?? inAttribute ?? '';
        const at = PLACES[index]!.index + whole.lastIndexOf(old);
        return text.slice(0, at) + to + text.slice(at + old.length);
      }, MODEL),
  );

const inputs = fc.jsonValue().map(fromData);

describe('reading and evaluating never throws', () => {
  it.each([
    ['a damaged text', damaged, 4],
    ['a senseless model', senseless, 300],
  ])('for %s', (_what, texts, leastEvaluated) => {
    let evaluated = 0;
    fc.assert(
      fc.property(texts, inputs, (xml, value) => {
        const { model, problems } = parseDmn(xml);
        expect(model === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        for (const one of model?.decisions ?? []) {
          evaluateDecision(one, {
            library: new DecisionLibrary([model!]),
            model: model!,
            now: () => new Date(0),
            input: () => value,
          });
          evaluated++;
        }
      }),
      { numRuns: 1_000, seed: 20_261_125 },
    );
    expect(evaluated).toBeGreaterThan(leastEvaluated);
  });
});
