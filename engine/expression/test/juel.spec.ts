import { describe, expect, it } from 'vitest';
import { compileJuel, isExpression, scopeOf, type ExpressionScope } from '../src/index.js';

const now = () => new Date('2026-11-23T02:00:00Z');

/** Given variables and objects, when the text is evaluated, then … */
function evaluate(
  source: string,
  variables: Record<string, unknown> = {},
  objects: Record<string, unknown> = {},
): unknown {
  const scope: ExpressionScope = { ...scopeOf(variables, now), objects };
  return compileJuel(source).evaluate(scope);
}

describe('a JUEL text', () => {
  it('without an expression is literal', () => {
    expect(compileJuel('just text')).toMatchObject({ isLiteral: true, literal: 'just text', identifiers: [] });
    expect(isExpression('just text')).toBe(false);
  });

  it('with one expression keeps the type of its value', () => {
    expect(evaluate('${n}', { n: 4 })).toBe(4);
    expect(evaluate('#{list}', { list: [1] })).toEqual([1]);
  });

  it('mixed with text becomes a string', () => {
    expect(evaluate('a ${b} c ${d}', { b: 1, d: null })).toBe('a 1 c ');
  });

  it('keeps an escaped expression as it is written', () => {
    expect(evaluate('\\${x}')).toBe('${x}');
  });

  it('tells which names it reads', () => {
    expect(compileJuel('${a + b.c[d] > 0 and a}').identifiers).toEqual(['a', 'b', 'd']);
  });

  it('reads Chinese names', () => {
    expect(evaluate('${隐患等级 == "重大"}', { 隐患等级: '重大' })).toBe(true);
  });

  it.each([
    ['${}', 2],
    ['${1 +}', 5],
    ['${a b}', 4],
    ['${"open}', 2],
    ['${x', 3],
    ['${a.1}', 3],
    ['${1} #{2}', 5],
    ['${unknown()}', 2],
  ])('%s is refused with its position', (source, offset) => {
    expect(() => compileJuel(source)).toThrow(expect.objectContaining({ code: 'EXPRESSION_SYNTAX', offset, line: 1 }));
  });
});

describe('operators follow JUEL', () => {
  it.each<[string, unknown]>([
    ['${1 + 2 * 3}', 7],
    ['${(1 + 2) * 3}', 9],
    ['${7 / 2}', 3.5],
    ['${7 div 2}', 3.5],
    ['${7 % 3}', 1],
    ['${7 mod 3}', 1],
    ['${-3 + 1}', -2],
    ['${null + 1}', 1],
    ['${"3" + 4}', 7],
    ['${"" + 1}', 1],
    ['${long + 1}', 9007199254740994n],
    ['${long == 9007199254740992}', false],
    ['${long > 9007199254740992}', true],
    ['${long == "9007199254740993"}', true],
    ['${9223372036854775807 + 1}', -9223372036854775808n],
    ['${9223372036854775807 * 9223372036854775807}', 1],
    ['${-(0 - 9223372036854775807 - 1)}', -9223372036854775808n],
    ['${1e300 + 1}', 1e300],
    ['${long.longValue()}', 9007199254740993n],
    ['${long.intValue()}', 1],
    ['${JSON("{\\"n\\":9007199254740993}").prop("n").numberValue()}', 9007199254740993n],
    ['${1 < 2 and 2 le 2 and not (3 gt 4)}', true],
    ['${1 eq 1.0}', true],
    ['${"10" > 9}', true],
    ['${"a" lt "b"}', true],
    ['${null == null}', true],
    ['${null == 0}', false],
    ['${null < 1}', false],
    ['${"true" == true}', true],
    ['${true ? "yes" : "no"}', 'yes'],
    ['${"" ? 1 : false ? 2 : 3}', 3],
    ['${empty ""}', true],
    ['${empty list}', true],
    ['${not empty full}', true],
    ['${!true || false && true}', false],
    ['${full[0]}', 1],
    ['${full[9]}', null],
    ['${map.a.b}', 'x'],
    ['${map["a"]["b"]}', 'x'],
    ['${map.none.deeper}', null],
  ])('%s has its value', (source, expected) => {
    expect(evaluate(source, { long: 9007199254740993n, list: [], full: [1, 2], map: { a: { b: 'x' } } })).toBe(
      expected,
    );
  });

  it.each([
    ["${'abc' == 1}", 'Cannot coerce from class java.lang.String to class java.lang.Long'],
    ["${'a' + 'b'}", 'Cannot coerce from class java.lang.String to class java.lang.Long'],
    ['${1 % 0}', '/ by zero'],
    ['${list < map}', 'Cannot compare values'],
    ['${list and true}', 'Cannot coerce from class java.util.ArrayList to class java.lang.Boolean'],
  ])('%s fails as in Camunda', (source, reason) => {
    expect(() => evaluate(source, { list: [1], map: { a: 1 } })).toThrow(reason);
  });
});

