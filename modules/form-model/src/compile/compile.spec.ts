import { describe, expect, it } from 'vitest';
import { a, b, context, deps, inspection } from '../../test/forms.js';
import {
  compileForm,
  DEFAULT_FILES,
  DEFAULT_PERSONS,
  DEFAULT_TABLE_ROWS,
  DEFAULT_TEXT_LENGTH,
  DEFAULT_TEXTAREA_LENGTH,
  MAX_PASSES,
  type FormData,
} from '../index.js';

const record = compileForm(inspection, 'record', deps);
const review = compileForm(inspection, 'review', deps);
const recheck = compileForm(inspection, 'recheck', deps);
const enterprise = { uscc: '91320724MA1TEST001', name: '灌南某化工有限公司' };
const row = { desc: '配电箱未接地', disposal: '2', due_date: '2026-12-01' };
const good: FormData = { enterprise, officers: [a, b], visited_at: '2026-11-23', items: [row] };
const codes = (data: FormData, form = record, before: FormData = {}) =>
  form.validate(data, before, context).map((error) => `${error.path} ${error.code}`);

describe('what a view shows', () => {
  it('sends the browser nothing the view hides, at any depth, and nothing that is no field', () => {
    const data = { ...good, opinion: '内部', items: [{ ...row, price: 3, secret: 's' }], strange: 1 };
    expect(Object.keys(record.strip(data))).not.toContain('opinion');
    expect(record.strip(data)).toMatchObject({ items: [{ price: 3 }] });
    expect(JSON.stringify(record.strip(data))).not.toContain('secret');
    expect(JSON.stringify(review.strip(data))).not.toContain('price');
    expect(review.strip(data)).not.toHaveProperty('strange');
  });

  it('describes sections, rows and columns without hidden ones', () => {
    const table = recheck.describe().flatMap((section) => section.rows.flat());
    expect(table.map((field) => field.id)).toEqual(['f_enterprise', 'f_items']);
    expect(table[1]?.extensible).toBe(false);
    expect(table[1]?.columns?.map((column) => column.id)).not.toContain('f_secret');
  });

  it('refuses a view that does not exist', () => {
    expect(() => compileForm(inspection, 'nobody')).toThrow('没有名为“nobody”的视图');
  });
});

describe('rules', () => {
  it('shows and requires a field only while its condition holds, and forgets what was typed when it does not', () => {
    const off = record.evaluate({ refused: false, refused_note: '没有签' }, context);
    expect(off.states['refused_note']).toEqual({ visible: false, editable: false, required: false });
    expect(off.data).not.toHaveProperty('refused_note');
    const on = record.evaluate({ refused: true, refused_note: '没有签' }, context);
    expect(on.states['refused_note']).toEqual({ visible: true, editable: true, required: true });
    expect(on.data['refused_note']).toBe('没有签');
  });

  it('decides every row by itself', () => {
    const { states } = record.evaluate({ items: [{ disposal: '1' }, { disposal: '2' }] }, context);
    expect(states['items.0.due_date']?.visible).toBe(false);
    expect(states['items.1.due_date']).toEqual({ visible: true, editable: true, required: true });
    expect(states['items.0.price']?.editable).toBe(false);
    expect(states['items.1.price']?.editable).toBe(true);
  });

  it('gives a value that cannot be typed over: a criterion makes the grade 重大 with no discretion', () => {
    const merged = record.merge({}, { ...good, items: [{ ...row, major_basis: 'GM-01', grade: '1' }] }, context);
    expect(merged['items']).toMatchObject([{ grade: '2' }]);
    const errors = record.refuse({ items: [{ ...row, major_basis: 'GM-01', grade: '1' }] }, {}, context);
    expect(errors).toMatchObject([{ path: 'items.0.grade', code: 'FIELD_NOT_WRITABLE' }]);
  });

  it('computes per row and over rows, rounded to the cent', () => {
    const items = [{ price: 0.1, count: 3 }, { price: 1.005, count: 1 }, { desc: '没有价格' }];
    const { data } = record.evaluate({ items }, context);
    expect(data['items']).toMatchObject([{ sum: 0.3 }, { sum: 1.01 }, { desc: '没有价格' }]);
    expect(data['total']).toBe(1.31);
  });

  it('keeps a stored total where the view hides what it is made of', () => {
    const stored = { ...good, items: [{ _row: 'r1', ...row, price: 5, count: 2, sum: 10 }], total: 10 };
    expect(review.evaluate(review.strip(stored), context).data['total']).toBe(10);
    expect(review.merge(stored, { opinion: '同意' }, context)).toMatchObject({ total: 10, opinion: '同意' });
  });
});

