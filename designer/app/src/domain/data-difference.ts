import type { FormDefinition } from '@anliu/form-model';

export interface Difference {
  /** Data key of the field. */
  name: string;
  title: string;
  /** What the screen was opened with, what stands in the case now, what was typed here; `mine` is undefined when nothing was. */
  before: unknown;
  theirs: unknown;
  mine: unknown;
  /** Changed on both sides: somebody has to decide. */
  conflict: boolean;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const titles = (definition: FormDefinition): Map<string, string> => {
  const fields = Object.values(
    (definition as { fields?: Record<string, { name: string; title?: string }> }).fields ?? {},
  );
  return new Map(fields.map((field) => [field.name, field.title ?? field.name]));
};

/** What others changed since this screen was opened, field by field, beside what was typed here. */
export function differences(
  definition: FormDefinition,
  before: Record<string, unknown>,
  theirs: Record<string, unknown>,
  mine: Record<string, unknown>,
): Difference[] {
  const titleOf = titles(definition);
  const names = [...new Set([...Object.keys(before), ...Object.keys(theirs)])];
  return names
    .filter((name) => !same(before[name], theirs[name]))
    .map((name) => ({
      name,
      title: titleOf.get(name) ?? name,
      before: before[name],
      theirs: theirs[name],
      mine: same(mine[name], before[name]) ? undefined : mine[name],
      conflict: !same(mine[name], before[name]) && !same(mine[name], theirs[name]),
    }));
}

/** What was typed here and nothing else: read fields belong to the case, which may move on while somebody types. */
export function typed(before: Record<string, unknown>, mine: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(mine).filter(([name, value]) => !same(value, before[name])));
}

/** Puts what was typed here on top of what stands in the case now; untouched fields follow the case. */
export function rebase(
  before: Record<string, unknown>,
  theirs: Record<string, unknown>,
  mine: Record<string, unknown>,
): Record<string, unknown> {
  return { ...theirs, ...typed(before, mine) };
}
