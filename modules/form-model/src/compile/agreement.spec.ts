import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { a, b, context, deps, inspection } from '../../test/forms.js';
import { compileForm, type FormData } from '../index.js';

/** Values a person could enter, and values only a forged request holds. */
const value = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '2',
    'GM-01',
    'ok',
    'bad',
    '2026-11-30',
    '2026-01-01',
    '13912345678',
    '未接地的配电箱',
    true,
    false,
    null,
  ),
  fc.integer({ min: -5, max: 120 }),
  fc.double({ min: -1, max: 100, noNaN: true }),
  fc.constant([a, b]),
  fc.constant({ uscc: '91320724MA1TEST001', name: '某公司' }),
);
const names = Object.values(inspection.fields).flatMap((field) => (field.type === 'table' ? [] : [field.name]));
const table = inspection.fields['f_items'];
const columns = table?.type === 'table' ? Object.values(table.columns).map((column) => column.name) : [];
const some = (keys: string[]) => fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length });
const data: fc.Arbitrary<FormData> = fc
  .tuple(some(names), fc.array(some(columns), { maxLength: 3 }))
  .map(([top, rows]) => ({ ...top, items: rows.map((row, index) => ({ _row: `r${index + 1}`, ...row })) }));
const view = fc.constantFrom('record', 'review', 'recheck');
const runs = { numRuns: 120 };

describe('browser and server', () => {
  it('agree: what the renderer submits is never refused, and is judged the same after the merge', () => {
    fc.assert(
      fc.property(view, data, data, (name, before, typed) => {
        const form = compileForm(inspection, name, deps);
        const shown = form.strip(before);
        const edited = { ...shown, ...onlyWritable(form, typed, shown) };
        const inBrowser = form.validate(edited, shown, context);
        const sent = JSON.parse(JSON.stringify(form.submission(edited, context))) as FormData;
        expect(form.refuse(sent, before, context)).toEqual([]);
        const stored = form.merge(before, sent, context);
        const onServer = form.validate(stored, before, context);
        expect(onServer.map((e) => `${e.path} ${e.code}`)).toEqual(inBrowser.map((e) => `${e.path} ${e.code}`));
      }),
      runs,
    );
  });

  it('never lets a hidden or read value through, whatever is sent', () => {
    fc.assert(
      fc.property(view, data, data, (name, before, forged) => {
        const form = compileForm(inspection, name, deps);
        const stored = form.merge(before, forged, context);
        const hidden = (d: FormData): unknown => [
          name === 'record' ? d['opinion'] : d['phone'],
          ((d['items'] ?? []) as FormData[]).map((row) => [
            row['_row'],
            name === 'review' ? row['price'] : row['secret'],
          ]),
        ];
        if (form.refuse(forged, before).length > 0 && name === 'record') return;
        const keys = new Set(((before['items'] ?? []) as FormData[]).map((row) => row['_row']));
        const known = {
          ...stored,
          items: ((stored['items'] ?? []) as FormData[]).filter((row) => keys.has(row['_row'])),
        };
        const kept = new Set(known.items.map((row) => row['_row']));
        const earlier = {
          ...before,
          items: ((before['items'] ?? []) as FormData[]).filter((row) => kept.has(row['_row'])),
        };
        expect(hidden(known)).toEqual(hidden(earlier));
      }),
      runs,
    );
  });

  it('settle: evaluating a result again changes nothing', () => {
    fc.assert(
      fc.property(view, data, (name, any) => {
        const form = compileForm(inspection, name, deps);
        const once = form.evaluate(any, context);
        expect(form.evaluate(once.data, context)).toEqual(once);
      }),
      runs,
    );
  });
});

/** What a person can do in a renderer: change fields that are shown as writable, keep the rows a table fixes. */
function onlyWritable(form: ReturnType<typeof compileForm>, typed: FormData, shown: FormData): FormData {
  const result: FormData = {};
  for (const field of form.describe().flatMap((section) => section.rows.flat())) {
    const writes = (access: string) => access === 'edit' || access === 'required';
    if (field.columns) {
      const open = field.columns.filter((column) => writes(column.access)).map((column) => column.name);
      const rows = (typed[field.name] ?? []) as FormData[];
      const earlier = (shown[field.name] ?? []) as FormData[];
      const base = field.extensible
        ? rows.map((row) => earlier.find((item) => item['_row'] === row['_row']) ?? { _row: row['_row'] })
        : earlier;
      result[field.name] = base.map((row, index) => ({
        ...row,
        ...Object.fromEntries(
          open.flatMap((name) => (rows[index] && name in rows[index] ? [[name, rows[index][name]]] : [])),
        ),
      }));
    } else if (writes(field.access) && Object.hasOwn(typed, field.name)) result[field.name] = typed[field.name];
  }
  return result;
}
