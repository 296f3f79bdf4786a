import { describe, expect, it } from 'vitest';
import {
  MAX_VARIABLE_NAME_LENGTH,
  MAX_VARIABLES_PER_COMMAND,
  checkVariable,
  checkVariables,
} from './variable-input.js';

describe('typed values from outside', () => {
  it.each([
    [{ value: '42', type: 'integer' }, 'Integer', 42],
    [{ value: 42, type: 'Integer' }, 'Integer', 42],
    [{ value: '9007199254740993', type: 'long' }, 'Long', '9007199254740993'],
    [{ value: 'true', type: 'Boolean' }, 'Boolean', true],
    [{ value: '1.5', type: 'double' }, 'Double', 1.5],
    [{ value: 7, type: 'String' }, 'String', '7'],
    [{ value: '2026-01-25T13:33:42.165+0100', type: 'date' }, 'Date', '2026-01-25T12:33:42.165+0000'],
    [{ value: null, type: 'Integer' }, 'Integer', null],
    [{ value: '{"a":1}', type: 'json' }, 'Json', '{"a":1}'],
    [{ value: 3000000000 }, 'Long', 3000000000],
    [{ value: 1.5 }, 'Double', 1.5],
    [{}, 'Null', null],
  ] as const)('%j is a %s', (input, type, value) => {
    expect(checkVariable(input)).toMatchObject({ type, value });
  });

  it('without a type, objects and lists become Objects serialised as JSON', () => {
    expect(checkVariable({ value: ['a', 'b'] })).toMatchObject({
      type: 'Object',
      value: '["a","b"]',
      valueInfo: { serializationDataFormat: 'application/json' },
    });
  });

  it.each([
    [{ value: 'x', type: 'Integer' }, "Cannot convert value 'x' of type 'Integer' to java type java.lang.Integer"],
    [{ value: 1.5, type: 'Long' }, "Cannot convert value '1.5' of type 'Long'"],
    [{ value: 2 ** 31, type: 'Integer' }, 'to java type java.lang.Integer'],
    [{ value: 'soon', type: 'Date' }, 'to java type java.util.Date'],
    [{ value: 1, type: 'Colour' }, "Unsupported value type 'Colour'"],
    [{ value: 1, type: 'constructor' }, "Unsupported value type 'constructor'"],
    [{ value: { a: 1 }, type: 'Json' }, "Must provide 'null' or String value"],
    [{ value: '***', type: 'Bytes' }, 'not valid Base64'],
    [
      { value: 'rO0', type: 'Object', valueInfo: { serializationDataFormat: 'application/x-java-serialized-object' } },
      'Java serialized',
    ],
  ])('%j is refused saying why', (input, message) => {
    expect(() => checkVariable(input)).toThrow(message);
  });

  it('names may be as long as Camunda allows and no longer', () => {
    const named = (length: number) => checkVariables({ ['n'.repeat(length)]: { value: 1 } });
    expect(Object.keys(named(MAX_VARIABLE_NAME_LENGTH - 1))).toHaveLength(1);
    expect(Object.keys(named(MAX_VARIABLE_NAME_LENGTH))).toHaveLength(1);
    expect(() => named(MAX_VARIABLE_NAME_LENGTH + 1)).toThrow(/1 to 255/);
    expect(() => named(0)).toThrow(/1 to 255/);
  });

  it('a command carries at most the named number of variables', () => {
    const many = (count: number) =>
      checkVariables(Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, { value: index }])));
    expect(Object.keys(many(MAX_VARIABLES_PER_COMMAND))).toHaveLength(MAX_VARIABLES_PER_COMMAND);
    expect(() => many(MAX_VARIABLES_PER_COMMAND + 1)).toThrow(/At most/);
  });
});
