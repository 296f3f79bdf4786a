import { createFeelEvaluation, fromData, parseFeel } from '@anliu/engine-expression';
import { FormScope } from '../expression/scope.js';
import { kindOf, type FieldDefinition } from '../fields/index.js';
import type { FormData, FormDefinition } from '../form.js';

/** An operation on values of types that never go together: `begin_at < "2026"`, `price + title`. */
export interface TypeConflict {
  /** Position in the source, from 0. */
  offset: number;
  types: readonly string[];
}

/** Texts of one expression that are tried as values of text and code fields, so that both branches of a condition are seen. */
const MAX_TRIED_TEXTS = 8;
const AT = { now: '2026-01-05T09:00:00Z', today: '2026-01-05' };

/**
 * Finds operations that can never give anything because of the types of the fields they are about. Tried with values of every type
 * rather than inferred: what it finds is certain, and of a branch no value leads to it says nothing. `table` is the field whose rows
 * the expression is decided for.
 */
export function typeConflicts(
  form: FormDefinition,
  source: string,
  table: FieldDefinition | undefined,
): TypeConflict[] {
  const program = parseFeel(source);
  const found = new Map<number, TypeConflict>();
  const texts = Array.from(source.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, text = '']) => text).slice(0, MAX_TRIED_TEXTS);
  for (const text of [undefined, ...texts]) {
    for (const answer of [true, false]) {
      const values = sampleScope(form, table, text, answer);
      const evaluation = createFeelEvaluation({
        now: new Date(AT.now),
        onWarning: ({ offset = 0, types }) => {
          // What is null may be of any type.
          if (types && !types.includes('null')) found.set(offset, { offset, types });
        },
      });
      try {
        program.evaluate(
          { get: (name) => (Object.hasOwn(values, name) ? fromData(values[name], { isoDates: true }) : undefined) },
          evaluation,
        );
      } catch {
        // What costs too much with sample values says nothing about types.
      }
    }
  }
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

function sampleScope(
  form: FormDefinition,
  table: FieldDefinition | undefined,
  text: string | undefined,
  answer: boolean,
): Record<string, unknown> {
  const sample = (field: FieldDefinition): unknown => {
    if (field.type === 'boolean') return answer;
    const isText = field.type === 'code' || field.type === 'text' || field.type === 'textarea';
    return isText && text !== undefined && text !== '' ? text : kindOf(field).sample(field);
  };
  const named = (fields: Readonly<Record<string, FieldDefinition>>): FormData =>
    Object.fromEntries(Object.values(fields).map((field) => [field.name, sample(field)]));
  const data = named(form.fields);
  const scopes = new FormScope(form, {}, { ...AT }, false);
  const top = scopes.top(data);
  return table?.type === 'table' ? scopes.row(top, table.columns, named(table.columns), 0, data) : top;
}
