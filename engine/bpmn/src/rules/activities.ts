import { definitionElements } from '../parse/event-definitions.js';
import { children } from '../xml/element.js';
import type { Checked } from './checked.js';

/** Combinations that BPMN's schema allows and no engine can run. */
export function checkActivities({ plan, parser }: Checked): void {
  for (const { id, element } of plan.members) {
    const second = definitionElements(element)[1];
    if (second) {
      const message = `The event '${id}' has more than one event definition; '${second.local}' is ignored`;
      parser.warning('EVENT_DEFINITIONS', message, second, id);
    }
    const markers = [
      ...children(element, 'multiInstanceLoopCharacteristics'),
      ...children(element, 'standardLoopCharacteristics'),
    ];
    if (markers.length > 1) {
      parser.error('LOOP_MARKERS', `The activity '${id}' has more than one loop marker`, markers[1]!, id);
    }
  }
}
