import { describe, expect, it } from 'vitest';
import { dmnLimits } from '../src/index.js';
import { decision, dmn, evaluate, literal } from './models.js';

const valueOf = (expression: string, inputs: Record<string, unknown> = {}): unknown =>
  evaluate(dmn(decision(expression)), inputs).value;

const entry = (name: string, expression: string, typeRef = ''): string =>
  `<contextEntry><variable name="${name}" ${typeRef === '' ? '' : `typeRef="${typeRef}"`}/>${expression}</contextEntry>`;

describe('a boxed', () => {
  it('literal expression is its value', () => {
    expect(valueOf(literal('input + 1'), { input: 2 })).toBe(3);
  });

  it('literal expression without text is null', () => {
    expect(valueOf(literal(''))).toBeNull();
  });

  it('context is its entries, each seeing those before it', () => {
    expect(valueOf(`<context>${entry('a', literal('1'))}${entry('b', literal('a + 1'))}</context>`)).toEqual({
      a: 1,
      b: 2,
    });
  });

  it('context with a last entry without name is that entry', () => {
    const result = `<contextEntry>${literal('a * 10')}</contextEntry>`;
    expect(valueOf(`<context>${entry('a', literal('4'))}${result}</context>`)).toBe(40);
  });

  it('list is its items', () => {
    expect(valueOf(`<list>${literal('1')}${literal('"x"')}${literal('null')}</list>`)).toEqual([1, 'x', null]);
  });

  it('relation is a list of contexts', () => {
    const row = (a: string, b: string) => `<row>${literal(a)}${literal(b)}</row>`;
    expect(
      valueOf(`<relation><column name="a"/><column name="b"/>${row('1', '"x"')}${row('2', '"y"')}</relation>`),
    ).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ]);
  });

  it('conditional takes the else branch unless the condition is true', () => {
    const conditional = (condition: string) =>
      `<conditional><if>${literal(condition)}</if><then>${literal('"then"')}</then><else>${literal('"else"')}</else></conditional>`;
    expect(['true', 'false', 'null'].map((text) => valueOf(conditional(text)))).toEqual(['then', 'else', 'else']);
  });

  it('filter keeps the items for which the match is true', () => {
    const filter = (match: string) => `<filter><in>${literal('input')}</in><match>${literal(match)}</match></filter>`;
    expect(valueOf(filter('item &gt; 2'), { input: [1, 2, 3, 4] })).toEqual([3, 4]);
    expect(valueOf(filter('a = "y"'), { input: [{ a: 'x' }, { a: 'y' }] })).toEqual([{ a: 'y' }]);
  });

  const iterator = (kind: string, part: string, body: string): string =>
    `<${kind} iteratorVariable="n"><in>${literal('input')}</in><${part}>${literal(body)}</${part}></${kind}>`;

  it('for returns one result per item, and sees those before it as partial', () => {
    expect(valueOf(iterator('for', 'return', 'n * 2'), { input: [1, 2, 3] })).toEqual([2, 4, 6]);
    expect(valueOf(iterator('for', 'return', 'count(partial)'), { input: [1, 2, 3] })).toEqual([0, 1, 2]);
  });

  it('some is true when one item satisfies, every when all do', () => {
    expect(valueOf(iterator('some', 'satisfies', 'n &gt; 2'), { input: [1, 2, 3] })).toBe(true);
    expect(valueOf(iterator('some', 'satisfies', 'n &gt; 3'), { input: [1, 2, 3] })).toBe(false);
    expect(valueOf(iterator('every', 'satisfies', 'n &gt; 0'), { input: [1, 2, 3] })).toBe(true);
    expect(valueOf(iterator('every', 'satisfies', 'n &gt; 1'), { input: [1, 2, 3] })).toBe(false);
    expect(valueOf(iterator('every', 'satisfies', 'n &gt; 1'), { input: [] })).toBe(true);
  });

  it.each([
    `<conditional><if>${literal('"abc"')}</if><then>${literal('1')}</then><else>${literal('2')}</else></conditional>`,
    `<filter><in>${literal('[1, 2]')}</in><match>${literal('if item = 2 then true else "abc"')}</match></filter>`,
    `<some iteratorVariable="n"><in>${literal('[1, 2]')}</in><satisfies>${literal('if n = 2 then true else "abc"')}</satisfies></some>`,
    `<every iteratorVariable="n"><in>${literal('[1, 2]')}</in><satisfies>${literal('if n = 2 then false else "abc"')}</satisfies></every>`,
  ])('condition that is neither true nor false makes the whole null: %s', (expression) => {
    expect(evaluate(dmn(decision(expression)))).toMatchObject({ value: null, codes: ['TYPE_MISMATCH'] });
  });

  it('function definition can be called by the entries after it', () => {
    const square = `<functionDefinition><formalParameter name="n" typeRef="number"/>${literal('n * n')}</functionDefinition>`;
    const result = `<contextEntry>${literal('square(input)')}</contextEntry>`;
    expect(valueOf(`<context>${entry('square', square)}${result}</context>`, { input: 6 })).toBe(36);
  });

  it('function in Java or PMML yields null and says so', () => {
    const java = `<functionDefinition kind="Java"><formalParameter name="n"/><context/></functionDefinition>`;
    const result = `<contextEntry>${literal('f(1)')}</contextEntry>`;
    const { value, codes } = evaluate(dmn(decision(`<context>${entry('f', java)}${result}</context>`)));
    expect(value).toBeNull();
    expect(codes).toContain('FUNCTION_KIND');
  });

  it('invocation binds its parameters by name', () => {
    const bkm = `<businessKnowledgeModel id="b" name="divide"><variable name="divide"/><encapsulatedLogic>
      <formalParameter name="x"/><formalParameter name="y"/>${literal('x / y')}</encapsulatedLogic></businessKnowledgeModel>`;
    const binding = (name: string, text: string) => `<binding><parameter name="${name}"/>${literal(text)}</binding>`;
    const expression = `<knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
      <invocation>${literal('divide')}${binding('y', '2')}${binding('x', 'input')}</invocation>`;
    expect(evaluate(dmn(decision(expression, bkm)), { input: 10 }).value).toBe(5);
  });
});

