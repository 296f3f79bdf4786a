import {
  MAX_FIELDS,
  nameProblem,
  splitPattern,
  type ColumnDefinition,
  type FieldAccess,
  type FieldDefinition,
  type FieldType,
  type FormDefinition,
} from '@anliu/form-model';
import { newColumn, newField } from './palette.js';
import { patternOf, placeOf, type Place, type Selection } from './state.js';

/** Why a change was not made: a key of the catalogue under `formDesigner.refused`. */
export interface Refusal {
  refused: string;
  params: Record<string, unknown>;
}
export type Changed = { form: FormDefinition; selection: Selection } | Refusal;
export const isRefusal = (result: Changed): result is Refusal => 'refused' in result;

/** What a person can do to a form. Every command is a pure function; undo keeps the forms before. */
export type Command =
  | { type: 'add'; field: FieldType; title: string; to?: Place }
  | { type: 'move'; id: string; to: Place }
  | { type: 'remove'; selection: NonNullable<Selection> }
  | { type: 'update'; selection: NonNullable<Selection>; patch: Readonly<Record<string, unknown>> }
  | { type: 'add-column'; table: string; field: Exclude<FieldType, 'table'>; title: string }
  | { type: 'add-section'; title: string }
  | { type: 'rename-section'; section: number; title: string }
  | { type: 'remove-section'; section: number }
  | { type: 'set-access'; view: string; selection: NonNullable<Selection>; access: FieldAccess }
  | { type: 'set-condition'; id: string; condition: SimpleCondition | undefined };

/** "Shown while field … is …": the rule business staff build themselves. */
export interface SimpleCondition {
  field: string;
  value: string | boolean;
  required: boolean;
}

const refuse = (refused: string, params: Record<string, unknown> = {}): Refusal => ({ refused, params });

export function apply(form: FormDefinition, command: Command): Changed {
  switch (command.type) {
    case 'add':
      return add(form, command.field, command.title, command.to);
    case 'move':
      return move(form, command.id, command.to);
    case 'remove':
      return remove(form, command.selection);
    case 'update':
      return update(form, command.selection, command.patch);
    case 'add-column':
      return addColumn(form, command.table, command.field, command.title);
    case 'add-section':
      return {
        form: { ...form, layout: [...form.layout, { section: command.title, rows: [] }] },
        selection: undefined,
      };
    case 'rename-section':
      return {
        form: {
          ...form,
          layout: form.layout.map((item, index) =>
            index === command.section ? { ...item, section: command.title } : item,
          ),
        },
        selection: undefined,
      };
    case 'remove-section':
      if ((form.layout[command.section]?.rows.flat().length ?? 0) > 0) return refuse('SECTION_NOT_EMPTY');
      return {
        form: { ...form, layout: form.layout.filter((_, index) => index !== command.section) },
        selection: undefined,
      };
    case 'set-access':
      return setAccess(form, command.view, command.selection, command.access);
    case 'set-condition':
      return setCondition(form, command.id, command.condition);
  }
}

/** Ids are never reused, so a new one is above every id that stands anywhere in the definition. */
function nextId(form: FormDefinition, taken: readonly string[]): { id: string; name: string } {
  const text = JSON.stringify(form);
  let number = taken.length + 1;
  while (text.includes(`"f_n${number}"`) || text.includes(`f_n${number}.`) || text.includes(`"n${number}"`)) number++;
  return { id: `f_n${number}`, name: `n${number}` };
}

function add(form: FormDefinition, type: FieldType, title: string, to: Place | undefined): Changed {
  if (Object.keys(form.fields).length >= MAX_FIELDS) return refuse('TOO_MANY_FIELDS', { max: MAX_FIELDS });
  const { id, name } = nextId(form, Object.keys(form.fields));
  const layout = form.layout.length > 0 ? form.layout : [{ section: form.title, rows: [] }];
  const last = layout.length - 1;
  const place = to ?? { section: last, row: layout[last]?.rows.length ?? 0, at: 0 };
  const fields = { ...form.fields, [id]: newField(type, name, title) };
  return {
    form: { ...form, fields, layout: insert(layout, id, place, to === undefined || to.at === 0) },
    selection: { field: id },
  };
}

