import { describe, expect, it } from 'vitest';
import { inspection } from '../../test/forms.js';
import {
  MAX_CHECKS,
  MAX_COLUMNS,
  MAX_EXPRESSION_LENGTH,
  MAX_FIELDS,
  MAX_FIELDS_PER_ROW,
  MAX_PATTERN_LENGTH,
  MAX_TABLE_ROWS,
  MAX_VIEWS,
  MAX_TITLE_LENGTH,
  MAX_TEXT_LENGTH,
  MAX_SECTIONS,
  MAX_RULES,
  MAX_OPTIONS,
  MAX_NAME_LENGTH,
  MAX_ITEMS,
  MAX_HELP_LENGTH,
  MAX_FILES,
} from '../limits.js';
import { checkFormDefinition, MAX_DEFINITION_DEPTH, parseFormDefinition } from './parse.js';

type Loose = Record<string, unknown>;
const copy = (): { fields: Record<string, Loose>; views: Record<string, Loose> } & Loose =>
  structuredClone(inspection) as never;
const problems = (value: unknown) =>
  checkFormDefinition(value, 'forms/record.form.yaml').problems.map((p) => `${p.path} ${p.code}`);
const changed = (change: (form: ReturnType<typeof copy>) => void) => {
  const form = copy();
  change(form);
  return problems(form);
};
const small = (fields: Loose): Loose => ({
  id: 'form.x',
  version: 1,
  title: 't',
  fields,
  layout: [],
  views: { edit: { '*': 'edit' } },
});
const textField = (name: string): Loose => ({ name, type: 'text', title: name });

describe('comparing values of different types', () => {
  const fields: Loose = {
    f_title: textField('title'),
    f_day: { name: 'day', type: 'date', title: '日期' },
    f_at: { name: 'at', type: 'datetime', title: '时间' },
    f_price: { name: 'price', type: 'money', title: '金额' },
    f_ok: { name: 'ok', type: 'boolean', title: '同意' },
    f_rows: { name: 'rows', type: 'table', title: '表', columns: { f_n: { name: 'n', type: 'integer', title: '数' } } },
  };
  const check = (assert: string, field = 'f_title') =>
    problems({ ...small(fields), checks: [{ assert, field, message: '不行' }] });

  it.each([
    ['day >= "2026-01-01"'],
    ['at <= today()'],
    ['price > "100"'],
    ['title = 1'],
    ['price + title > 2'],
    ['if ok then day < 3 else true'],
    ['if title = "甲" then price = "1" else true'],
    ['title != null and day between 1 and 2'],
  ])('is found before publishing: %s', (assert) => expect(check(assert)).toEqual(['checks.0.assert EXPRESSION_TYPES']));

  it('says where and of what', () => {
    const form = {
      ...small(fields),
      checks: [{ assert: 'ok and day >= "2026-01-01"', field: 'f_title', message: '不行' }],
    };
    expect(checkFormDefinition(form).problems[0]?.message).toMatch(
      /^表达式“ok and day >= "2026-01-01"”第 \d+ 个字符附近对日期与文字作比较或运算，永远得不到结果，请先换算成同一类型$/,
    );
  });

  it('knows the rows of a column', () => {
    expect(check('row.n > "1"', 'f_rows.*.f_n')).toEqual(['checks.0.assert EXPRESSION_TYPES']);
    expect(check('row.n > 1 and index < 3', 'f_rows.*.f_n')).toEqual([]);
  });

  it.each([
    ['at <= now()'],
    ['date and time(at) <= now()'],
    ['date(at) >= day'],
    ['day >= today() + duration("P1D")'],
    ['price <= param.LIMIT'],
    ['parent.anything > 3'],
    ['title = null or string length(title) > 2'],
    ['sum(rows.n) < 10'],
  ])('is not found where there is none: %s', (assert) => expect(check(assert)).toEqual([]));
});

