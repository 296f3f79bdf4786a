import { parseInstant } from '@anliu/office-time';
import type { FormCode, FormContext, FormDeps } from '../compiled.js';
import type { ColumnDefinition, FieldDefinition, FormData, FormDefinition } from '../form.js';
import { isEmpty, isPlainObject, own } from '../values/empty.js';
import { codeDate } from '../values/code-date.js';

/** A time is an instant to expressions, however it is spelled, so that it compares with `now()`. */
function seen(field: FieldDefinition, value: unknown): unknown {
  if (field.type === 'datetime' && typeof value === 'string') return parseInstant(value) ?? value;
  if (field.type !== 'table' || !Array.isArray(value)) return value;
  const times = Object.values(field.columns).filter((column) => column.type === 'datetime');
  if (times.length === 0) return value;
  return value.map((row: unknown) => {
    if (!isPlainObject(row)) return row;
    const changed = { ...row };
    for (const column of times) {
      if (Object.hasOwn(changed, column.name)) changed[column.name] = seen(column, changed[column.name]);
    }
    return changed;
  });
}

/**
 * What expressions see: every field by name (null when empty), `param`, `person`, `case`, `parent`, `task`, and for a code field
 * `<name>_entry` with the row of its code table.
 */
export class FormScope {
  readonly #definition: FormDefinition;
  readonly #deps: FormDeps;
  readonly #context: FormContext;
  /** Entries cost a look-up each; only forms that speak of them pay. */
  readonly #entries: boolean;

  constructor(definition: FormDefinition, deps: FormDeps, context: FormContext, entries: boolean) {
    this.#definition = definition;
    this.#deps = deps;
    this.#context = context;
    this.#entries = entries;
  }

  top(data: FormData): Record<string, unknown> {
    return {
      ...this.#named(Object.values(this.#definition.fields), data, data),
      param: this.#context.param ?? {},
      person: this.#context.person ?? null,
      case: this.#context.case ?? null,
      parent: this.#context.parent ?? null,
      task: this.#context.task ?? null,
    };
  }

  /** Adds `row` and `index` (from 1) to a scope made by `top`. */
  row(
    top: Record<string, unknown>,
    columns: Readonly<Record<string, ColumnDefinition>>,
    row: FormData,
    index: number,
    data: FormData,
  ): Record<string, unknown> {
    return { ...top, row: this.#named(Object.values(columns), row, data), index: index + 1 };
  }

  #named(fields: readonly FieldDefinition[], values: FormData, data: FormData): Record<string, unknown> {
    const named: Record<string, unknown> = {};
    for (const field of fields) {
      const value = own(values, field.name);
      named[field.name] = isEmpty(value) ? null : seen(field, value);
      if (this.#entries && field.type === 'code') named[`${field.name}_entry`] = this.#entry(field, value, data);
    }
    return named;
  }

  #entry(field: FieldDefinition, value: unknown, data: FormData): Record<string, string> | null {
    if (field.type !== 'code' || typeof value !== 'string') return null;
    const table: readonly FormCode[] | undefined =
      field.options ?? this.#deps.codes?.(field.code ?? '', codeDate(this.#definition, field, data, this.#context));
    const entry = table?.find((item) => item.code === value);
    return entry ? { ...entry.extra, code: entry.code, name: entry.name } : null;
  }
}
