import {
  isDangerousKey,
  own,
  ROW_KEY,
  sameValue,
  type CompiledForm,
  type Evaluation,
  type FieldState,
  type FormContext,
  type FormData,
} from '@anliu/form-model';
import { createForm, isVoidField, onFieldInit, onFormValuesChange, type Form, type GeneralField } from '@formily/core';
import { toJS } from '@formily/reactive';
import { registerFeelCompiler } from './feel-compiler.js';
import { guardPaths } from './guard-paths.js';

const HIDDEN: FieldState = { visible: false, editable: false, required: false };

/** A form being filled in: Formily holds what was typed, the form model decides what it means. */
export interface FormRuntime {
  readonly form: Form;
  readonly compiled: CompiledForm;
  /** What was typed, also in fields that rules hide at the moment. */
  raw(): FormData;
  evaluation(): Evaluation;
  stateOf(path: string): FieldState;
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
  context: FormContext;
  /** After every decision; `typed` when a person caused it. */
  onEvaluated(evaluation: Evaluation, typed: boolean): void;
}

export function createRuntime({ compiled, values, context: initialContext, onEvaluated }: RuntimeOptions): FormRuntime {
  guardPaths();
  registerFeelCompiler();
  let context = initialContext;
  let current: Evaluation = { data: {}, states: {} };
  let scheduled = false;
  let applying = false;
  let disposed = false;

  const form = createForm<FormData>({
    values: opened(compiled, values, context),
    validateFirst: true,
    effects() {
      onFieldInit('*', (field) => applyState(field));
      onFormValuesChange(() => {
        if (!applying) schedule();
      });
    },
  });

  function applyState(field: GeneralField): void {
    if (isVoidField(field)) return;
    const path = field.path.toString();
    // The object around a row's cells has no state of its own.
    if (/\.\d+$/.test(path)) return;
    const state = current.states[path] ?? HIDDEN;
    const display = state.visible ? 'visible' : 'hidden';
    const pattern = state.editable ? 'editable' : 'readPretty';
    if (field.display !== display) field.display = display;
    if (field.pattern !== pattern) field.pattern = pattern;
    const data = field.data as { required?: boolean } | undefined;
    if (data?.required !== state.required) field.data = { required: state.required };
  }

  const raw = (): FormData => clean(toJS(form.values)) as FormData;

  function evaluate(typed: boolean): void {
    scheduled = false;
    if (disposed) return;
    const values = raw();
    current = compiled.evaluate(values, context);
    applying = true;
    try {
      writeBack(form, compiled, values, current);
      form.query('*').forEach((field) => void applyState(field));
    } finally {
      applying = false;
    }
    onEvaluated(current, typed);
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
    raw,
    evaluation: () => current,
    stateOf: (path) => current.states[path] ?? HIDDEN,
    flush: () => {
      if (scheduled) evaluate(true);
    },
    setContext(next) {
      context = next;
      evaluate(false);
    },
    reset(values) {
      applying = true;
      try {
        form.setValues(opened(compiled, values, context), 'overwrite');
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

/** Values as a form starts with: known keys only, defaults, and rows with keys. */
const opened = (compiled: CompiledForm, values: FormData, context: FormContext): FormData =>
  compiled.strip(compiled.initial(clean(values) as FormData, context));

/** Values given by rules and computed ones go where they are shown; what rules hide keeps what was typed. */
function writeBack(form: Form, compiled: CompiledForm, raw: FormData, { data, states }: Evaluation): void {
  const one = (path: string, was: unknown, is: unknown): void => {
    const state = states[path];
    if (!state || state.editable || sameValue(was, is)) return;
    if (is !== undefined || state.visible) form.setValuesIn(path, is);
  };
  for (const field of compiled.describe().flatMap((section) => section.rows.flat())) {
    if (!field.columns) {
      one(field.name, own(raw, field.name), own(data, field.name));
      continue;
    }
    const rows = (own(raw, field.name) ?? []) as FormData[];
    const decided = (own(data, field.name) ?? []) as FormData[];
    rows.forEach((row, index) => {
      for (const column of field.columns ?? []) {
        one(`${field.name}.${index}.${column.name}`, own(row, column.name), own(decided[index], column.name));
      }
      if (!Object.hasOwn(row, ROW_KEY) && decided[index]?.[ROW_KEY] !== undefined) {
        form.setValuesIn(`${field.name}.${index}.${ROW_KEY}`, decided[index][ROW_KEY]);
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
