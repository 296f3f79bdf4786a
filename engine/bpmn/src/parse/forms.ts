import type { FormField, FormReference, Properties } from '../model.js';
import { attribute, extension, extensionChildren, extensions, nonEmpty, type XmlElement } from '../xml/element.js';
import type { Parser } from './parser.js';

const BINDINGS = ['deployment', 'latest', 'version'] as const;

/** Form key, form reference and generated form fields of a user task or start event. */
export function parseForm(element: XmlElement, parser: Parser): FormReference | undefined {
  const formKey = nonEmpty(extension(element, 'formKey') ?? extension(element, 'formHandlerClass'));
  const reference = nonEmpty(extension(element, 'formRef'));
  if (formKey !== undefined && reference !== undefined) {
    const message = 'Invalid element definition: only one of the attributes formKey and formRef is allowed.';
    parser.error('FORM_KEY_AND_REF', message, element);
  }
  const fields = extensions(element, 'formData').flatMap((data) => [
    ...extensionChildren(data, 'formField').map((field) => parseField(field, parser)),
  ]);
  const formRef = reference === undefined ? undefined : parseFormRef(element, reference, parser);
  if (formKey === undefined && formRef === undefined && fields.length === 0) return undefined;
  return { formKey, formRef, fields };
}

function parseFormRef(element: XmlElement, reference: string, parser: Parser): FormReference['formRef'] {
  const text = nonEmpty(extension(element, 'formRefBinding'));
  const binding = BINDINGS.find((known) => known === text);
  const version = nonEmpty(extension(element, 'formRefVersion'));
  if (!binding) {
    const message = `Invalid element definition: value for formRefBinding attribute has to be one of [${BINDINGS.join(', ')}] but was ${text ?? 'null'}`;
    parser.error('FORM_REF_BINDING', message, element);
  }
  return {
    key: parser.requiredExpression(reference.trim(), element),
    binding: binding ?? 'latest',
    version: parser.nonEmptyExpression(version, element),
  };
}

function parseField(element: XmlElement, parser: Parser): FormField {
  const id = nonEmpty(attribute(element, 'id'));
  const type = nonEmpty(attribute(element, 'type'));
  if (id === undefined)
    parser.error(
      'FORM_FIELD_WITHOUT_ID',
      'attribute id must be set for FormFieldGroup and must have a non-empty value',
      element,
    );
  if (type === undefined)
    parser.error('FORM_FIELD_WITHOUT_TYPE', `form property '${id ?? ''}' must have a type`, element);
  const validation = extensionChildren(element, 'validation')[0];
  return {
    id: id ?? '',
    label: attribute(element, 'label'),
    type,
    datePattern: attribute(element, 'datePattern'),
    defaultValue: parser.nonEmptyExpression(attribute(element, 'defaultValue'), element),
    properties: parseProperties(element, extensionChildren(element, 'properties'), parser),
    values: extensionChildren(element, 'value').map((value) => ({
      id: attribute(value, 'id') ?? '',
      name: attribute(value, 'name'),
    })),
    constraints: (validation ? extensionChildren(validation, 'constraint') : []).map((constraint) => ({
      name: attribute(constraint, 'name') ?? '',
      config: attribute(constraint, 'config'),
    })),
  };
}

/** `camunda:properties`: name and value pairs, the last of equal names winning. Form fields key theirs by id. */
export function parseProperties(_owner: XmlElement, holders: readonly XmlElement[], _parser: Parser): Properties {
  const entries = holders.flatMap((holder) =>
    extensionChildren(holder, 'property').flatMap((property): [string, string][] => {
      const key = nonEmpty(attribute(property, 'name') ?? attribute(property, 'id'));
      return key === undefined ? [] : [[key, attribute(property, 'value') ?? '']];
    }),
  );
  return Object.freeze(Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(entries)));
}
