import { children } from '../xml/element.js';
import type { Checked } from './index.js';

/** Combinations that BPMN's schema allows and no engine can run. */
export function checkActivities({ plan, parser }: Checked): void {
  for (const { id, element } of plan.members) {
    const markers = [
      ...children(element, 'multiInstanceLoopCharacteristics'),
      ...children(element, 'standardLoopCharacteristics'),
    ];
    if (markers.length > 1) {
      parser.error('LOOP_MARKERS', `The activity '${id}' has more than one loop marker`, markers[1]!, id);
    }
  }
}
