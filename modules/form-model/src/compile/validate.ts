import type { FieldState, FormContext, FormDeps, FormError } from '../compiled.js';
import type { FieldDefinition, FormCheck, FormData } from '../form.js';
import { compileExpression, type Feel } from '../expression/feel.js';
import { checkValue } from '../fields/check.js';
import { kindOf } from '../fields/index.js';
import type { ValueProblem } from '../fields/kind.js';
import { FormScope } from '../expression/scope.js';
import { MAX_ERRORS } from '../limits.js';
import { fillTemplate } from '../messages.js';
import { splitPattern } from '../names.js';
import { isEmpty, own } from '../values/empty.js';
import { offeredCodes } from './codes.js';
import { changedBasis, type Surroundings } from './dependence.js';
import type { FormEffects } from './effects.js';
import { wordingsOf } from './error-texts.js';
import type { FormModel, ModelColumn, ModelField } from './model.js';
import { pairRows, rowsOf, withRowKeys } from './rows.js';

interface CompiledCheck {
  readonly check: FormCheck;
  readonly when: Feel | undefined;
  readonly assert: Feel;
}

/** @throws ExpressionSyntaxError */
export const compileChecks = (model: FormModel): CompiledCheck[] =>
  (model.definition.checks ?? []).map((check) => ({
    check,
    when: check.when === undefined ? undefined : compileExpression(check.when),
    assert: compileExpression(check.assert),
  }));

export function formError(path: string, field: FieldDefinition, problem: ValueProblem, row?: number): FormError {
  const params = { title: field.title, ...problem.params, ...(row === undefined ? {} : { row: row + 1 }) };
  const text = wordingsOf(problem.code)?.[0] ?? problem.code;
  return { path, code: problem.code, message: fillTemplate(text, params), params };
}

/**
 * Checks settled data (the result of `settle` with what the view shows): every visible field this view may write, then the
 * checks between fields. A choice that has not changed is not held against a code table that has changed since, as long as all it
 * depends on has not changed either.
 */
export function validate(
  model: FormModel,
  effects: FormEffects,
  checks: readonly CompiledCheck[],
  deps: FormDeps,
  settled: { data: FormData; states: Record<string, FieldState> },
  before: FormData,
  context: FormContext,
): FormError[] {
  const { data, states } = settled;
  const errors: FormError[] = [];
  const one = (
    field: ModelField | ModelColumn,
    path: string,
    value: unknown,
    earlier: unknown,
    around: Surroundings,
    row?: number,
  ): void => {
    const state = states[path];
    if (!state?.visible || !state.editable) return;
    const { definition } = field;
    if (isEmpty(value)) {
      if (state.required)
        errors.push(formError(path, definition, { code: kindOf(definition).missing, params: {} }, row));
      return;
    }
    const problems = checkValue(definition, value, context);
    if (problems.length === 0 && (definition.type === 'code' || definition.type === 'codes')) {
      const offered = offeredCodes(model.definition, deps, definition, data, around, context);
      const isAsItWas = changedBasis(model, definition, around, data, before) === undefined;
      problems.push(...codeProblems(definition.code, value, isAsItWas ? earlier : undefined, offered));
    }
    errors.push(...problems.map((problem) => formError(path, definition, problem, row)));
  };

  const form = { fields: model.definition.fields, values: data, earlier: before };
  for (const field of model.fields) {
    one(field, field.name, own(data, field.name), own(before, field.name), form);
    if (field.definition.type !== 'table' || states[field.name]?.visible !== true) continue;
    const { columns } = field.definition;
    const rows = rowsOf(own(data, field.name));
    const earlier = pairRows(rows, withRowKeys(rowsOf(own(before, field.name))), !field.extensible);
    rows.forEach((row, index) => {
      for (const column of field.columns) {
        const path = `${field.name}.${index}.${column.name}`;
        const around = { fields: columns, values: row, earlier: earlier[index] };
        one(column, path, own(row, column.name), own(earlier[index], column.name), around, index);
      }
    });
  }
  const faulty = new Set(errors.map((error) => error.path));
  errors.push(
    ...checkErrors(model, effects, checks, deps, settled, context).filter((error) => !faulty.has(error.path)),
  );
  return inOrder(model, errors).slice(0, MAX_ERRORS);
}

