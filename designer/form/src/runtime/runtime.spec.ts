import { compileForm, type FormData, type FormDefinition } from '@anliu/form-model';
import { Schema } from '@formily/json-schema';
import { describe, expect, it } from 'vitest';
import { CODES, CONTEXT, DEFINITION } from '../../test/page/example.js';
import { createCodeCache } from './code-cache.js';
import { registerFeelCompiler } from './feel-compiler.js';
import { pathOf } from './places.js';
import { createRuntime } from './runtime.js';
import { schemaOf } from './schema.js';

const compiled = compileForm(DEFINITION, 'record', { codes: (id) => CODES[id] });
function open(values: FormData = {}) {
  const heard: { data: FormData; typed: boolean }[] = [];
  const runtime = createRuntime({
    compiled,
    values,
    context: CONTEXT,
    onEvaluated: ({ data }, typed) => void heard.push({ data, typed }),
  });
  return { runtime, heard };
}

describe('the form runtime', () => {
  it('opens with defaults and decided states, without telling anybody that something was typed', () => {
    const { runtime, heard } = open();
    expect(runtime.raw()).toMatchObject({ begin_at: '2026-11-23T10:00:00+08:00', refused: false });
    expect(runtime.stateOf('refused_note').visible).toBe(false);
    expect(heard.map((item) => item.typed)).toEqual([false]);
  });

  it('decides once per change and keeps what a rule hides', () => {
    const { runtime, heard } = open({ refused: true, refused_note: '不在场' });
    runtime.form.setValuesIn('refused', false);
    runtime.flush();
    expect(heard.at(-1)?.data).not.toHaveProperty('refused_note');
    expect(runtime.raw()['refused_note']).toBe('不在场');
    runtime.form.setValuesIn('refused', true);
    runtime.flush();
    expect(heard.at(-1)?.data['refused_note']).toBe('不在场');
    expect(heard).toHaveLength(3);
  });

  it('writes computed values where they are shown', () => {
    const { runtime } = open({ fees: [{ work: '检测', price: 2, count: 3 }] });
    expect(runtime.raw()).toMatchObject({ total: 6, fees: [{ sum: 6 }] });
  });

  it('drops keys that reach a prototype from what it is opened with', () => {
    const evil = JSON.parse(
      '{"phone":"1","__proto__":{"hacked":1},"fees":[{"__proto__":{"hacked":1},"work":"x"}]}',
    ) as FormData;
    const { runtime } = open(evil);
    expect(runtime.raw()).toMatchObject({ phone: '1', fees: [{ work: 'x' }] });
    expect(({} as FormData)['hacked']).toBeUndefined();
  });

  it('takes a choice back when what it depends on is changed, and says why until something is chosen again', () => {
    const choice = (name: string, title: string, options: { code: string; name: string; parent?: string }[]) =>
      ({ name, title, type: 'code', options }) as const;
    const towns = [
      { code: 'a1', name: '甲镇', parent: 'a' },
      { code: 'b1', name: '乙镇', parent: 'b' },
    ];
    const places: FormDefinition = {
      id: 'form.places',
      version: 1,
      title: '地点',
      fields: {
        f_county: choice('county', '县', [
          { code: 'a', name: '甲县' },
          { code: 'b', name: '乙县' },
        ]),
        f_town: { ...choice('town', '镇', towns), parentField: 'f_county' },
      },
      layout: [{ section: '地点', rows: [['f_county', 'f_town']] }],
      views: { edit: { '*': 'edit' } },
    };
    const runtime = createRuntime({
      compiled: compileForm(places, 'edit'),
      values: { county: 'a', town: 'a1' },
      context: CONTEXT,
      onEvaluated: () => undefined,
    });
    const type = (path: string, value: string): void => {
      runtime.form.setValuesIn(path, value);
      runtime.flush();
    };
    type('county', 'b');
    expect(runtime.raw()).toEqual({ county: 'b' });
    expect(runtime.clearedAt('town')).toBe('县');
    type('town', 'b1');
    expect(runtime.raw()).toEqual({ county: 'b', town: 'b1' });
    expect(runtime.clearedAt('town')).toBeUndefined();
  });

  it('stays quick with many rows', () => {
    const problems = Array.from({ length: 50 }, (_, i) => ({
      desc: `配电箱未接地 ${i}`,
      place: '一车间',
      disposal: '2',
      due_date: '2026-12-01',
    }));
    const { runtime } = open({ problems });
    const started = performance.now();
    for (let i = 0; i < 5; i++) {
      runtime.form.setValuesIn(pathOf('problems.r8.place'), `车间 ${i}`);
      runtime.flush();
    }
    // Generous: the point is that a keystroke does not evaluate every row anew.
    expect((performance.now() - started) / 5).toBeLessThan(300);
  });
});

describe('the schema for Formily', () => {
  it('holds structure only: no expression, no validator, no reaction', () => {
    const text = JSON.stringify(schemaOf(compiled.describe()), (key, value: unknown) =>
      key === 'x-data' ? undefined : value,
    );
    for (const word of ['{{', 'x-reactions', 'x-validator', 'x-content']) expect(text).not.toContain(word);
  });

  it('T06: an expression that got there anyway is FEEL, never JavaScript', () => {
    registerFeelCompiler();
    const compile = (expression: string) => Schema.compile(`{{${expression}}}`, { a: 2 });
    expect(compile('a + 1')).toBe(3);
    for (const evil of [
      'globalThis',
      '(() => 1)()',
      'a.constructor.constructor("return process")()',
      'new Date()',
      'this',
    ]) {
      expect([null, undefined]).toContain(compile(evil));
    }
  });
});

describe('code tables of a form', () => {
  it('are asked for once per table and day, and a failure is not asked again', async () => {
    const asked: string[] = [];
    const cache = createCodeCache(async (id, on) => {
      asked.push(`${id}@${on}`);
      if (id === 'broken') throw new Error('down');
      return [{ code: '1', name: id }];
    });
    for (let i = 0; i < 3; i++) for (const id of ['a', 'broken']) cache.get(id, '2026-11-23');
    expect(cache.isLoading('a', '2026-11-23')).toBe(true);
    await cache.settled();
    expect(cache.get('a', '2026-11-23')).toEqual([{ code: '1', name: 'a' }]);
    expect(cache.get('broken', '2026-11-23')).toBeUndefined();
    expect(asked).toEqual(['a@2026-11-23', 'broken@2026-11-23']);
    expect(cache.version.value).toBe(2);
  });
});