describe('names and members', () => {
  it('an unknown name fails with Camunda’s words', () => {
    expect(() => evaluate('${x}')).toThrow(
      "Unknown property used in expression: ${x}. Cause: Cannot resolve identifier 'x'",
    );
  });

  it('an unknown property of a value fails with Camunda’s words', () => {
    expect(() => evaluate('${text.street}', { text: 'a' })).toThrow(
      'Unknown property used in expression: ${text.street}. Cause: Could not find property street in class java.lang.String',
    );
  });

  it('an unknown method fails with Camunda’s words', () => {
    expect(() => evaluate('${text.getBytes()}', { text: 'a' })).toThrow(
      "Unknown method used in expression: ${text.getBytes()}. Cause: Cannot find method 'getBytes' in 'class java.lang.String'",
    );
  });

  it.each<[string, unknown]>([
    ['${t.length()}', 5],
    ['${t.substring(1, 3)}', 'ei'],
    ['${t.toUpperCase().contains("EI")}', true],
    ['${t.indexOf("n")}', 3],
    ['${t.replace("e", "a")}', 'waina'],
    ['${t.replaceAll("[aeiou]", "<$0>")}', 'w<e><i>n<e>'],
    ['${t.startsWith("w") and t.endsWith("e")}', true],
    ['${t.equalsIgnoreCase("WEINE")}', true],
    ['${"a,b".split(",")[1]}', 'b'],
    ['${l.size()}', 2],
    ['${l.contains("x")}', true],
    ['${l.get(1)}', 'y'],
    ['${m.containsKey("k")}', true],
    ['${m.get("none")}', null],
    ['${m.prop("k").value()}', 1],
    ['${S(json).prop("a").elements().size()}', 2],
    ['${JSON(json).prop("b").stringValue()}', 'x'],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source, { t: 'weine', l: ['x', 'y'], m: { k: 1 }, json: '{"a":[1,2],"b":"x"}' })).toBe(expected);
  });

  it('reads and writes through an object of the scope, by method and by property', () => {
    const variables: Record<string, unknown> = { a: 1 };
    const execution = {
      processBusinessKey: 'bk',
      getCurrentActivityId: () => 'task',
      getVariable: (name: unknown) => variables[String(name)],
      setVariable: (name: unknown, value: unknown) => void (variables[String(name)] = value),
    };
    expect(evaluate('${execution.getVariable("a")}', {}, { execution })).toBe(1);
    expect(evaluate('${execution.setVariable("b", 2)}', {}, { execution })).toBeNull();
    expect(variables).toEqual({ a: 1, b: 2 });
    expect(evaluate('${execution.processBusinessKey}', {}, { execution })).toBe('bk');
    expect(evaluate('${execution.getProcessBusinessKey()}', {}, { execution })).toBe('bk');
    expect(evaluate('${execution.currentActivityId}', {}, { execution })).toBe('task');
  });

  it('never hands out an object of the scope itself', () => {
    const execution = { getVariable: () => 1 };
    expect(() => evaluate('${execution}', {}, { execution })).toThrow('result is not data');
    expect(() =>
      evaluate('${execution.setVariable("x", execution)}', {}, { execution: { setVariable: () => 1 } }),
    ).toThrow('result is not data');
  });

  it('keeps what an object of the scope threw as the cause', () => {
    const thrown = new Error('no such case');
    const fails = () => {
      throw thrown;
    };
    expect(() => evaluate('${task.complete()}', {}, { task: { complete: fails } })).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_EVALUATION', cause: thrown }),
    );
  });
});

describe('dates', () => {
  it('come from the scope’s clock', () => {
    expect(evaluate('${now()}')).toEqual(new Date('2026-11-23T02:00:00Z'));
  });

  it.each([
    ['${dateTime().plusDays(3).toDate()}', '2026-11-26T02:00:00.000Z'],
    ['${dateTime().plusMonths(3)}', '2027-02-23T02:00:00.000Z'],
    ['${dateTime().plusDays(98).minusYears(1).plusMonths(-1)}', '2026-02-01T02:00:00.000Z'],
    ['${dateTime().plusDays(8).plusMonths(3)}', '2027-03-01T02:00:00.000Z'],
    ['${dateTime().withTimeAtStartOfDay()}', '2026-11-22T16:00:00.000Z'],
  ])('%s is %s in the zone of the installation', (source, expected) => {
    expect(evaluate(source)).toEqual(new Date(expected));
  });

  it('compare with each other', () => {
    expect(evaluate('${due < now() and due.before(now())}', { due: new Date(0) })).toBe(true);
  });
});

describe('with the option longs', () => {
  it.each<[string, unknown]>([
    ['${4}', 4n],
    ['${n + 1}', 3n],
    ['${-n}', -2n],
    ['${n > 1 ? 1 : 2}', 1n],
    ['${n}', 2],
    ['${4 / 2}', 2],
    ['${1.0 + 1}', 2],
    ['${text.length()}', 1],
    ['n = ${1 + 1}', 'n = 2'],
  ])('%s comes as Java would type it', (source, expected) => {
    expect(compileJuel(source).evaluate(scopeOf({ n: 2, text: 'a' }), { longs: true })).toBe(expected);
  });

  it('objects of the scope are given longs, too', () => {
    const given: unknown[] = [];
    const execution = { setVariable: (_name: unknown, value: unknown) => void given.push(value) };
    const scope = { ...scopeOf({}), objects: { execution } };
    compileJuel("${execution.setVariable('a', 1)}").evaluate(scope, { longs: true });
    compileJuel("${execution.setVariable('a', 1)}").evaluate(scope);
    expect(given).toEqual([1n, 1]);
  });

  it('numbers and longs count and compare as one', () => {
    const evaluateAll = (source: string) => compileJuel(source).evaluate(scopeOf({ a: 1n, b: 1, l: [1, 2] }));
    expect(evaluateAll('${a == b and a <= b and a + b == 2 and l[a] == 2}')).toBe(true);
  });
});

describe('a whole-number literal', () => {
  it('has 64 bits and no more', () => {
    expect(evaluate('${9223372036854775806}', {})).toBe(9223372036854775806n);
    expect(evaluate('${9223372036854775807}', {})).toBe(9223372036854775807n);
    expect(() => compileJuel('${9223372036854775808}')).toThrow('9223372036854775808');
  });
});
