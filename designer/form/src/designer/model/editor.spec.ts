import { checkFormDefinition, type FormDefinition } from '@anliu/form-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFINITION } from '../../../test/page/example.js';
import { accessOf, conditionOf, type Command } from './commands.js';
import { FormEditor, MAX_HISTORY, MERGE_WITHIN } from './editor.js';
import { PALETTE } from './palette.js';
import { placeOf } from './state.js';

const open = (form: FormDefinition = DEFINITION) => {
  let time = 0;
  const editor = new FormEditor(form, () => time);
  return { editor, wait: (ms: number) => (time += ms) };
};
const rows = (editor: FormEditor, section: number) => editor.form.layout[section]?.rows;

describe('designing a form', () => {
  it('adds a field of every type that could be published as it is', () => {
    for (const type of PALETTE.flatMap((group) => group.types)) {
      const { editor } = open();
      expect(editor.run({ type: 'add', field: type, title: '新字段' })).toBeUndefined();
      expect(editor.problems()).toEqual([]);
      expect(editor.selection).toEqual({ field: Object.keys(editor.form.fields).at(-1) });
    }
  });

  it('inserts where it is dropped: between rows, or beside another field', () => {
    const { editor } = open();
    editor.run({ type: 'add', field: 'text', title: 'a', to: { section: 0, row: 1, at: 0 } });
    expect(rows(editor, 0)?.[1]).toEqual([editor.selection?.field]);
    editor.run({ type: 'add', field: 'text', title: 'b', to: { section: 0, row: 1, at: 1 } });
    expect(rows(editor, 0)?.[1]).toHaveLength(2);
  });

  it('moves a field within a section and to another without losing a row', () => {
    const { editor } = open();
    editor.run({ type: 'move', id: 'f_enterprise', to: { section: 0, row: 2, at: 0 } });
    expect(rows(editor, 0)?.slice(0, 2)).toEqual([['f_officers'], ['f_enterprise']]);
    editor.run({ type: 'move', id: 'f_phone', to: { section: 1, row: 1, at: 1 } });
    expect(placeOf(editor.form, 'f_phone')).toEqual({ section: 1, row: 1, at: 1 });
    expect(editor.problems()).toEqual([]);
  });

  it('never gives an id twice, also after a removal', () => {
    const { editor } = open();
    editor.run({ type: 'add', field: 'text', title: 'a' });
    const first = editor.selection?.field ?? '';
    editor.run({ type: 'set-access', view: 'read', selection: { field: first }, access: 'read' });
    editor.run({ type: 'add', field: 'text', title: 'b' });
    expect(editor.selection?.field).not.toBe(first);
  });

  it('refuses to remove statutory fields, to make them optional, and to remove what rules speak of', () => {
    const { editor } = open();
    expect(editor.run({ type: 'remove', selection: { field: 'f_officers' } })).toMatchObject({
      refused: 'LOCKED',
      params: { title: '执法人员' },
    });
    expect(
      editor.run({ type: 'update', selection: { field: 'f_officers' }, patch: { required: false } }),
    ).toMatchObject({ refused: 'LOCKED_REQUIRED' });
    expect(editor.run({ type: 'remove', selection: { field: 'f_refused' } })).toMatchObject({ refused: 'USED' });
    expect(editor.run({ type: 'remove', selection: { field: 'f_problems', column: 'f_due' } })).toMatchObject({
      refused: 'USED',
    });
    expect(editor.form).toBe(DEFINITION);
    expect(editor.canUndo).toBe(false);
  });

  it('removes a field from everywhere, with the rule that was only about it', () => {
    const { editor } = open();
    expect(editor.run({ type: 'remove', selection: { field: 'f_note' } })).toBeUndefined();
    expect(JSON.stringify(editor.form)).not.toContain('f_note');
    expect(editor.problems()).toEqual([]);
  });

  it('says which names cannot be used', () => {
    const { editor } = open();
    const rename = (name: string) =>
      editor.run({ type: 'update', selection: { field: 'f_phone' }, patch: { name } })?.refused;
    expect([rename('enterprise'), rename('__proto__'), rename('1a'), rename('phone2')]).toEqual([
      'NAME_TAKEN',
      'NAME_BAD',
      'NAME_BAD',
      undefined,
    ]);
  });

  it('reads and writes the access of a step, and the condition of a field', () => {
    const { editor } = open();
    const grade = { field: 'f_problems', column: 'f_grade' };
    expect(accessOf(editor.form, 'record', grade)).toBe('read');
    expect(accessOf(editor.form, 'record', { field: 'f_problems', column: 'f_due' })).toBe('edit');
    editor.run({ type: 'set-access', view: 'record', selection: grade, access: 'hidden' });
    expect(accessOf(editor.form, 'record', grade)).toBe('hidden');
    expect(conditionOf(editor.form, 'f_note')).toEqual({ field: 'f_refused', value: true, required: true });
    editor.run({
      type: 'set-condition',
      id: 'f_phone',
      condition: { field: 'f_refused', value: true, required: false },
    });
    expect(conditionOf(editor.form, 'f_phone')).toEqual({ field: 'f_refused', value: true, required: false });
    editor.run({ type: 'set-condition', id: 'f_phone', condition: undefined });
    expect(conditionOf(editor.form, 'f_phone')).toBeUndefined();
    expect(editor.problems()).toEqual([]);
  });

  it('undoes a word, not a letter', () => {
    const { editor, wait } = open();
    const type = (title: string) => editor.run({ type: 'update', selection: { field: 'f_phone' }, patch: { title } });
    for (const title of ['联', '联系', '联系方式']) {
      type(title);
      wait(MERGE_WITHIN - 1);
    }
    wait(MERGE_WITHIN);
    type('电话');
    editor.undo();
    expect(editor.form.fields['f_phone']?.title).toBe('联系方式');
    editor.undo();
    expect(editor.form).toEqual(DEFINITION);
    editor.redo();
    expect(editor.form.fields['f_phone']?.title).toBe('联系方式');
  });

  it('keeps as many steps as it promises', () => {
    const { editor } = open();
    for (let i = 0; i <= MAX_HISTORY; i++) editor.run({ type: 'rename-section', section: 0, title: `t${i}` });
    let steps = 0;
    for (; editor.canUndo; steps++) editor.undo();
    expect(steps).toBe(MAX_HISTORY);
  });

  it('whatever is done, the form can be published, and undoing everything gives back the form', () => {
    const ids = Object.keys(DEFINITION.fields);
    const place = fc.record({ section: fc.nat(2), row: fc.nat(6), at: fc.nat(3) });
    const command: fc.Arbitrary<Command> = fc.oneof(
      fc.record({
        type: fc.constant('add' as const),
        field: fc.constantFrom(...PALETTE.flatMap((g) => g.types)),
        title: fc.constant('字段'),
        to: place,
      }),
      fc.record({ type: fc.constant('move' as const), id: fc.constantFrom(...ids), to: place }),
      fc.record({ type: fc.constant('remove' as const), selection: fc.record({ field: fc.constantFrom(...ids) }) }),
      fc.record({ type: fc.constant('remove-section' as const), section: fc.nat(3) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const { editor } = open();
        for (const item of commands) editor.run(item);
        expect(checkFormDefinition(editor.form).problems.filter((p) => p.severity === 'error')).toEqual([]);
        while (editor.canUndo) editor.undo();
        expect(editor.form).toEqual(DEFINITION);
      }),
      { numRuns: 60 },
    );
  });
});
