import type {
  ColumnDefinition,
  FieldAccess,
  FieldDefinition,
  FormData,
  FormDefinition,
  LayoutSection,
  PersonValue,
} from './form.js';

/** One entry of a code table as forms need it. */
export interface FormCode {
  code: string;
  name: string;
  parent?: string;
  /** Further columns of the table; an expression reads them as `<name>_entry.<column>`. */
  extra?: Record<string, string>;
}

/** What a form may look up. Both sides give the same answers, or they would not agree. */
export interface FormDeps {
  /** Entries of a table in force on a day (`YYYY-MM-DD`); `undefined` when there is no such table. */
  codes?(codeId: string, onDate: string): readonly FormCode[] | undefined;
}

/** What is true around the form when it is decided. Given, never read from the machine. */
export interface FormContext {
  /** Instant, ISO 8601 with offset (`2026-11-23T10:02:00+08:00`). */
  now: string;
  /** `YYYY-MM-DD` in the region's time zone. */
  today: string;
  /** Parameters by id, `param.TP73` in expressions. */
  param?: Record<string, number | string | boolean>;
  /** Who fills in the form, `person` in expressions. */
  person?: PersonValue & { post?: string; region?: string; organization?: string; uscc?: string };
  /** Facts of the case, `case` in expressions. */
  case?: Record<string, unknown>;
  /** Fields of the case this one came from, `parent` in expressions. */
  parent?: Record<string, unknown>;
  /** How the step is being finished, `task` in expressions; null until an outcome is chosen. */
  task?: { outcome?: string };
}

/** State of one field. Paths are data paths: `due_date`, `problems`, `problems.0.due_date`. */
export interface FieldState {
  visible: boolean;
  editable: boolean;
  required: boolean;
}

export interface Evaluation {
  /** Values with computed and rule-given ones filled in and those of rule-hidden writable fields left out. */
  data: FormData;
  states: Record<string, FieldState>;
}

export interface FormError {
  /** Data path, e.g. `problems.0.due_date`. */
  path: string;
  code: string;
  /** Chinese sentence for the person at the field. */
  message: string;
  params?: Record<string, unknown>;
}

/** A choice that no longer fits what it depends on. */
export interface StrayChoice {
  /** Data path. */
  path: string;
  /** What of it still fits; undefined when nothing does. */
  value: unknown;
  /** Title of the field that changed. */
  because: string;
}

export interface DescribedField {
  id: string;
  name: string;
  definition: FieldDefinition;
  access: FieldAccess;
  /** Table columns that this view does not hide. */
  columns?: DescribedColumn[];
  /** Rows may be added and removed. */
  extensible?: boolean;
}

export interface DescribedColumn {
  id: string;
  name: string;
  definition: ColumnDefinition;
  access: FieldAccess;
}

export interface DescribedSection {
  title: string;
  help?: string;
  rows: DescribedField[][];
}

/**
 * One form under one view, for browser and server alike.
 * The order on the server: `refuse(writes, before)` → `merge(before, writes, context)` → `validate(merged, before, context)`.
 */
export interface CompiledForm {
  readonly definition: FormDefinition;
  readonly view: string;
  /** Values for a form that is opened for the first time (defaults) over what is there. */
  initial(data: FormData, context: FormContext): FormData;
  /** A row as the add button makes it: defaults and a fresh row key. */
  newRow(tableId: string, rows: readonly FormData[], context: FormContext): FormData;
  /** Decides states and computed values; applying it to its own result changes nothing. */
  evaluate(data: FormData, context: FormContext): Evaluation;
  /** Everything wrong with what this view lets one write; empty means the step may be finished. */
  validate(data: FormData, before: FormData, context: FormContext): FormError[];
  /** Leaves out what the view hides, and whatever is no field. What a browser gets. */
  strip(data: FormData): FormData;
  /** What a browser sends: only what this view may write and rules show. */
  submission(data: FormData, context: FormContext): FormData;
  /**
   * One error per value this view may not write; with a context also per value that rules make read-only or hidden.
   * Sending back an unchanged read value is no write.
   */
  refuse(writes: FormData, before?: FormData, context?: FormContext): FormError[];
  /** The whole data after the write: hidden and read values from `before`, computed values anew. */
  merge(before: FormData, writes: FormData, context: FormContext): FormData;
  /**
   * Choices to take back after a person changed what they depend on (the parent choice, the day of the code table): `before` is what
   * stood there, `data` what stands there now. The server refuses them.
   */
  strayChoices(before: FormData, data: FormData, context: FormContext): StrayChoice[];
  /** Sections, rows and columns in order, without what the view hides. */
  describe(): DescribedSection[];
  /** Entries a code field offers, in order. */
  optionsOf(
    field: FieldDefinition,
    data: FormData,
    row: FormData | undefined,
    context: FormContext,
  ): readonly FormCode[] | undefined;
}

export type { FieldAccess, LayoutSection };
