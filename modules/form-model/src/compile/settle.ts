import type { Evaluation, FieldState, FormContext, FormDeps } from '../compiled.js';
import type { FormData } from '../form.js';
import { MAX_PASSES } from '../limits.js';
import { FormScope } from '../expression/scope.js';
import { own, sameValue } from '../values/empty.js';
import { valueFromExpression } from '../fields/check.js';
import type { Assignment, Effects, FormEffects } from './effects.js';
import type { FormModel, ModelColumn, ModelField } from './model.js';
import { rowsOf } from './rows.js';

type States = Record<string, FieldState>;

/**
 * `view`: only what the view shows is known, as in a browser; it decides the states.
 * `whole`: all values are known, as on the server when it stores; only computed and rule-given values matter then.
 */
export type Knowledge = 'view' | 'whole';

/**
 * Applies rules and computed values until nothing changes any more (at most `MAX_PASSES` rounds).
 * Values given by rules are assignments: they stay when the rule no longer holds, as if they had been typed.
 * Values of writable fields that a rule hides are left out of what other expressions see, and of the result.
 */
export function settle(
  model: FormModel,
  effects: FormEffects,
  deps: FormDeps,
  data: FormData,
  context: FormContext,
  knowledge: Knowledge,
): Evaluation {
  const scopes = new FormScope(model.definition, deps, context, effects.usesEntries);
  const now = new Date(context.now);
  let working = copyOf(model, data);
  let seen = working;
  let states: States = {};
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = onePass(model, effects, scopes, seen, working, now, knowledge);
    const nextSeen = knowledge === 'whole' ? next.working : withoutHidden(model, next.working, next.states);
    const settled = sameStates(states, next.states) && sameValue(seen, nextSeen);
    states = next.states;
    working = next.working;
    seen = nextSeen;
    if (settled) break;
  }
  return { data: seen, states };
}

interface Pass {
  working: FormData;
  states: States;
}

function onePass(
  model: FormModel,
  effects: FormEffects,
  scopes: FormScope,
  seen: FormData,
  previous: FormData,
  now: Date,
  knowledge: Knowledge,
): Pass {
  const top = scopes.top(seen);
  const working: FormData = { ...previous };
  const states: States = {};
  const decide = (
    field: ModelField | ModelColumn,
    said: Effects,
    path: string,
    scope: Record<string, unknown>,
    target: FormData,
  ): void => {
    const holds = (feel: { evaluate(values: Record<string, unknown>, now: Date): unknown }): boolean =>
      feel.evaluate(scope, now) === true;
    const given = said.assignments.findLast(
      (item) => applies(item, knowledge, own(target, field.name)) && (item.when === undefined || holds(item.when)),
    );
    if (given) {
      const value = valueFromExpression(field.definition, given.value.evaluate(scope, now));
      if (value === null) delete target[field.name];
      else target[field.name] = value;
    }
    const visible =
      field.access !== 'hidden' && (said.show.length === 0 || said.show.some(holds)) && !said.hide.some(holds);
    const canWrite = 'extensible' in field && field.definition.type === 'table' ? field.extensible : field.writable;
    const editable = visible && canWrite && given === undefined && !said.readonly.some(holds);
    const asked =
      field.access === 'required' ||
      field.definition.required === true ||
      (said.require.length > 0 && said.require.some(holds));
    states[path] = { visible, editable, required: editable && asked };
  };

  for (const field of model.fields) {
    if (field.definition.type === 'table') {
      const { columns } = field.definition;
      const rows = rowsOf(own(working, field.name)).map((row) => ({ ...row }));
      const seenRows = rowsOf(own(seen, field.name));
      rows.forEach((row, index) => {
        const scope = scopes.row(top, columns, seenRows[index] ?? row, index, seen);
        for (const column of field.columns) {
          decide(column, effects.of(`${field.id}.*.${column.id}`), `${field.name}.${index}.${column.name}`, scope, row);
        }
      });
      if (own(working, field.name) !== undefined) working[field.name] = rows;
    }
    decide(field, effects.of(field.id), field.name, top, working);
  }
  maskCells(model, states);
  return { working, states };
}

/** The stored value stands where nothing this view can write matters to it. */
function applies(item: Assignment, knowledge: Knowledge, current: unknown): boolean {
  if (knowledge === 'view' && item.needsHidden) return false;
  return item.alive || current === undefined;
}

/** Cells of a table that is hidden are hidden; cells of one that rules make read-only are read-only. */
function maskCells(model: FormModel, states: States): void {
  for (const field of model.fields) {
    if (field.definition.type !== 'table') continue;
    const state = states[field.name];
    if (!state || (state.visible && (state.editable || !field.extensible))) continue;
    for (const path of Object.keys(states)) {
      if (!path.startsWith(`${field.name}.`)) continue;
      const cell = states[path];
      if (cell) states[path] = { visible: state.visible && cell.visible, editable: false, required: false };
    }
  }
}

const isHiddenByRule = (field: ModelField | ModelColumn, state: FieldState | undefined): boolean =>
  field.writable && field.access !== 'hidden' && state?.visible === false;

/** Without the values that rules hide and that this view may write. */
export function withoutHidden(model: FormModel, data: FormData, states: States): FormData {
  const result: FormData = { ...data };
  for (const field of model.fields) {
    if (isHiddenByRule(field, states[field.name])) delete result[field.name];
    else if (field.columns.length > 0 && own(result, field.name) !== undefined) {
      result[field.name] = rowsOf(result[field.name]).map((row, index) => {
        const kept: FormData = { ...row };
        for (const column of field.columns) {
          if (isHiddenByRule(column, states[`${field.name}.${index}.${column.name}`])) delete kept[column.name];
        }
        return kept;
      });
    }
  }
  return result;
}

function copyOf(model: FormModel, data: FormData): FormData {
  const copy: FormData = {};
  for (const field of model.fields) {
    const value = own(data, field.name);
    if (value === undefined) continue;
    copy[field.name] = field.definition.type === 'table' ? rowsOf(value).map((row) => ({ ...row })) : value;
  }
  return copy;
}

function sameStates(a: States, b: States): boolean {
  const keys = Object.keys(b);
  if (keys.length !== Object.keys(a).length) return false;
  return keys.every((key) => {
    const [x, y] = [a[key], b[key]];
    return x?.visible === y?.visible && x?.editable === y?.editable && x?.required === y?.required;
  });
}