describe('validation', () => {
  it('accepts a complete record', () => {
    expect(codes(good)).toEqual([]);
  });

  it.each(['\u200b\u2060', '\u202e\u202c', '\u0000', '\u0301', '\u3164', '\u3000 \t'])(
    'takes a text nobody can see for empty: %j',
    (blank) => {
      expect(codes({ ...good, items: [{ ...row, desc: blank.repeat(4) }] })).toEqual(['items.0.desc REQUIRED']);
    },
  );

  it('refuses characters that cannot be seen in a text, by name', () => {
    const [error] = record.validate({ ...good, items: [{ ...row, desc: '配电箱\u200b未接地' }] }, {}, context);
    expect(error).toMatchObject({
      code: 'INVISIBLE',
      message: '“隐患描述”中有看不见的字符（U+200B），请删除后重新输入。',
    });
  });

  it('names every missing field in the order of the form', () => {
    expect(codes({ items: [{}] })).toEqual([
      'enterprise REQUIRED_CHOICE',
      'officers REQUIRED_CHOICE',
      'items.0.desc REQUIRED',
      'items.0.disposal REQUIRED_CHOICE',
      'items.0.due_date REQUIRED_CHOICE',
    ]);
  });

  it('refuses the same officer twice', () => {
    const [error] = record.validate({ ...good, officers: [a, a] }, {}, context);
    expect(error).toMatchObject({
      path: 'officers',
      code: 'SAME_OFFICER',
      message: '两名执法人员是同一人，请另选一人。',
    });
  });

  it('refuses a due date in the past and one beyond the parameter, naming the limit', () => {
    expect(codes({ ...good, items: [{ ...row, due_date: '2026-11-22' }] })).toEqual(['items.0.due_date DATE_PAST']);
    expect(codes({ ...good, items: [{ ...row, due_date: '2026-11-23' }] })).toEqual([]);
    expect(codes({ ...good, items: [{ ...row, due_date: '2026-12-23' }] })).toEqual([]);
    const [error] = record.validate({ ...good, items: [{ ...row, due_date: '2026-12-24' }] }, {}, context);
    expect(error).toMatchObject({ code: 'DATE_TOO_FAR', message: '整改期限不得超过 30 日。' });
  });

  it('refuses a value outside its code table but keeps one that was accepted before the table changed', () => {
    const data = { ...good, items: [{ _row: 'r1', ...row, grade: '9' }] };
    expect(codes(data)).toEqual(['items.0.grade NOT_IN_CODES']);
    expect(codes(data, record, data)).toEqual([]);
    expect(codes({ ...good, items: [{ ...row, grade: 1 }] })).toEqual(['items.0.grade TYPE']);
  });

  it.each([
    [{ phone: '1391234567' }, 'phone PATTERN'],
    [{ phone: '13912345678x' }, 'phone PATTERN'],
    [{ phone: 13912345678 }, 'phone TYPE'],
    [{ refused: true, refused_note: '一'.repeat(51) }, 'refused_note TOO_LONG'],
    [{ visited_at: '2026-02-30' }, 'visited_at TYPE'],
    [{ enterprise: { uscc: '1', name: 'x', evil: 1 } }, 'enterprise TYPE'],
    [{ officers: [a] }, 'officers TOO_FEW_ITEMS'],
    [{ items: [{ ...row, price: -1 }] }, 'items.0.price TOO_SMALL'],
    [{ items: [{ ...row, price: 1.001 }] }, 'items.0.price PRECISION'],
    [{ items: [{ ...row, count: 1.5 }] }, 'items.0.count TYPE'],
    [{ items: [{ ...row, count: 100 }] }, 'items.0.count TOO_LARGE'],
    [{ items: [{ ...row, desc: '太短' }] }, 'items.0.desc TOO_SHORT'],
  ])('refuses %j', (part, expected) => {
    expect(codes({ ...good, ...part })).toEqual([expected]);
  });

  it('holds the row limit at and above it', () => {
    const rows = (n: number) => Array.from({ length: n }, () => row);
    expect(codes({ ...good, items: rows(5) })).toEqual([]);
    expect(codes({ ...good, items: rows(6) })).toEqual(['items TOO_MANY_ROWS']);
    expect(record.refuse({ items: rows(6) })).toMatchObject([{ path: 'items', code: 'TOO_MANY_ROWS' }]);
  });

  it('says when a code table is not there instead of accepting anything', () => {
    const blind = compileForm(inspection, 'record', { codes: () => undefined });
    expect(codes(good, blind)).toEqual(['items.0.disposal CODE_TABLE_MISSING']);
  });

  it('does not ask for anything a step may only read', () => {
    expect(codes({}, compileForm(inspection, 'read', deps))).toEqual([]);
  });
});

