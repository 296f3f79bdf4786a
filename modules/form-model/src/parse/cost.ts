import { compileFeel, ExpressionLimitError, scopeOf } from '@anliu/engine-expression';
import type { ColumnDefinition, FieldDefinition, FormDefinition } from '../form.js';
import { splitPattern } from '../names.js';
import { DEFAULT_PERSONS, DEFAULT_TABLE_ROWS } from '../limits.js';

/** Milliseconds a trial may take at most; what it costs is told by its steps, which do not depend on the machine. */
const TRIAL_MS = 2_000;
/** Text in sample values. */
const SAMPLE_TEXT = '样例';

/** A form filled in as far as it can be: every list has as many entries as it takes. */
function fullestScope(form: FormDefinition, table: FieldDefinition | undefined): Record<string, unknown> {
  const values = Object.fromEntries(Object.values(form.fields).map((field) => [field.name, sampleOf(field)]));
  const row = table?.type === 'table' ? { row: rowOf(table.columns), index: 1 } : {};
  return { param: {}, person: null, case: null, parent: null, task: null, ...values, ...row };
}

const rowOf = (columns: Readonly<Record<string, ColumnDefinition>>): Record<string, unknown> =>
  Object.fromEntries(Object.values(columns).map((column) => [column.name, sampleOf(column)]));

function sampleOf(field: FieldDefinition | ColumnDefinition): unknown {
  switch (field.type) {
    case 'table':
      return Array.from({ length: field.maxRows ?? DEFAULT_TABLE_ROWS }, () => rowOf(field.columns));
    case 'persons':
      return Array.from({ length: field.maxItems ?? DEFAULT_PERSONS }, (_, at) => ({
        id: `p${at}`,
        name: SAMPLE_TEXT,
      }));
    case 'integer':
    case 'number':
    case 'money':
      return 1;
    case 'boolean':
      return true;
    case 'date':
      return '2026-01-01';
    default:
      return SAMPLE_TEXT;
  }
}

/** An expression that costs more than a form may spend, and where it stands. */
export interface CostlyExpression {
  /** e.g. `checks.0.assert`. */
  readonly path: string;
  /** What people call it: the message of a check, else the source. */
  readonly title: string;
}

/**
 * Expressions of a form that run over what an evaluation may spend, with nothing filled in or with every list full: such a check closes
 * the form for everybody. Asked before publishing; the definition has been parsed.
 */
export function costlyExpressions(form: FormDefinition): CostlyExpression[] {
  const tableOf = (targets: readonly string[]): FieldDefinition | undefined => {
    const table = targets.map(splitPattern).find(({ column }) => column !== undefined)?.field;
    return table === undefined ? undefined : form.fields[table];
  };
  const all = [
    ...(form.checks ?? []).flatMap((check, at) =>
      (['assert', 'when'] as const).map((part) => ({
        path: `checks.${at}.${part}`,
        title: check.message,
        source: check[part],
        targets: [check.field],
      })),
    ),
    ...(form.rules ?? []).flatMap((rule, at) => [
      { path: `rules.${at}.when`, title: rule.when, source: rule.when, targets: [] },
      ...Object.entries(rule.set ?? {}).map(([target, source]) => ({
        path: `rules.${at}.set.${target}`,
        title: source,
        source,
        targets: [target],
      })),
    ]),
    ...Object.entries(form.compute ?? {}).map(([target, source]) => ({
      path: `compute.${target}`,
      title: source,
      source,
      targets: [target],
    })),
  ];
  return all.flatMap(({ path, title, source, targets }) =>
    source !== undefined && isTooCostly(source, form, tableOf(targets)) ? [{ path, title: title.slice(0, 60) }] : [],
  );
}

function isTooCostly(source: string, form: FormDefinition, table: FieldDefinition | undefined): boolean {
  const compiled = compileFeel(source);
  return [{}, fullestScope(form, table)].some((values) => {
    try {
      compiled.evaluate(
        scopeOf(values, () => new Date(0)),
        { isoDates: true, maxMilliseconds: TRIAL_MS },
      );
      return false;
    } catch (error) {
      // Samples need not make sense: only what it costs is looked at.
      return error instanceof ExpressionLimitError;
    }
  });
}
