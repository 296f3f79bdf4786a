import {
  isDangerousKey,
  isEmpty,
  own,
  ROW_KEY,
  sameValue,
  type CompiledForm,
  type DescribedField,
  type Evaluation,
  type FieldState,
  type FormContext,
  type FormData,
} from '@anliu/form-model';
import { createForm, isVoidField, onFieldReact, onFormValuesChange, type Form, type GeneralField } from '@formily/core';
import { batch, observable, toJS } from '@formily/reactive';
import { registerFeelCompiler } from './feel-compiler.js';
import { guardPaths } from './guard-paths.js';
import { heldTable, pathOf, placeOf, placeOfData, rowsOfHeld, type HeldTable, type Place } from './places.js';
import { createTableRows, type TableRows } from './tables.js';

const HIDDEN: FieldState = { visible: false, editable: false, required: false };

/**
 * A form being filled in. Formily holds what was typed, and only that; the form model decides what it means, and fields of Formily
 * follow its decision by a reaction. Nothing is written down twice: docs/decisions/0011-one-state-of-a-form.md.
 */
export interface FormRuntime {
  readonly form: Form;
  readonly compiled: CompiledForm;
  /** Rows of tables, by key. */
  readonly tables: TableRows;
  /** What was typed, also in fields that rules hide at the moment. */
  raw(): FormData;
  evaluation(): Evaluation;
  stateOf(place: Place): FieldState;
  /** Why a choice was taken back: the title of what it depended on and was changed. Observable. */
  clearedAt(place: Place): string | undefined;
  valueAt(place: Place): unknown;
  /** Decides anew now; otherwise it happens once per change, after it. */
  flush(): void;
  setContext(context: FormContext): void;
  /** Replaces everything, as when the form is opened. */
  reset(values: FormData): void;
  dispose(): void;
}

export interface RuntimeOptions {
  compiled: CompiledForm;
  values: FormData;
  /** Stored data the form was opened over; its rows keep their keys to themselves. */
  stored?: FormData;
  context: FormContext;
  /** After every decision; `typed` when a person caused it. */
  onEvaluated(evaluation: Evaluation, typed: boolean): void;
}

export function createRuntime({
  compiled,
  values,
  stored = {},
  context: initialContext,
  onEvaluated,
}: RuntimeOptions): FormRuntime {
  guardPaths();
  registerFeelCompiler();
  const fields = compiled.describe().flatMap((section) => section.rows.flat());
  /** Choices taken back because what they depended on was changed: title of what changed, by place. */
  const cleared = observable.shallow<Record<Place, string>>({});
  /** What the form model decided, by place. Each field's reaction reads its own entry, so a change reaches only whom it concerns. */
  const decided = observable.shallow<Record<Place, FieldState>>({});
  let context = initialContext;
  let current: Evaluation = { data: {}, states: {} };
  let last: FormData = {};
  let scheduled = false;
  let applying = false;
  let disposed = false;

  const opened = (from: FormData): FormData =>
    held(fields, compiled.strip(compiled.initial(clean(from) as FormData, context)));
  const form = createForm<FormData>({
    values: opened(values),
    validateFirst: true,
    effects() {
      onFieldReact('*', (field) => follow(field, decided));
      onFormValuesChange(() => {
        if (!applying) schedule();
      });
    },
  });
  const tables = createTableRows(form, compiled, stored);
  const raw = (): FormData => numbered(fields, clean(toJS(form.values)) as FormData);

  function evaluate(typed: boolean): void {
    scheduled = false;
    if (disposed) return;
    if (typed) takeBack();
    const typedValues = raw();
    last = typedValues;
    current = compiled.evaluate(typedValues, context);
    applying = true;
    try {
      writeBack(form, fields, typedValues, current);
      batch(decide);
    } finally {
      applying = false;
    }
    onEvaluated(current, typed);
  }

  /** A choice does not outlive what it depends on; the person is told at the field until something is chosen again. */
  function takeBack(): void {
    const now = raw();
    applying = true;
    batch(() => {
      for (const place of Object.keys(cleared)) if (!isEmpty(form.getValuesIn(pathOf(place)))) delete cleared[place];
      for (const { path, value, because } of compiled.strayChoices(last, now, context)) {
        const place = placeOfData(path, tables.keys);
        form.setValuesIn(pathOf(place), value);
        cleared[place] = because;
      }
    });
    applying = false;
  }

  function decide(): void {
    const next: Record<Place, FieldState> = {};
    for (const [path, state] of Object.entries(current.states)) next[placeOfData(path, tables.keys)] = state;
    for (const place of Object.keys(decided)) if (!Object.hasOwn(next, place)) delete decided[place];
    for (const [place, state] of Object.entries(next)) if (!isSame(decided[place], state)) decided[place] = state;
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      if (scheduled) evaluate(true);
    });
  }

  evaluate(false);
  return {
    form,
    compiled,
    tables,
    raw,
    evaluation: () => current,
    stateOf: (place) => decided[place] ?? HIDDEN,
    clearedAt: (place) => cleared[place],
    valueAt: (place) => toJS(form.getValuesIn(pathOf(place)) as unknown),
    flush: () => {
      if (scheduled) evaluate(true);
    },
    setContext(next) {
      context = next;
      evaluate(false);
    },
    reset(from) {
      applying = true;
      try {
        form.setValues(opened(from), 'overwrite');
        for (const place of Object.keys(cleared)) delete cleared[place];
      } finally {
        applying = false;
      }
      evaluate(false);
    },
    dispose() {
      disposed = true;
      form.onUnmount();
    },
  };
}

