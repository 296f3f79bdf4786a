import { isEvent, isEventSubProcess, type Member } from '../parse/plan.js';
import { attribute, extension, idOf, isTrue, nonEmpty } from '../xml/element.js';
import type { Checked } from './checked.js';

/** Elements that sequence flows must not touch. */
export function checkSequenceFlows({ plan, parser }: Checked): void {
  for (const { id, element, source, target } of plan.flows) {
    const refuse = (code: string, message: string, ...others: Member[]) =>
      parser.error(code, message, element, id, ...others.map((other) => other.id));
    if (nonEmpty(idOf(element)) === undefined && isTrue(extension(source.element, 'asyncAfter'))) {
      const message = `Sequence flow with sourceRef='${source.id}' must have an id, activity with id '${source.id}' uses 'asyncAfter'.`;
      parser.error('FLOW_WITHOUT_ID', message, element, source.id);
    }
    if (isEventSubProcess(source.element)) {
      refuse('FLOW_EVENT_SUB_PROCESS', 'Invalid outgoing sequence flow of event subprocess', source);
    }
    if (isEventSubProcess(target.element)) {
      refuse('FLOW_EVENT_SUB_PROCESS', 'Invalid incoming sequence flow of event subprocess', target);
    }
    for (const [member, side] of [
      [source, 'outgoing'],
      [target, 'incoming'],
    ] as const) {
      if (!isTrue(attribute(member.element, 'isForCompensation'))) continue;
      const message = `Invalid ${side} sequence flow of compensation activity '${member.id}'. A compensation activity should not have an incoming or outgoing sequence flow.`;
      refuse('FLOW_COMPENSATION_HANDLER', message, member);
    }
    if (source.element.local === 'boundaryEvent' && isEvent(source.element, 'compensate')) {
      const message = `Invalid outgoing sequence flow of compensation boundary event '${source.id}': connect the handler by an association.`;
      refuse('FLOW_COMPENSATION_BOUNDARY', message, source);
    }
    const gateway = target.eventGateway;
    if (gateway && gateway !== source) {
      const message = `Invalid incoming sequenceflow for intermediateCatchEvent with id '${target.id}' connected to an event-based gateway.`;
      refuse('FLOW_AFTER_EVENT_GATEWAY', message, target);
    }
    if (target.element.local === 'startEvent') {
      parser.warning(
        'FLOW_INTO_START',
        `Sequence flow '${id}' leads into start event '${target.id}'`,
        element,
        id,
        target.id,
      );
    }
    if (source.element.local === 'endEvent') {
      parser.warning(
        'FLOW_OUT_OF_END',
        `Sequence flow '${id}' leaves end event '${source.id}'`,
        element,
        id,
        source.id,
      );
    }
  }
}