describe('a form definition', () => {
  it('is taken when it is right', () => {
    expect(problems(inspection)).toEqual([]);
    expect(parseFormDefinition(inspection)).toEqual(inspection);
  });

  it('is refused with file, path and a sentence', () => {
    const form = copy();
    form.fields['f_note'] = { ...form.fields['f_note'], type: 'essay' };
    const {
      problems: [first],
    } = checkFormDefinition(form, 'forms/record.form.yaml');
    expect(first).toMatchObject({ file: 'forms/record.form.yaml', path: 'fields.f_note.type', severity: 'error' });
    expect(first?.message).toContain('字段类型不认识');
    expect(() => parseFormDefinition(form, 'forms/record.form.yaml')).toThrow(
      'forms/record.form.yaml：fields.f_note.type',
    );
  });

  it.each<[string, (form: ReturnType<typeof copy>) => void, string]>([
    [
      'an unknown layout field',
      (f) => (f['layout'] = [{ section: 's', rows: [['f_nope']] }]),
      'layout.0.rows.0.0 REFERENCE',
    ],
    [
      'a field placed twice',
      (f) => (f['layout'] = [{ section: 's', rows: [['f_note'], ['f_note']] }]),
      'layout.0.rows.1.0 LAYOUT_TWICE',
    ],
    ['two fields of one name', (f) => (f.fields['f_more'] = textField('phone')), 'fields.f_more.name FIELD_NAME_TWICE'],
    ['a bad id', (f) => (f.fields['note'] = textField('x1')), 'fields.note FIELD_ID'],
    ['a reserved name', (f) => (f.fields['f_more'] = textField('row')), 'fields.f_more.name FIELD_NAME'],
    [
      'a code field without a source',
      (f) => (f.fields['f_more'] = { name: 'm', type: 'code', title: 'm' }),
      'fields.f_more CODE_SOURCE',
    ],
    [
      'a broken expression',
      (f) => (f['rules'] = [{ when: 'refused = ', show: ['f_note'] }]),
      'rules.0.when EXPRESSION',
    ],
    ['a rule without effect', (f) => (f['rules'] = [{ when: 'true' }]), 'rules.0 RULE_EMPTY'],
    [
      'row outside a table',
      (f) => (f['rules'] = [{ when: 'row.a = 1', show: ['f_note'] }]),
      'rules.0.show.0 ROW_SCOPE',
    ],
    [
      'a rule on an unknown column',
      (f) => (f['rules'] = [{ when: 'true', show: ['f_items.*.f_no'] }]),
      'rules.0.show.0 REFERENCE',
    ],
    [
      'a view on an unknown column',
      (f) => (f.views['v'] = { 'f_items.*.f_no': 'read' }),
      'views.v.f_items.*.f_no REFERENCE',
    ],
    ['writing a system number', (f) => (f.views['v'] = { f_number: 'edit' }), 'views.v.f_number SYSTEM_FIELD'],
    [
      'a pattern with a back reference',
      (f) => (f.fields['f_phone'] = { ...textField('phone'), pattern: '(a)\\1' }),
      'fields.f_phone.pattern PATTERN',
    ],
    [
      'crossed bounds',
      (f) => (f.fields['f_phone'] = { ...textField('phone'), minLength: 5, maxLength: 4 }),
      'fields.f_phone.minLength BOUNDS',
    ],
  ])('is refused with %s', (_, change, expected) => {
    expect(changed(change)).toContain(expected);
  });
});

describe('T06: code in a definition', () => {
  it.each<[string, Loose, string]>([
    ['a template expression', { title: '{{ $self.value }}' }, 'fields.f_a.title TEMPLATE'],
    ['a reaction', { 'x-reactions': '{{ alert(1) }}' }, 'fields.f_a.x-reactions TEMPLATE'],
    ['a reaction without braces', { 'x-reactions': 'alert(1)' }, 'fields.f_a SHAPE'],
    ['a validator', { 'x-validator': 'new Function("x")' }, 'fields.f_a SHAPE'],
    ['a component', { 'x-component': 'iframe' }, 'fields.f_a SHAPE'],
    ['a function', { default: () => 1 }, 'fields.f_a.default FUNCTION'],
  ])('is refused: %s', (_, part, expected) => {
    expect(problems(small({ f_a: { ...textField('a'), ...part } }))).toContain(expected);
  });
});

