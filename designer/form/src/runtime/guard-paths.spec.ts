import { createForm, FormPath } from '@formily/core';
import { describe, expect, it } from 'vitest';
import { guardPaths, isDangerousPath } from './guard-paths.js';

const EVIL = [
  '__proto__.a',
  'constructor.prototype.a',
  'a[__proto__]',
  '[*].__proto__',
  '{__proto__:b}',
  'a.__proto__.b',
  '[a,__proto__]',
  'x.constructor',
];

describe('T07: paths that reach a prototype', () => {
  it.each(EVIL)('are recognised: %s', (path) => {
    expect(isDangerousPath(path)).toBe(true);
    expect(isDangerousPath(path.split('.'))).toBe(true);
  });

  it.each(['problems.0.due_date', '隐患.描述', 'items.*.price', 'proto', 'my_constructor_x'])(
    'and ordinary ones are not: %s',
    (path) => {
      expect(isDangerousPath(path)).toBe(false);
    },
  );

  it.each(EVIL)('are refused by Formily and pollute nothing: %s', (path) => {
    guardPaths();
    const form = createForm();
    const attempts = [
      () => FormPath.setIn({}, path, 'polluted'),
      () => form.setValuesIn(path, 'polluted'),
      () => form.createField({ name: path, value: 'polluted' }),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch (error) {
        expect(error).toMatchObject({ code: 'FORM_PATH' });
      }
    }
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(({} as Record<string, unknown>)['b']).toBeUndefined();
    expect(() => FormPath.setIn({}, path, 1)).toThrow('prototype');
  });
});