function codeProblems(
  table: string | undefined,
  value: unknown,
  earlier: unknown,
  offered: readonly { code: string }[] | undefined,
): ValueProblem[] {
  if (offered === undefined) return [{ code: 'CODE_TABLE_MISSING', params: { code: table ?? '' } }];
  const kept = new Set(Array.isArray(earlier) ? earlier : [earlier]);
  const chosen = Array.isArray(value) ? value : [value];
  const wrong = chosen.filter((item) => !kept.has(item) && !offered.some((entry) => entry.code === item));
  return wrong.map((item) => ({ code: 'NOT_IN_CODES', params: { value: String(item).slice(0, 60) } }));
}

function checkErrors(
  model: FormModel,
  effects: FormEffects,
  checks: readonly CompiledCheck[],
  deps: FormDeps,
  { data, states }: { data: FormData; states: Record<string, FieldState> },
  context: FormContext,
): FormError[] {
  if (checks.length === 0) return [];
  const usesEntries = effects.usesEntries;
  const scopes = new FormScope(model.definition, deps, context, usesEntries);
  const top = scopes.top(data);
  const now = new Date(context.now);
  const errors: FormError[] = [];
  for (const { check, when, assert } of checks) {
    const { field: fieldId, column: columnId } = splitPattern(check.field);
    const field = model.byId.get(fieldId);
    if (!field) continue;
    const run = (
      path: string,
      target: FieldDefinition,
      value: unknown,
      scope: Record<string, unknown>,
      row?: number,
    ): void => {
      const state = states[path];
      if (!state?.visible || !state.editable || isEmpty(value)) return;
      let overrun = false;
      const mark = (): void => void (overrun = true);
      const applies = when === undefined || when.evaluate(scope, now, mark) === true;
      if (!applies && !overrun) return;
      if (applies && assert.evaluate(scope, now, mark) === true) return;
      const params = { title: target.title, ...(row === undefined ? {} : { row: row + 1 }) };
      if (overrun) {
        // Not decided is not passed; but whoever fills in the form did nothing wrong and is told which check it is.
        errors.push(formError(path, target, { code: 'CHECK_TOO_COSTLY', params: { check: check.message } }, row));
        return;
      }
      const message = fillTemplate(check.message, { ...scope, ...params });
      errors.push({ path, code: check.code ?? 'CHECK', message, params });
    };
    if (columnId === undefined) {
      run(field.name, field.definition, own(data, field.name), top);
      continue;
    }
    const column = field.columns.find((item) => item.id === columnId);
    if (!column || field.definition.type !== 'table') continue;
    const { columns } = field.definition;
    rowsOf(own(data, field.name)).forEach((row, index) => {
      const scope = scopes.row(top, columns, row, index, data);
      run(`${field.name}.${index}.${column.name}`, column.definition, own(row, column.name), scope, index);
    });
  }
  return errors;
}

/** As the form reads: by section and row of the layout, then by table row and column. */
function inOrder(model: FormModel, errors: readonly FormError[]): FormError[] {
  const order = new Map<string, number>();
  const ids = [...model.definition.layout.flatMap((section) => section.rows.flat()), ...model.byId.keys()];
  for (const id of ids) {
    const field = model.byId.get(id);
    if (field && !order.has(field.name)) order.set(field.name, order.size);
  }
  const rank = (error: FormError): [number, number, number] => {
    const [name = '', row, columnName] = error.path.split('.');
    const columns = model.byName.get(name)?.columns ?? [];
    const column = columns.findIndex((item) => item.name === columnName);
    return [order.get(name) ?? order.size, row === undefined ? -1 : Number(row), column];
  };
  return errors
    .map((error, index) => ({ error, rank: [...rank(error), index] }))
    .sort((a, b) => a.rank.reduce((sum, value, index) => sum || value - (b.rank[index] ?? 0), 0))
    .map(({ error }) => error);
}
