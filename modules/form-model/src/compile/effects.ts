import type { FormDefinition } from '../form.js';
import { compileExpression, type Feel } from '../expression/feel.js';
import type { FormModel, ModelColumn, ModelField } from './model.js';
import { splitPattern } from '../names.js';

/** A `set` of a rule, or a computed value (`when` absent). */
export interface Assignment {
  readonly when: Feel | undefined;
  readonly value: Feel;
  /** Something it reads is hidden in this view: only the server, which has everything, may apply it. */
  readonly needsHidden: boolean;
  /** Something it reads, or its target, can be written in this view; otherwise the stored value stands. */
  readonly alive: boolean;
}

/** Everything rules say about one field or column, in order of definition. */
export interface Effects {
  readonly show: readonly Feel[];
  readonly hide: readonly Feel[];
  readonly require: readonly Feel[];
  readonly readonly: readonly Feel[];
  readonly assignments: readonly Assignment[];
}

const NO_EFFECTS: Effects = { show: [], hide: [], require: [], readonly: [], assignments: [] };

export interface FormEffects {
  of(pattern: string): Effects;
  /** Some expression reads the row of a code table. */
  readonly usesEntries: boolean;
}

const KINDS = ['show', 'hide', 'require', 'readonly'] as const;

/** Compiles rules and computed values for one view. @throws ExpressionSyntaxError */
export function effectsOf(model: FormModel): FormEffects {
  const { definition } = model;
  const all: (ModelField | ModelColumn)[] = model.fields.flatMap((field) => [field, ...field.columns]);
  const named = (test: (field: ModelField | ModelColumn) => boolean): Set<string> =>
    new Set(all.filter(test).map((field) => field.name));
  const hidden = named((field) => field.access === 'hidden');
  // A name may be used by a column and a field; it counts as hidden only if no bearer of it can be seen.
  for (const name of named((field) => field.access !== 'hidden')) hidden.delete(name);
  const writable = named((field) => field.writable);
  const mentionsAny = (feels: readonly Feel[], names: ReadonlySet<string>): boolean =>
    feels.some((feel) => [...feel.mentions].some((word) => names.has(word.replace(/_entry$/, '')) || names.has(word)));

  const table = new Map<string, { -readonly [K in keyof Effects]: Effects[K][number][] }>();
  const at = (pattern: string) => {
    const entry = table.get(pattern) ?? { show: [], hide: [], require: [], readonly: [], assignments: [] };
    table.set(pattern, entry);
    return entry;
  };
  const isWritable = (pattern: string): boolean => {
    const { field, column } = splitPattern(pattern);
    const found = model.byId.get(field);
    return (column === undefined ? found : found?.columns.find((item) => item.id === column))?.writable ?? false;
  };
  const assign = (target: string, when: Feel | undefined, source: string): void => {
    const value = compileExpression(source);
    const feels = when ? [when, value] : [value];
    at(target).assignments.push({
      when,
      value,
      needsHidden: mentionsAny(feels, hidden),
      alive: isWritable(target) || mentionsAny(feels, writable),
    });
  };

  for (const rule of definition.rules ?? []) {
    const when = compileExpression(rule.when);
    for (const kind of KINDS) for (const target of rule[kind] ?? []) at(target)[kind].push(when);
    for (const [target, source] of Object.entries(rule.set ?? {})) assign(target, when, source);
  }
  for (const [target, source] of Object.entries(definition.compute ?? {})) assign(target, undefined, source);
  return { of: (pattern) => table.get(pattern) ?? NO_EFFECTS, usesEntries: usesEntries(definition) };
}

function usesEntries(definition: FormDefinition): boolean {
  const texts = [
    ...(definition.rules ?? []).flatMap((rule) => [rule.when, ...Object.values(rule.set ?? {})]),
    ...Object.values(definition.compute ?? {}),
    ...(definition.checks ?? []).flatMap((check) => [check.assert, check.when ?? '']),
  ];
  return texts.some((text) => text.includes('_entry'));
}
