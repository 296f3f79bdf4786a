import { computed, type ComputedRef } from 'vue';
import type { ProcessModeler } from '../model/modeler.js';
import { readSettings, writeSetting } from '../model/properties.js';
import type { BusinessObject, DiagramElement } from '../model/types.js';

/** What every tab of the panel gets. */
export interface PanelProps {
  modeler: ProcessModeler;
  element: DiagramElement;
  revision: number;
}

/** Reads the element anew after every change and writes through the command stack, so that undo works. */
export function useElement(props: PanelProps): {
  object: ComputedRef<BusinessObject>;
  settings: ComputedRef<Record<string, string>>;
  set(name: string, value: string): void;
  update(properties: Record<string, unknown>): void;
  setExpression(property: 'conditionExpression', body: string): void;
} {
  // The business object is a live moddle object and never reactive; the revision tells when to read it again.
  const object = computed(() => (props.revision, { ...props.element.businessObject, ...snapshot(props.element) }));
  const settings = computed(() => (props.revision, readSettings(props.element.businessObject)));
  const modeling = props.modeler.get('modeling');
  return {
    object,
    settings,
    set: (name, value) => writeSetting(props.modeler, props.element, name, value),
    update: (properties) => modeling.updateProperties(props.element, properties),
    setExpression: (property, body) =>
      modeling.updateProperties(props.element, {
        [property]: body ? props.modeler.get('moddle').create('bpmn:FormalExpression', { body }) : undefined,
      }),
  };
}

/** Moddle keeps properties on prototypes and accessors; a spread alone would lose them. */
function snapshot(element: DiagramElement): BusinessObject {
  const object = element.businessObject;
  const taken: Record<string, unknown> = {};
  for (const key of [
    'id',
    '$type',
    'name',
    'topic',
    'formKey',
    'default',
    'outgoing',
    'sourceRef',
    'targetRef',
    'conditionExpression',
    'eventDefinitions',
    'cancelActivity',
    '$parent',
  ] as const) {
    taken[key] = (object as unknown as Record<string, unknown>)[key];
  }
  return taken as unknown as BusinessObject;
}
