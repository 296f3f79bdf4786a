import type { FormField } from '@anliu/engine-bpmn';
import type { VariableMap } from '@anliu/engine-protocol';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const attributes = (values: Readonly<Record<string, string | true | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(value as string)}"`))
    .join('');

const TYPES: Readonly<Record<string, string>> = { long: 'Long', boolean: 'Boolean', date: 'Date' };
/** Constraints that are attributes of the input as they are. */
const BOUNDS = ['min', 'max', 'minlength', 'maxlength'] as const;

function fieldHtml(field: FormField, value: unknown): string {
  const constraint = (name: string) => field.constraints.find((one) => one.name === name);
  const common = {
    'cam-variable-name': field.id,
    'cam-variable-type': TYPES[field.type ?? ''] ?? 'String',
    name: field.id,
    class: 'form-control',
    required: constraint('required') ? (true as const) : undefined,
    readonly: constraint('readonly') ? (true as const) : undefined,
    ...Object.fromEntries(BOUNDS.map((name) => [name, constraint(name)?.config])),
  };
  const shown = value === null || value === undefined ? undefined : String(value);
  const label = `<label for="${escaped(field.id)}">${escaped(field.label ?? field.id)}</label>`;
  if (field.type === 'enum') {
    const choices = field.values.map(
      ({ id, name }) =>
        `<option${attributes({ value: id, selected: id === shown ? true : undefined })}>${escaped(name ?? id)}</option>`,
    );
    return `<div class="form-group">${label}<select${attributes(common)}>${choices.join('')}</select></div>`;
  }
  if (field.type === 'boolean')
    return `<div class="form-group"><input${attributes({ type: 'checkbox', ...common, checked: shown === 'true' ? true : undefined })}/>${label}</div>`;
  return `<div class="form-group">${label}<input${attributes({ type: field.type === 'long' ? 'number' : 'text', ...common, value: shown })}/></div>`;
}

/** The declared form fields as an HTML form that clients with Camunda's form kit bind by `cam-variable-*`. */
export const renderedForm = (fields: readonly FormField[], values: VariableMap): string =>
  `<form name="generatedForm" role="form">${fields.map((field) => fieldHtml(field, values[field.id]?.value)).join('')}</form>`;
