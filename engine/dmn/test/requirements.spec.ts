import { toData, fromData } from '@anliu/engine-expression';
import { describe, expect, it } from 'vitest';
import { DecisionLibrary, dmnLimits, evaluateDecision, evaluateDecisionService } from '../src/index.js';
import { dmn, evaluate, literal, modelOf } from './models.js';

interface Requires {
  readonly decisions?: readonly string[];
  readonly inputs?: readonly string[];
  readonly knowledge?: readonly string[];
  readonly typeRef?: string;
}

const decision = (id: string, expression: string, requires: Requires = {}): string => `
  <decision id="${id}" name="${id}"><variable name="${id}" ${requires.typeRef ? `typeRef="${requires.typeRef}"` : ''}/>
    ${(requires.decisions ?? []).map((href) => `<informationRequirement><requiredDecision href="${href}"/></informationRequirement>`).join('')}
    ${(requires.inputs ?? []).map((href) => `<informationRequirement><requiredInput href="${href}"/></informationRequirement>`).join('')}
    ${(requires.knowledge ?? []).map((href) => `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`).join('')}
    ${expression}
  </decision>`;

const input = (id: string, typeRef = 'Any'): string =>
  `<inputData id="${id}" name="${id}"><variable name="${id}" typeRef="${typeRef}"/></inputData>`;

const knowledge = (
  id: string,
  parameters: readonly string[],
  body: string,
  requires: readonly string[] = [],
): string => `
  <businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}"/>
    <encapsulatedLogic>${parameters.map((parameter) => `<formalParameter ${parameter}/>`).join('')}${literal(body)}</encapsulatedLogic>
    ${requires.map((href) => `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`).join('')}
  </businessKnowledgeModel>`;

describe('a decision', () => {
  it('sees what it requires, by name, and nothing else', () => {
    const xml = dmn(
      decision('a', literal('2')) +
        decision('hidden', literal('3')) +
        decision('d', literal('[a, n, hidden]'), { decisions: ['#a'], inputs: ['#n'] }) +
        input('n'),
    );
    expect(evaluate(xml, { n: 5 }).value).toEqual([2, 5, null]);
  });

  it('is evaluated once, however many require it', () => {
    const model = modelOf(
      dmn(
        decision('base', literal('1')) +
          decision('left', literal('base + 1'), { decisions: ['#base'] }) +
          decision('right', literal('base + 2'), { decisions: ['#base'] }) +
          decision('d', literal('left + right'), { decisions: ['#left', '#right'] }),
      ),
    );
    const { value, trace } = evaluateDecision(
      model.decisions.find(({ id }) => id === 'd')!,
      {
        library: new DecisionLibrary([model]),
        model,
        now: () => new Date(0),
        input: () => undefined,
      },
    );
    expect(toData(value)).toBe(5);
    expect(trace.map(({ decision: { id } }) => id)).toEqual(['base', 'left', 'right', 'd']);
  });

  it('without logic is null and reported', () => {
    expect(evaluate(dmn(decision('d', '')))).toMatchObject({ value: null, codes: ['DECISION_WITHOUT_LOGIC'] });
  });

  it('is of the type its variable says, or null', () => {
    expect(evaluate(dmn(decision('d', literal('"x"'), { typeRef: 'string' }))).value).toBe('x');
    expect(evaluate(dmn(decision('d', literal('["x"]'), { typeRef: 'string' }))).value).toBe('x');
    expect(evaluate(dmn(decision('d', literal('1'), { typeRef: 'string' })))).toMatchObject({
      value: null,
      codes: ['TYPE_MISMATCH'],
    });
  });

  it('of a type nobody defines is evaluated with a warning', () => {
    expect(evaluate(dmn(decision('d', literal('1'), { typeRef: 'tNowhere' })))).toMatchObject({
      value: 1,
      diagnostics: [{ severity: 'warning', code: 'TYPE_UNKNOWN' }],
    });
  });

  it('may stand at the end of a chain of limited length', () => {
    const chain = (length: number): string =>
      dmn(
        Array.from({ length }, (_, index) =>
          decision(
            index === length - 1 ? 'd' : `d${index}`,
            literal('1'),
            index === 0 ? {} : { decisions: [`#d${index - 1}`] },
          ),
        ).join(''),
      );
    const { MAX_EVALUATION_DEPTH: limit } = dmnLimits;
    expect([limit - 1, limit, limit + 1].map((length) => evaluate(chain(length)).codes)).toEqual([[], [], ['LIMIT']]);
  });
});

