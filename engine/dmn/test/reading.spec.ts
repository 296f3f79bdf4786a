import { describe, expect, it } from 'vitest';
import { dmnLimits, parseDmn } from '../src/index.js';
import { decision, dmn, literal, modelOf } from './models.js';

const codes = (xml: string): string[] => parseDmn(xml).problems.map(({ code }) => code);

describe('a model is read', () => {
  it.each([
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'https://www.omg.org/spec/DMN/20191111/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    'https://www.omg.org/spec/DMN/20230324/MODEL/',
  ])('in the namespace %s', (namespace) => {
    const { decisions } = modelOf(dmn(decision(literal('1')), 'n', namespace));
    expect(decisions).toMatchObject([{ id: 'd', name: 'd', expression: { kind: 'literal', text: '1' } }]);
  });

  it('with the place of every element, and cannot be changed', () => {
    const model = modelOf(dmn(decision(literal('1'))));
    expect(model.decisions[0]).toMatchObject({ line: 5, column: 3 });
    expect(Object.isFrozen(model.decisions[0]?.requiredInputs)).toBe(true);
  });

  it('with the languages of its expressions: its own, the model’s, FEEL', () => {
    const own = modelOf(dmn(decision(literal('1', 'expressionLanguage="juel"'))));
    const whole = modelOf(
      dmn(decision(literal('1'))).replace('<definitions', '<definitions expressionLanguage="juel"'),
    );
    const foreign = modelOf(dmn(decision(literal('1', 'expressionLanguage="groovy"'))));
    const language = ({ decisions }: ReturnType<typeof modelOf>) =>
      decisions[0]?.expression?.kind === 'literal' ? decisions[0].expression.language : undefined;
    expect([own, whole, foreign].map(language)).toEqual(['juel', 'juel', { unknown: 'groovy' }]);
  });

  it('with types in attributes (DMN 1.2) or elements (DMN 1.1)', () => {
    const model = modelOf(
      dmn(`<itemDefinition name="t1"><typeRef>string</typeRef></itemDefinition>
        <itemDefinition name="t2" isCollection="true" typeRef="number"/>`),
    );
    expect(model.itemDefinitions).toMatchObject([
      { name: 't1', typeRef: 'string', isCollection: false },
      { name: 't2', typeRef: 'number', isCollection: true },
    ]);
  });
});

describe('a text is refused', () => {
  it.each([
    ['that is no XML', '<definitions', 'XML_SYNTAX'],
    ['that is no DMN', '<definitions xmlns="https://example.org"/>', 'XML_NOT_DMN'],
    ['with a DOCTYPE', `<!DOCTYPE definitions>${dmn('')}`, 'XML_DOCTYPE'],
    [
      'with an id that occurs twice',
      dmn('<inputData id="x" name="a"/><inputData id="x" name="b"/>'),
      'XML_DUPLICATE_ID',
    ],
    [
      'with a requirement that leads nowhere',
      dmn(
        '<decision id="d" name="d"><informationRequirement><requiredDecision href="#y"/></informationRequirement></decision>',
      ),
      'REFERENCE_UNRESOLVED',
    ],
    [
      'with a requirement of the wrong kind',
      dmn(
        '<inputData id="y" name="y"/><decision id="d" name="d"><informationRequirement><requiredDecision href="#y"/></informationRequirement></decision>',
      ),
      'REFERENCE_KIND',
    ],
    [
      'with a requirement in a model that is not imported',
      dmn(
        '<decision id="d" name="d"><informationRequirement><requiredDecision href="other#y"/></informationRequirement></decision>',
      ),
      'REFERENCE_NOT_IMPORTED',
    ],
    [
      'with a rule that has too few entries',
      dmn(
        decision(
          '<decisionTable><input><inputExpression><text>1</text></inputExpression></input><output name="o"/><rule><outputEntry><text>1</text></outputEntry></rule></decisionTable>',
        ),
      ),
      'RULE_INPUTS',
    ],
    [
      'with an unknown hit policy',
      dmn(decision('<decisionTable hitPolicy="BEST"><output/></decisionTable>')),
      'HIT_POLICY_UNKNOWN',
    ],
    [
      'with two outputs of one name',
      dmn(decision('<decisionTable><output name="o"/><output name="o"/></decisionTable>')),
      'OUTPUT_NAME_TWICE',
    ],
  ])('%s', (_what, xml, code) => {
    expect(codes(xml)).toContain(code);
    expect(parseDmn(xml).model).toBeUndefined();
  });

  it('whose decisions require each other in a circle', () => {
    const one = (id: string, other: string) =>
      `<decision id="${id}" name="${id}"><informationRequirement><requiredDecision href="#${other}"/></informationRequirement></decision>`;
    const { problems } = parseDmn(dmn(one('a', 'b') + one('b', 'c') + one('c', 'a')));
    expect(problems).toMatchObject([{ code: 'REQUIREMENT_CYCLE', mainElementId: 'a', line: 2 }]);
  });
});

describe('the depth of boxed expressions', () => {
  const nested = (depth: number): string =>
    dmn(decision(`${'<list>'.repeat(depth - 1)}${literal('1')}${'</list>'.repeat(depth - 1)}`));

  it('is limited', () => {
    const { MAX_EXPRESSION_DEPTH: limit } = dmnLimits;
    expect([limit - 1, limit, limit + 1].map((depth) => codes(nested(depth)))).toEqual([
      [],
      [],
      ['EXPRESSION_TOO_DEEP'],
    ]);
  });
});

describe('the number of problems', () => {
  it('is limited', () => {
    const wrong = (count: number) =>
      codes(
        dmn(
          Array.from(
            { length: count },
            (_, index) =>
              `<decision id="d${index}" name="d"><informationRequirement><requiredInput href="#no"/></informationRequirement></decision>`,
          ).join(''),
        ),
      ).length;
    const { MAX_PROBLEMS: limit } = dmnLimits;
    expect([limit - 1, limit, limit + 1].map(wrong)).toEqual([limit - 1, limit, limit]);
  });
});