const isSame = (a: FieldState | undefined, b: FieldState): boolean =>
  a?.visible === b.visible && a.editable === b.editable && a.required === b.required;

/** A field of Formily shows what was decided for its place. */
function follow(field: GeneralField, decided: Readonly<Record<Place, FieldState>>): void {
  if (isVoidField(field)) return;
  const place = placeOf(field.path.toString());
  if (place === undefined) return;
  const { visible, editable, required } = decided[place] ?? HIDDEN;
  field.display = visible ? 'visible' : 'hidden';
  field.pattern = editable ? 'editable' : 'readPretty';
  field.data = { required };
}

/** Tables as Formily holds them. */
function held(fields: readonly DescribedField[], data: FormData): FormData {
  const result: FormData = { ...data };
  for (const field of fields)
    if (field.columns) result[field.name] = heldTable((own(data, field.name) ?? []) as FormData[]);
  return result;
}

/** Tables as data. */
function numbered(fields: readonly DescribedField[], values: FormData): FormData {
  const result: FormData = { ...values };
  for (const field of fields) {
    if (field.columns) result[field.name] = rowsOfHeld(own(values, field.name) as HeldTable | undefined);
  }
  return result;
}

/** Values given by rules and computed ones go where they are shown; what rules hide keeps what was typed. */
function writeBack(form: Form, fields: readonly DescribedField[], raw: FormData, { data, states }: Evaluation): void {
  const one = (path: string, place: Place, was: unknown, is: unknown): void => {
    const state = states[path];
    if (!state || state.editable || sameValue(was, is)) return;
    if (is !== undefined || state.visible) form.setValuesIn(pathOf(place), is);
  };
  for (const field of fields) {
    if (!field.columns) {
      one(field.name, field.name, own(raw, field.name), own(data, field.name));
      continue;
    }
    const rows = (own(raw, field.name) ?? []) as FormData[];
    const settled = (own(data, field.name) ?? []) as FormData[];
    rows.forEach((row, index) => {
      const { name } = field;
      for (const column of field.columns ?? []) {
        const place = `${name}.${String(row[ROW_KEY])}.${column.name}`;
        one(`${name}.${index}.${column.name}`, place, own(row, column.name), own(settled[index], column.name));
      }
    });
  }
}

/** A deep copy without keys that reach a prototype and without undefined. */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      isDangerousKey(key) || item === undefined ? [] : [[key, clean(item)]],
    ),
  );
}