describe('an expression that fails', () => {
  it('is null, and a diagnostic says where and why', () => {
    const { value, diagnostics } = evaluate(dmn(decision(`<list>${literal('1')}${literal('1 +')}</list>`)));
    expect(value).toEqual([1, null]);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'EXPRESSION_SYNTAX', elementId: 'd' }]);
  });

  it('in a language nobody evaluates is null and reported', () => {
    const { value, codes } = evaluate(dmn(decision(literal('1', 'expressionLanguage="groovy"'))));
    expect(value).toBeNull();
    expect(codes).toEqual(['EXPRESSION_LANGUAGE']);
  });

  it('that needs more than the budget ends the whole evaluation', () => {
    const { value, codes } = evaluate(
      dmn(decision(literal('count(for i in 1..100, j in 1..100 return i * j)'))),
      {},
      { maxSteps: 1000 },
    );
    expect(value).toBeNull();
    expect(codes).toContain('LIMIT');
  });

  it('needs a number of steps: with as many it succeeds, with one less it ends', () => {
    const xml = dmn(decision(`<list>${literal('1 + 1').repeat(20)}</list>`));
    const ends = (maxSteps: number): boolean => evaluate(xml, {}, { maxSteps }).codes.includes('LIMIT');
    const enough = Array.from({ length: dmnLimits.MAX_EVALUATION_STEPS }, (_, steps) => steps).find(
      (steps) => !ends(steps),
    )!;
    expect(enough).toBeGreaterThan(20);
    expect([ends(enough - 1), ends(enough), ends(enough + 1)]).toEqual([true, false, false]);
  });

  it('many times is reported a limited number of times', () => {
    const failing = (count: number): number =>
      evaluate(dmn(decision(`<list>${literal('1', 'expressionLanguage="groovy"').repeat(count)}</list>`))).codes.length;
    const { MAX_DIAGNOSTICS: limit } = dmnLimits;
    expect([limit - 1, limit, limit + 1].map(failing)).toEqual([limit - 1, limit, limit]);
  });
});