/** Puts an id in a row of its own, or beside others while the row has room. */
function insert(layout: FormDefinition['layout'], id: string, to: Place, ownRow: boolean): FormDefinition['layout'] {
  return layout.map((section, index) => {
    if (index !== to.section) return section;
    const rows = section.rows.map((row) => [...row]);
    const target = rows[to.row];
    if (ownRow || !target || target.length >= 4) rows.splice(Math.min(to.row, rows.length), 0, [id]);
    else target.splice(Math.min(to.at, target.length), 0, id);
    return { ...section, rows };
  });
}

function move(form: FormDefinition, id: string, to: Place): Changed {
  const from = placeOf(form, id);
  if (!from) return refuse('MISSING');
  // Taking the field out may make the rows after it move up by one.
  const emptied = form.layout[from.section]?.rows[from.row]?.length === 1;
  const row = emptied && from.section === to.section && from.row < to.row ? to.row - 1 : to.row;
  return {
    form: { ...form, layout: insert(without(form.layout, id), id, { ...to, row }, to.at === 0) },
    selection: { field: id },
  };
}

const without = (layout: FormDefinition['layout'], id: string): FormDefinition['layout'] =>
  layout.map((section) => ({
    ...section,
    rows: section.rows.map((row) => row.filter((item) => item !== id)).filter((row) => row.length > 0),
  }));

function remove(form: FormDefinition, selection: NonNullable<Selection>): Changed {
  const field = form.fields[selection.field];
  const target =
    selection.column === undefined ? field : field?.type === 'table' ? field.columns[selection.column] : undefined;
  if (!field || !target) return refuse('MISSING');
  if (target.locked) return refuse('LOCKED', { title: target.title, basis: target.locked.basis });
  const pattern = patternOf(selection);
  const covers = (item: string): boolean => item === pattern || item.startsWith(`${pattern}.`);
  if (isSpokenOf(form, target.name, covers)) return refuse('USED', { title: target.title });
  const views = mapValues(form.views, (view) =>
    Object.fromEntries(Object.entries(view).filter(([key]) => !covers(key))),
  );
  if (selection.column !== undefined && field.type === 'table') {
    if (Object.keys(field.columns).length === 1) return remove(form, { field: selection.field });
    const columns = Object.fromEntries(Object.entries(field.columns).filter(([id]) => id !== selection.column));
    return {
      form: { ...form, fields: { ...form.fields, [selection.field]: { ...field, columns } }, views },
      selection: { field: selection.field },
    };
  }
  const fields = Object.fromEntries(Object.entries(form.fields).filter(([id]) => id !== selection.field));
  const rules = (form.rules ?? []).filter((rule) => !isOwnCondition(rule, selection.field));
  return {
    form: { ...form, fields, layout: without(form.layout, selection.field), views, ...(form.rules ? { rules } : {}) },
    selection: undefined,
  };
}

type Rule = NonNullable<FormDefinition['rules']>[number];
/** A rule that only says when this one field is shown goes with the field. */
const isOwnCondition = (rule: Rule, id: string): boolean =>
  rule.show?.length === 1 &&
  rule.show[0] === id &&
  !rule.hide &&
  !rule.readonly &&
  !rule.set &&
  (rule.require ?? [id]).every((item) => item === id);

function isSpokenOf(form: FormDefinition, name: string, covers: (target: string) => boolean): boolean {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'u');
  const rules = (form.rules ?? []).filter(
    (rule) => !rule.show?.some((target) => covers(target) && isOwnCondition(rule, target)),
  );
  return (
    rules.some(
      (rule) =>
        word.test(rule.when) ||
        [rule.show, rule.hide, rule.require, rule.readonly].some((list) => list?.some(covers)) ||
        Object.entries(rule.set ?? {}).some(([target, text]) => covers(target) || word.test(text)),
    ) ||
    Object.entries(form.compute ?? {}).some(([target, text]) => covers(target) || word.test(text)) ||
    (form.checks ?? []).some((check) => covers(check.field) || word.test(check.assert) || word.test(check.when ?? ''))
  );
}