describe('writes a view does not allow', () => {
  const before = {
    ...good,
    opinion: '旧',
    number: '〔2026〕1号',
    items: [{ _row: 'r1', ...row, price: 7, secret: 's' }],
  };

  it('refuses read and hidden fields by name, and unknown ones', () => {
    const errors = review.refuse(
      { phone: '13900000000', opinion: '同意', items: [{ _row: 'r1', price: 1 }], zzz: 1 },
      before,
    );
    expect(errors.map((error) => `${error.path} ${error.code}`)).toEqual([
      'phone FIELD_NOT_WRITABLE',
      'items.0.price FIELD_NOT_WRITABLE',
      'zzz FIELD_UNKNOWN',
    ]);
    expect(errors[0]?.message).toBe('“联系电话”在当前环节不能填写。');
    expect(record.refuse({ number: '〔2026〕9号' }, before)).toMatchObject([
      { path: 'number', code: 'FIELD_NOT_WRITABLE' },
    ]);
    expect(record.refuse({ opinion: '偷写' }, before)).toMatchObject([{ path: 'opinion' }]);
  });

  it('takes read values that come back unchanged', () => {
    expect(review.refuse({ ...review.strip(before), opinion: '同意' }, before)).toEqual([]);
  });

  it('refuses added, removed and replaced rows where only columns may be written', () => {
    expect(recheck.refuse({ items: [] }, before)).toMatchObject([{ path: 'items', code: 'ROWS_FIXED' }]);
    expect(recheck.refuse({ items: [{ _row: 'r9', result: 'ok' }] }, before)).toMatchObject([{ code: 'ROWS_FIXED' }]);
    expect(recheck.refuse({ items: [{ _row: 'r1', result: 'ok' }] }, before)).toEqual([]);
    expect(recheck.refuse({ items: [{ result: 'ok' }] }, before)).toEqual([]);
  });

  it('keeps hidden columns of a row that is edited, moved or next to a new one', () => {
    const two = { ...before, items: [before.items[0], { _row: 'r2', ...row, secret: 't' }] };
    const writes = { items: [{ _row: 'r2', ...row, desc: '第二行改写' }, row, { _row: 'r1', ...row }] };
    const merged = record.merge(two, writes, context)['items'] as FormData[];
    expect(merged.map((item) => item['secret'])).toEqual(['t', undefined, 's']);
    expect(new Set(merged.map((item) => item['_row'])).size).toBe(3);
  });

  it('writes nothing through prototype-reaching names', () => {
    const evil = JSON.parse(
      '{"__proto__":{"hacked":1},"constructor":{"x":1},"items":[{"__proto__":{"hacked":1}}]}',
    ) as FormData;
    expect(record.refuse(evil).map((error) => error.code)).toEqual(['FIELD_UNKNOWN', 'FIELD_UNKNOWN', 'FIELD_UNKNOWN']);
    record.merge({}, evil, context);
    expect(({} as FormData)['hacked']).toBeUndefined();
  });

  it('knows rows that were stored without keys again by their place', () => {
    const stored = { ...good, items: [{ ...row, grade: '9', secret: 's' }] };
    const shown = record.strip(stored);
    const merged = record.merge(
      stored,
      { items: (shown['items'] as FormData[]).map((item) => ({ ...item, desc: '改写过的描述' })) },
      context,
    );
    expect(merged['items']).toMatchObject([{ secret: 's', desc: '改写过的描述' }]);
    expect(codes(merged, record, stored)).toEqual([]);
  });

  it('takes an emptied field as emptied and an absent one as untouched', () => {
    expect(record.merge({ phone: '13900000000' }, { phone: null }, context)).not.toHaveProperty('phone');
    expect(record.merge({ phone: '13900000000' }, {}, context)['phone']).toBe('13900000000');
  });
});

