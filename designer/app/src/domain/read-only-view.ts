import type { FormDefinition } from '@anliu/form-model';

/** The same form with nothing to write in one of its views: what may be seen stays, what was hidden stays hidden. */
export function readOnlyView(definition: FormDefinition, view: string): FormDefinition {
  const patterns = definition.views[view] ?? {};
  const read = Object.fromEntries(
    Object.entries(patterns).map(([field, access]) => [field, access === 'hidden' ? 'hidden' : 'read'] as const),
  );
  return { ...definition, views: { ...definition.views, [view]: read } };
}
