import { idOf, nonEmpty, attribute, children } from '../xml/element.js';
import { BPMN_NAMESPACE } from '../xml/names.js';
import type { Checked } from './checked.js';

/** Flow nodes BPMN allows in a process and no engine runs. Sequence flows to them lead nowhere and are refused. */
const UNSUPPORTED = new Set(['choreographyTask', 'callChoreography', 'subChoreography', 'implicitThrowEvent', 'event']);

export function checkUnsupported({ plan, parser }: Checked): void {
  for (const { element: scope } of plan.scopes) {
    for (const element of scope.children) {
      if (element.uri !== BPMN_NAMESPACE || !UNSUPPORTED.has(element.local)) continue;
      parser.warning('ACTIVITY_UNSUPPORTED', `Ignoring unsupported activity type '${element.local}'`, element);
    }
  }
  for (const { id, element } of plan.members) {
    if (element.local !== 'userTask') continue;
    for (const property of children(element, 'property')) {
      if (nonEmpty(idOf(property)) !== undefined || attribute(property, 'name') !== undefined) continue;
      const message = `Invalid property usage on line ${property.line}: no id or name specified.`;
      parser.error('PROPERTY_WITHOUT_NAME', message, property, id);
    }
  }
}
