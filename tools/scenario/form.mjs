// Fills in a form as the browser does: defaults and what is there already, over it what the scenario says.
import { localIso } from './values.mjs';

const fieldsOf = (definition) =>
  Object.values(definition.fields).flatMap((field) =>
    field.type === 'table' ? Object.values(field.columns) : [field],
  );

export async function submission(world, person, page, data) {
  const { compileForm } = await import('@anliu/form-model');
  const now = localIso(await world.now());
  for (const field of fieldsOf(page.form.definition)) {
    if (!field.code || world.codes.has(field.code)) continue;
    const { status, body } = await person.request('GET', `/api/codes/${encodeURIComponent(field.code)}`);
    world.codes.set(field.code, status === 200 ? body.items : undefined);
  }
  const form = compileForm(page.form.definition, page.form.view, { codes: (id) => world.codes.get(id) });
  const param = Object.fromEntries(Object.values(page.parameters ?? {}).map(({ id, value }) => [id, value]));
  const context = { now, today: now.slice(0, 10), param, task: {} };
  // What the scenario writes is sent even where a browser would not let one write it: that is how refusals are tried.
  return { ...form.submission({ ...page.data, ...data }, context), ...data };
}