describe('input data', () => {
  it('of another type than it says is null and reported', () => {
    const xml = dmn(decision('d', literal('n'), { inputs: ['#n'] }) + input('n', 'number'));
    expect(evaluate(xml, { n: 'x' })).toMatchObject({ value: null, codes: ['TYPE_MISMATCH'] });
  });

  it('is checked against item definitions: components, collections, allowed values', () => {
    const types = `
      <itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
      <itemDefinition name="tPupil"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
        <itemComponent name="grades" isCollection="true"><typeRef>tGrade</typeRef></itemComponent></itemDefinition>`;
    const xml = dmn(types + decision('d', literal('p'), { inputs: ['#p'] }) + input('p', 'tPupil'));
    const good = { name: 'x', grades: ['a', 'b'] };
    expect(evaluate(xml, { p: good }).value).toEqual(good);
    expect(evaluate(xml, { p: { ...good, more: 1 } }).value).toEqual({ ...good, more: 1 });
    expect(evaluate(xml, { p: { name: 'x', grades: ['c'] } }).value).toBeNull();
    expect(evaluate(xml, { p: { name: 'x' } }).value).toBeNull();
  });
});

describe('a business knowledge model', () => {
  it('is a function of its parameters, which see nothing of the caller', () => {
    const xml = dmn(
      decision('d', literal('f(n)'), { inputs: ['#n'], knowledge: ['#f'] }) +
        input('n') +
        knowledge('f', ['name="x"'], '[x, n]'),
    );
    expect(evaluate(xml, { n: 3 }).value).toEqual([3, null]);
  });

  it('may call what it requires, and itself', () => {
    const xml = dmn(
      decision('d', literal('factorial(5)'), { knowledge: ['#factorial'] }) +
        knowledge('factorial', ['name="n" typeRef="number"'], 'if n &lt; 2 then 1 else times(n, factorial(n - 1))', [
          '#factorial',
          '#times',
        ]) +
        knowledge('times', ['name="a"', 'name="b"'], 'a * b'),
    );
    expect(evaluate(xml).value).toBe(120);
  });

  it('that calls itself for ever ends at the limit', () => {
    const xml = dmn(
      decision('d', literal('f(1)'), { knowledge: ['#f'] }) + knowledge('f', ['name="n"'], 'f(n + 1)', ['#f']),
    );
    expect(evaluate(xml)).toMatchObject({ value: null, codes: expect.arrayContaining(['LIMIT']) as string[] });
  });

  it('is not called with arguments of another type', () => {
    const xml = dmn(
      decision('d', literal('f("x")'), { knowledge: ['#f'] }) +
        knowledge('f', ['name="n" typeRef="number"'], '"called"'),
    );
    expect(evaluate(xml).value).toBeNull();
  });
});

describe('a decision service', () => {
  const service = (id: string, parts: string): string =>
    `<decisionService id="${id}" name="${id}"><variable name="${id}"/>${parts}</decisionService>`;
  const GREETING =
    decision('greeting', literal('word + " " + who'), { decisions: ['#word'], inputs: ['#who'] }) +
    decision('word', literal('"Hello"')) +
    input('who', 'string') +
    service('greet', '<outputDecision href="#greeting"/><inputDecision href="#word"/><inputData href="#who"/>');

  it('takes its input data and then its input decisions as parameters', () => {
    const xml = dmn(decision('d', literal('greet("you", "Bye")'), { knowledge: ['#greet'] }) + GREETING);
    expect(evaluate(xml).value).toBe('Bye you');
  });

  it('can be evaluated by itself; several outputs are a context', () => {
    const model = modelOf(
      dmn(
        decision('one', literal('who'), { inputs: ['#who'] }) +
          decision('two', literal('2')) +
          input('who') +
          service('both', '<outputDecision href="#one"/><outputDecision href="#two"/><inputData href="#who"/>'),
      ),
    );
    const { value } = evaluateDecisionService(model.decisionServices[0]!, {
      library: new DecisionLibrary([model]),
      model,
      now: () => new Date(0),
      input: (name) => (name === 'who' ? fromData('me') : undefined),
    });
    expect(toData(value)).toEqual({ one: 'me', two: 2 });
  });
});

describe('an imported model', () => {
  const LIBRARY = dmn(
    `<itemDefinition name="tName"><typeRef>string</typeRef></itemDefinition>
    ${decision('greeting', literal('"Hello " + who'), { inputs: ['#who'] })}${input('who', 'tName')}
    ${knowledge('shout', ['name="text" typeRef="tName"'], 'upper case(text)')}`,
    'https://anliu.test/library',
  );
  const using = (prefix: string, expression: string): string =>
    dmn(
      `<import name="${prefix}" namespace="https://anliu.test/library" importType="x"/>${decision(
        'd',
        literal(expression),
        {
          decisions: ['https://anliu.test/library#greeting'],
          knowledge: ['https://anliu.test/library#shout'],
        },
      )}`,
    );

  it('is known under the name of the import', () => {
    expect(evaluate([LIBRARY, using('lib', 'lib.shout(lib.greeting)')], { who: 'you' }).value).toBe('HELLO YOU');
  });

  it('is known without prefix when the import has no name', () => {
    expect(evaluate([LIBRARY, using('', 'shout(greeting)')], { who: 'you' }).value).toBe('HELLO YOU');
  });

  it('that is not at hand is reported', () => {
    expect(evaluate(using('lib', '1')).codes).toContain('REFERENCE_UNRESOLVED');
  });
});
