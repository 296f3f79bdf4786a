import { describe, expect, it } from 'vitest';
import { compileForm, type FormData, type FormDefinition } from '../index.js';

const code = (name: string, table: string, more: object = {}) =>
  ({ name, type: 'code', title: name, code: table, ...more }) as const;
const definition: FormDefinition = {
  id: 'form.place',
  version: 1,
  title: '地点',
  fields: {
    f_day: { name: 'day', type: 'date', title: '检查日期' },
    f_city: code('city', 'cities'),
    f_county: code('county', 'counties', { parentField: 'f_city' }),
    f_town: code('town', 'towns', { parentField: 'f_county' }),
    f_kinds: { name: 'kinds', type: 'codes', title: '类别', code: 'kinds', parentField: 'f_city' },
    f_grade: code('grade', 'grades', { onField: 'f_day' }),
    f_rows: {
      name: 'rows',
      type: 'table',
      title: '明细',
      columns: { f_a: code('a', 'cities'), f_b: code('b', 'counties', { parentField: 'f_a' }) },
    },
  },
  layout: [],
  views: { edit: { '*': 'edit' } },
};
const entry = (code: string, parent?: string) => ({ code, name: code, ...(parent === undefined ? {} : { parent }) });
const codes = (id: string, on: string) =>
  ({
    cities: [entry('1'), entry('2')],
    // 11 is no longer in force, though what was stored with it may stay.
    counties: [entry('12', '1'), entry('21', '2')],
    towns: [entry('121', '12'), entry('211', '21')],
    kinds: [entry('a', '1'), entry('b', '1'), entry('b', '2')],
    grades: on < '2026-01-01' ? [entry('old')] : [entry('new')],
  })[id];
const form = compileForm(definition, 'edit', { codes });
const context = { now: '2026-11-23T10:00:00+08:00', today: '2026-11-23' };
const refused = (data: FormData, before: FormData) =>
  form.validate(data, before, context).map((error) => `${error.path} ${error.code}`);

describe('a choice that depends on another', () => {
  const stored = { city: '1', county: '11', day: '2025-06-01', grade: 'old', rows: [{ _row: 'r1', a: '1', b: '11' }] };

  it('may stay as it was stored while what it depends on is as it was, although its table has changed', () => {
    expect(refused(stored, stored)).toEqual([]);
  });

  it('is refused by the server when its parent was changed and it was not', () => {
    expect(refused({ ...stored, city: '2' }, stored)).toEqual(['county NOT_IN_CODES']);
    expect(refused({ ...stored, rows: [{ _row: 'r1', a: '2', b: '11' }] }, stored)).toEqual(['rows.0.b NOT_IN_CODES']);
  });

  it('is refused when the day that decides the edition of its table was changed', () => {
    expect(refused({ ...stored, day: '2026-06-01' }, stored)).toEqual(['grade NOT_IN_CODES']);
  });

  it('is taken back in the browser with all that depends on it, and what still fits stays', () => {
    const before = { city: '1', county: '12', town: '121', kinds: ['a', 'b'], grade: 'new' };
    const stray = form.strayChoices(before, { ...before, city: '2' }, context);
    expect(stray).toEqual([
      { path: 'county', value: undefined, because: 'city' },
      { path: 'town', value: undefined, because: 'county' },
      { path: 'kinds', value: ['b'], because: 'city' },
    ]);
    expect(form.strayChoices(before, { ...before, grade: 'gone' }, context)).toEqual([]);
  });

  it('is taken back in the row whose parent was changed, wherever the row now stands', () => {
    const before = {
      rows: [
        { _row: 'r1', a: '1', b: '12' },
        { _row: 'r2', a: '1', b: '12' },
      ],
    };
    const data = {
      rows: [
        { _row: 'r2', a: '2', b: '12' },
        { _row: 'r1', a: '1', b: '12' },
      ],
    };
    expect(form.strayChoices(before, data, context)).toEqual([{ path: 'rows.0.b', value: undefined, because: 'a' }]);
  });
});
