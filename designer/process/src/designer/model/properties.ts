import type { ProcessModeler } from './modeler.js';
import type { BusinessObject, DiagramElement } from './types.js';

/** What settings of ours begin with in a file. */
export const PREFIX = 'anliu.';

const propertyList = (object: BusinessObject): BusinessObject[] =>
  object.extensionElements?.values.find((value) => value.$type === 'camunda:Properties')?.values ?? [];

/** `anliu.*` settings of an element, without the prefix. */
export function readSettings(object: BusinessObject): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const property of propertyList(object)) {
    if (property.name?.startsWith(PREFIX)) settings[property.name.slice(PREFIX.length)] = property.value ?? '';
  }
  return settings;
}

/** Writes one setting as one undoable change; an empty value removes it. Other properties keep their order. */
export function writeSetting(modeler: ProcessModeler, element: DiagramElement, name: string, value: string): void {
  const moddle = modeler.get('moddle');
  const object = element.businessObject;
  const others = object.extensionElements?.values.filter((entry) => entry.$type !== 'camunda:Properties') ?? [];
  const full = PREFIX + name;
  const before = propertyList(object);
  const list = before
    .filter((property) => property.name !== full || value !== '')
    .map((property) => (property.name === full ? moddle.create('camunda:Property', { name: full, value }) : property));
  if (value !== '' && !before.some((property) => property.name === full)) {
    list.push(moddle.create('camunda:Property', { name: full, value }));
  }
  const properties = moddle.create('camunda:Properties', { values: list });
  const values = list.length ? [...others, properties] : others;
  const extensionElements = values.length ? moddle.create('bpmn:ExtensionElements', { values }) : undefined;
  for (const property of list) property.$parent = properties;
  if (extensionElements) {
    extensionElements.$parent = object;
    for (const entry of values) entry.$parent = extensionElements;
  }
  modeler.get('modeling').updateModdleProperties(element, object, { extensionElements });
}