describe('opening a form', () => {
  it('fills in defaults once and never over an answer', () => {
    expect(record.initial({}, context)).toMatchObject({ visited_at: '2026-11-23', refused: false });
    expect(record.initial({ visited_at: '2026-01-05' }, context)['visited_at']).toBe('2026-01-05');
    expect(review.initial({}, context)).toEqual({});
  });

  it('gives every new row a key of its own', () => {
    const first = record.newRow('f_items', [], context);
    expect(record.newRow('f_items', [first, { _row: 'r7' }], context)['_row']).toBe('r8');
  });
});

describe('instants', () => {
  const form = compileForm(
    {
      id: 'form.times',
      version: 1,
      title: 't',
      fields: {
        f_at: { name: 'at', type: 'datetime', title: '开始时间' },
        f_till: { name: 'till', type: 'datetime', title: '结束时间' },
        f_day: { name: 'day', type: 'computed', title: '当天', result: 'date' },
      },
      layout: [],
      compute: { f_day: 'date(at)' },
      checks: [
        { assert: 'at <= now()', field: 'f_at', code: 'FUTURE', message: '“{title}”{at} 在将来。' },
        { assert: 'at <= till', field: 'f_till', code: 'ORDER', message: '结束早于开始。' },
      ],
      views: { edit: { '*': 'edit' } },
    },
    'edit',
  );
  const errors = (data: FormData) => form.validate(data, {}, context).map(({ code }) => code);

  it.each(['2026-11-23T02:00:00Z', '2026-11-23T10:00:00+08:00', '2026-11-22T21:00:00-05:00'])(
    'are one and the same however they are spelled: %s',
    (at) => {
      expect(errors({ at })).toEqual([]);
      expect(form.evaluate({ at }, context).data['day']).toBe('2026-11-23');
      expect(errors({ at, till: '2026-11-23T02:00:00Z' })).toEqual([]);
      expect(errors({ at, till: '2026-11-23T09:59:59+08:00' })).toEqual(['ORDER']);
    },
  );

  it('compare with now()', () => {
    const [error] = form.validate({ at: '2026-11-23T02:00:01Z' }, {}, context);
    expect(error).toMatchObject({ code: 'FUTURE', message: '“开始时间”2026-11-23 10:00 在将来。' });
  });
});

describe('limits of data', () => {
  const form = compileForm(
    {
      id: 'form.limits',
      version: 1,
      title: 't',
      fields: {
        f_text: { name: 'line', type: 'text', title: '单行' },
        f_area: { name: 'area', type: 'textarea', title: '多行' },
        f_rows: {
          name: 'rows',
          type: 'table',
          title: '表格',
          columns: { f_c: { name: 'c', type: 'text', title: '列' } },
        },
        f_photos: { name: 'photos', type: 'photo', title: '照片' },
        f_people: { name: 'people', type: 'persons', title: '人员' },
        f_flip: { name: 'flip', type: 'text', title: '翻转' },
      },
      layout: [],
      rules: [
        { when: 'flip = "a"', set: { f_flip: '"b"' } },
        { when: 'flip = "b"', set: { f_flip: '"a"' } },
      ],
      views: { edit: { '*': 'edit' } },
    },
    'edit',
  );
  const many = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));

  it.each<[string, (n: number) => FormData, number, string]>([
    ['a line', (n) => ({ line: '字'.repeat(n) }), DEFAULT_TEXT_LENGTH, 'line TOO_LONG'],
    ['a text', (n) => ({ area: '𠮷'.repeat(n) }), DEFAULT_TEXTAREA_LENGTH, 'area TOO_LONG'],
    ['rows', (n) => ({ rows: many(n, () => ({ c: 'x' })) }), DEFAULT_TABLE_ROWS, 'rows TOO_MANY_ROWS'],
    [
      'photos',
      (n) => ({ photos: many(n, (i) => ({ id: `${i}`, name: 'a.jpg' })) }),
      DEFAULT_FILES,
      'photos TOO_MANY_ITEMS',
    ],
    [
      'people',
      (n) => ({ people: many(n, (i) => ({ id: `${i}`, name: '张' })) }),
      DEFAULT_PERSONS,
      'people TOO_MANY_ITEMS',
    ],
  ])('hold for %s where the form says nothing else', (_, make, limit, expected) => {
    const found = (n: number) => form.validate(make(n), {}, context).map((error) => `${error.path} ${error.code}`);
    expect([found(limit - 1), found(limit), found(limit + 1)]).toEqual([[], [], [expected]]);
  });

  it('end rules that contradict each other after a fixed number of rounds', () => {
    const { data } = form.evaluate({ flip: 'a' }, context);
    expect(MAX_PASSES % 2 === 0 ? 'a' : 'b').toBe(data['flip']);
  });
});