function update(
  form: FormDefinition,
  selection: NonNullable<Selection>,
  patch: Readonly<Record<string, unknown>>,
): Changed {
  const field = form.fields[selection.field];
  const column =
    selection.column === undefined ? undefined : field?.type === 'table' ? field.columns[selection.column] : undefined;
  const target: FieldDefinition | undefined = selection.column === undefined ? field : column;
  if (!field || !target) return refuse('MISSING');
  if (target.locked && target.required === true && 'required' in patch && patch['required'] !== true) {
    return refuse('LOCKED_REQUIRED', { title: target.title, basis: target.locked.basis });
  }
  if (typeof patch['name'] === 'string' && patch['name'] !== target.name) {
    const reason = nameProblem(patch['name']);
    if (reason !== undefined) return refuse('NAME_BAD', { reason });
    const siblings = Object.values<FieldDefinition>(column && field.type === 'table' ? field.columns : form.fields);
    if (siblings.some((item) => item !== target && item.name === patch['name']))
      return refuse('NAME_TAKEN', { name: patch['name'] });
  }
  const next = Object.fromEntries(
    Object.entries({ ...target, ...patch }).filter(([, value]) => value !== undefined && value !== ''),
  );
  const fields =
    column && field.type === 'table' && selection.column !== undefined
      ? {
          ...form.fields,
          [selection.field]: {
            ...field,
            columns: { ...field.columns, [selection.column]: next as unknown as ColumnDefinition },
          },
        }
      : { ...form.fields, [selection.field]: next as unknown as FieldDefinition };
  return { form: { ...form, fields }, selection };
}

function addColumn(form: FormDefinition, table: string, type: Exclude<FieldType, 'table'>, title: string): Changed {
  const field = form.fields[table];
  if (field?.type !== 'table') return refuse('MISSING');
  const { id, name } = nextId(form, Object.keys(field.columns));
  const columns = { ...field.columns, [id]: newColumn(type, name, title) };
  return {
    form: { ...form, fields: { ...form.fields, [table]: { ...field, columns } } },
    selection: { field: table, column: id },
  };
}

function setAccess(
  form: FormDefinition,
  view: string,
  selection: NonNullable<Selection>,
  access: FieldAccess,
): Changed {
  const patterns = Object.hasOwn(form.views, view) ? form.views[view] : undefined;
  if (!patterns) return refuse('MISSING');
  return {
    form: { ...form, views: { ...form.views, [view]: { ...patterns, [patternOf(selection)]: access } } },
    selection,
  };
}

/** The access a view gives a selection, by the most specific pattern. */
export function accessOf(form: FormDefinition, view: string, selection: NonNullable<Selection>): FieldAccess {
  const patterns = Object.hasOwn(form.views, view) ? (form.views[view] ?? {}) : {};
  const get = (key: string): FieldAccess | undefined => (Object.hasOwn(patterns, key) ? patterns[key] : undefined);
  const whole = get(selection.field) ?? get('*') ?? 'hidden';
  if (selection.column === undefined) return whole;
  return get(patternOf(selection)) ?? get(`${selection.field}.*`) ?? (whole === 'required' ? 'edit' : whole);
}

/** The condition a person built for a field, when its rule is of that simple form. */
export function conditionOf(form: FormDefinition, id: string): SimpleCondition | undefined {
  const rule = (form.rules ?? []).find((item) => isOwnCondition(item, id));
  const match = rule && /^([A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff]*) = ("(?:[^"\\]|\\.)*"|true|false)$/.exec(rule.when);
  if (!match) return undefined;
  const [, name, text = ''] = match;
  const field = Object.entries(form.fields).find(([, item]) => item.name === name)?.[0];
  if (field === undefined) return undefined;
  return { field, value: JSON.parse(text) as string | boolean, required: rule.require?.includes(id) ?? false };
}

function setCondition(form: FormDefinition, id: string, condition: SimpleCondition | undefined): Changed {
  if (!Object.hasOwn(form.fields, id)) return refuse('MISSING');
  const others = (form.rules ?? []).filter((rule) => !isOwnCondition(rule, id));
  const other = condition === undefined ? undefined : form.fields[condition.field];
  if (condition !== undefined && !other) return refuse('MISSING');
  const rule =
    condition === undefined || !other
      ? []
      : [
          {
            when: `${other.name} = ${JSON.stringify(condition.value)}`,
            show: [id],
            ...(condition.required ? { require: [id] } : {}),
          },
        ];
  return { form: { ...form, rules: [...others, ...rule] }, selection: { field: splitPattern(id).field } };
}

const mapValues = <T, R>(record: Readonly<Record<string, T>>, map: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
