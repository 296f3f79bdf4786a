import type { FormField, FormReference, Properties } from '../model.js';
import { attribute, extension, extensionChildren, extensions, nonEmpty, type XmlElement } from '../xml/element.js';
import type { Parser } from './parser.js';

/** Types and validators of form fields the engine knows. `validator` names one of the application's own. */
const TYPES = new Set(['string', 'long', 'date', 'boolean', 'enum']);
const VALIDATORS = new Set(['min', 'max', 'minlength', 'maxlength', 'required', 'readonly', 'validator']);

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
  for (const property of extensions(element, 'formProperty')) checkProperty(property, parser);
  const formRef = reference === undefined ? undefined : parseFormRef(element, reference, parser);
  if (formKey === undefined && formRef === undefined && fields.length === 0) return undefined;
  const formKeyExpression = /[$#]\{/.test(formKey ?? '') ? parser.expression(formKey, element) : undefined;
  return { formKey, formKeyExpression, formRef, fields };
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
  if (type === undefined) parser.error('FORM_FIELD_WITHOUT_TYPE', "form field must have a 'type' attribute", element);
  else checkType(element, type, parser);
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
    constraints: (validation ? extensionChildren(validation, 'constraint') : []).map((constraint) =>
      parseConstraint(constraint, parser),
    ),
  };
}

function checkType(element: XmlElement, type: string, parser: Parser): void {
  if (!TYPES.has(type)) parser.error('FORM_FIELD_TYPE', `unknown type '${type}'`, element);
}

function parseConstraint(element: XmlElement, parser: Parser): FormField['constraints'][number] {
  const name = attribute(element, 'name') ?? '';
  const config = attribute(element, 'config');
  if (!VALIDATORS.has(name)) {
    parser.error('FORM_VALIDATOR', `Cannot find validator implementation for name '${name}'.`, element);
  } else if (name === 'validator' && nonEmpty(config) === undefined) {
    const message =
      'validator configuration needs to provide either a fully qualified classname or an expression resolving to a custom FormFieldValidator implementation.';
    parser.error('FORM_VALIDATOR_CONFIG', message, element);
  }
  return { name, config };
}

const FLAGS = ['required', 'readable', 'writable'];
const FLAG_VALUES = ['on', 'yes', 'true', 'enabled', 'active', 'off', 'no', 'false', 'disabled', 'inactive'];

/** `camunda:formProperty`, the older way to declare a form field. */
function checkProperty(element: XmlElement, parser: Parser): void {
  if (attribute(element, 'id') === undefined) {
    parser.error('FORM_PROPERTY_WITHOUT_ID', "attribute 'id' is required", element);
  }
  const type = attribute(element, 'type');
  if (type !== undefined) checkType(element, type, parser);
  for (const flag of FLAGS) {
    const value = attribute(element, flag);
    if (value === undefined || FLAG_VALUES.includes(value)) continue;
    const message = `attribute '${flag}' must be one of {${FLAG_VALUES.join('|')}}`;
    parser.error('FORM_PROPERTY_FLAG', message, element);
  }
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
