import { describe, expect, it } from 'vitest';
import { context, deps, inspection } from '../../test/forms.js';
import { compileForm, MAX_DATA_DEPTH, MAX_DATA_VALUES, MAX_ERRORS, type FormData } from '../index.js';

const form = compileForm(inspection, 'record', deps);
const codes = (data: FormData) => [...new Set(form.refuse(data, {}, context).map((error) => error.code))];
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
const unknown = (count: number): FormData => Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, i]));

describe('a submission that is out of all bounds', () => {
  it('gets a short answer, not one error per unknown key', () => {
    expect(form.refuse(unknown(MAX_ERRORS - 1))).toHaveLength(MAX_ERRORS - 1);
    expect(form.refuse(unknown(MAX_ERRORS))).toHaveLength(MAX_ERRORS);
    expect(form.refuse(unknown(MAX_ERRORS + 1))).toHaveLength(MAX_ERRORS);
    const answer = form.refuse(unknown(100_000));
    expect(answer).toMatchObject([{ path: '', code: 'DATA_TOO_LARGE' }]);
    expect(answer[0]?.message).toBe(`提交的内容超过 ${MAX_DATA_VALUES} 项，请分次办理或减少表格行数。`);
  });

  it('is refused above a number of values, counted wherever they stand', () => {
    // The submission itself counts as one, and so does the list.
    const list = (count: number): FormData => ({ officers: Array.from({ length: count }, () => 1) });
    expect(codes(list(MAX_DATA_VALUES - 3))).not.toContain('DATA_TOO_LARGE');
    expect(codes(list(MAX_DATA_VALUES - 2))).not.toContain('DATA_TOO_LARGE');
    expect(codes(list(MAX_DATA_VALUES - 1))).toEqual(['DATA_TOO_LARGE']);
  });

  it('is refused above a depth, however deep it is', () => {
    expect(codes({ strange: nested(MAX_DATA_DEPTH - 2) })).toEqual(['FIELD_UNKNOWN']);
    expect(codes({ strange: nested(MAX_DATA_DEPTH - 1) })).toEqual(['FIELD_UNKNOWN']);
    expect(codes({ strange: nested(MAX_DATA_DEPTH) })).toEqual(['DATA_TOO_DEEP']);
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(codes({ officers: deep })).toEqual(['DATA_TOO_DEEP']);
  });

  it('names at most so many wrong cells of a table', () => {
    const wide = compileForm(
      {
        ...inspection,
        fields: { ...inspection.fields, f_items: { ...inspection.fields['f_items'], maxRows: 500 } as never },
      },
      'record',
      deps,
    );
    const items = Array.from({ length: 400 }, () => ({ desc: '', bogus: 1 }));
    expect(wide.refuse({ items })).toHaveLength(MAX_ERRORS);
    expect(wide.validate({ items: items.map(() => ({ desc: '短' })) }, {}, context)).toHaveLength(MAX_ERRORS);
  });
});
