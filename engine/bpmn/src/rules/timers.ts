import { definitionElement } from '../parse/event-definitions.js';
import { isEventSubProcess, type Member } from '../parse/plan.js';
import { attribute, child } from '../xml/element.js';
import type { Checked } from './checked.js';

/** A cycle is of no use where its first round ends what it belongs to. */
export function checkTimers({ plan, parser }: Checked): void {
  for (const member of plan.members) {
    const position = interrupting(member);
    const definition = definitionElement(member.element);
    const cycle = definition?.local === 'timerEventDefinition' ? child(definition, 'timeCycle') : undefined;
    if (!position || !cycle) continue;
    const message = `It is not recommended to use a ${position} timer event with a time cycle.`;
    parser.warning('TIMER_CYCLE', message, cycle, member.id);
  }
}

function interrupting({ element, scope }: Member): string | undefined {
  if (element.local === 'boundaryEvent' && attribute(element, 'cancelActivity') !== 'false') {
    return 'cancelling boundary';
  }
  const startsEventSubProcess = element.local === 'startEvent' && isEventSubProcess(scope.element);
  if (startsEventSubProcess && attribute(element, 'isInterrupting') !== 'false') return 'interrupting start';
  return undefined;
}