describe('T07: names that reach a prototype', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'are refused as data key: %s',
    (name) => {
      expect(problems(small({ f_a: textField(name) })).join()).toContain('fields.f_a.name');
    },
  );

  it.each(['__proto__', 'a[__proto__]', 'constructor.prototype.a', '[*].__proto__'])(
    'are refused as key: %s',
    (key) => {
      const form = JSON.parse(
        `{"id":"form.x","version":1,"title":"t","fields":{${JSON.stringify(key)}:{"polluted":1}},"layout":[],"views":{}}`,
      ) as Loose;
      expect(problems(form)).toEqual([`fields.${key} FORBIDDEN_KEY`]);
      expect(({} as Loose)['polluted']).toBeUndefined();
    },
  );
});

describe('T90: patterns', () => {
  it('run in linear time', () => {
    expect(problems(small({ f_a: { ...textField('a'), pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' } }))).toEqual([]);
  });
});

describe('limits', () => {
  const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`f_${i}`, textField(`n${i}`)]));
  const repeat = <T>(n: number, make: (index: number) => T): T[] =>
    Array.from({ length: n }, (_, index) => make(index));
  const one = (part: Loose) => small({ f_a: { ...textField('a'), ...part } });
  const table = (part: Loose) => small({ f_t: { name: 't', type: 'table', title: 't', columns: many(1), ...part } });
  const withRule = (when: string) => ({ ...small(many(1)), rules: [{ when, hide: ['f_0'] }] });
  const pattern = (n: number) => small({ f_a: { ...textField('a'), pattern: 'a'.repeat(n) } });
  const layout = (n: number) => ({
    ...small(many(n)),
    layout: [{ section: 's', rows: [Array.from({ length: n }, (_, i) => `f_${i}`)] }],
  });

  it.each<[string, (n: number) => unknown, number]>([
    ['fields', (n) => small(many(n)), MAX_FIELDS],
    ['columns', (n) => table({ columns: many(n) }), MAX_COLUMNS],
    ['rows of a table', (n) => table({ maxRows: n }), MAX_TABLE_ROWS],
    ['fields side by side', layout, MAX_FIELDS_PER_ROW],
    ['characters of an expression', (n) => withRule(`"${'x'.repeat(n - 6)}"=n0`), MAX_EXPRESSION_LENGTH + 1],
    ['characters of a pattern', pattern, MAX_PATTERN_LENGTH],
    ['sections', (n) => ({ ...small(many(1)), layout: repeat(n, () => ({ section: 's', rows: [] })) }), MAX_SECTIONS],
    ['rules', (n) => ({ ...small(many(1)), rules: repeat(n, () => ({ when: 'true', hide: ['f_0'] })) }), MAX_RULES],
    [
      'checks',
      (n) => ({ ...small(many(1)), checks: repeat(n, () => ({ assert: 'true', field: 'f_0', message: 'm' })) }),
      MAX_CHECKS,
    ],
    [
      'views',
      (n) => ({ ...small(many(1)), views: Object.fromEntries(repeat(n, (i) => [`v${i}`, { '*': 'read' }])) }),
      MAX_VIEWS,
    ],
    ['options', (n) => one({ type: 'code', options: repeat(n, (i) => ({ code: String(i), name: 'n' })) }), MAX_OPTIONS],
    ['items', (n) => one({ type: 'persons', maxItems: n }), MAX_ITEMS],
    ['files', (n) => one({ type: 'photo', maxItems: n }), MAX_FILES],
    ['characters of a text', (n) => one({ type: 'textarea', maxLength: n }), MAX_TEXT_LENGTH],
    ['characters of a title', (n) => one({ title: 't'.repeat(n) }), MAX_TITLE_LENGTH],
    ['characters of a help text', (n) => one({ help: 't'.repeat(n) }), MAX_HELP_LENGTH],
    ['characters of a name', (n) => one({ name: 'a'.repeat(n) }), MAX_NAME_LENGTH],
  ])('hold for %s: at the limit it is taken, one more is refused', (_, make, limit) => {
    expect(problems(make(limit - 1))).toEqual([]);
    expect(problems(make(limit))).toEqual([]);
    expect(problems(make(limit + 1)).length).toBeGreaterThan(0);
  });

  it('stop at nesting before anything walks it', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 50_000; i++) deep = { a: deep };
    expect(problems({ deep })).toEqual([' TOO_DEEP']);
    expect(MAX_DEFINITION_DEPTH).toBeLessThan(20);
  });
});
