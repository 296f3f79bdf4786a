import type { DescribedField, DescribedSection } from '../compiled.js';
import type { FormModel, ModelField } from './model.js';

function describeField(field: ModelField): DescribedField {
  const base = { id: field.id, name: field.name, definition: field.definition, access: field.access };
  if (field.definition.type !== 'table') return base;
  const columns = field.columns
    .filter((column) => column.access !== 'hidden')
    .map(({ id, name, definition, access }) => ({ id, name, definition, access }));
  return { ...base, columns, extensible: field.extensible };
}

/** Sections as the layout orders them; a field one may write is never lost because the layout forgot it. */
export function describe(model: FormModel): DescribedSection[] {
  const placed = new Set<string>();
  const shown = (id: string): ModelField[] => {
    const field = model.byId.get(id);
    if (!field || field.access === 'hidden' || placed.has(id)) return [];
    placed.add(id);
    return [field];
  };
  const sections = model.definition.layout.map((section): DescribedSection => ({
    title: section.section,
    ...(section.help === undefined ? {} : { help: section.help }),
    rows: section.rows.map((row) => row.flatMap(shown).map(describeField)).filter((row) => row.length > 0),
  }));
  const forgotten = model.fields.filter(
    (field) => field.writable && field.access !== 'hidden' && !placed.has(field.id),
  );
  if (forgotten.length > 0) sections.push({ title: '其他', rows: forgotten.map((field) => [describeField(field)]) });
  return sections.filter((section) => section.rows.length > 0);
}
