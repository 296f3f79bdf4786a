import { isEvent, type Member } from '../parse/plan.js';
import { attribute, child, extension, isTrue, nonEmpty } from '../xml/element.js';
import type { Parser } from '../parse/parser.js';
import type { Checked } from './checked.js';

export function checkGateways({ plan, parser }: Checked): void {
  for (const member of plan.members) {
    if (member.element.local === 'exclusiveGateway') checkExclusive(member, parser);
    else if (member.element.local === 'eventBasedGateway') checkEventBased(member, parser);
  }
}

function checkExclusive({ id, element, outgoing }: Member, parser: Parser): void {
  const gateway = `Exclusive Gateway '${id}'`;
  const hasCondition = (flow: Member['outgoing'][number]) => child(flow.element, 'conditionExpression') !== undefined;
  const only = outgoing[0];
  if (!only) {
    parser.error('EXCLUSIVE_WITHOUT_FLOW', `${gateway} has no outgoing sequence flows.`, element, id);
    return;
  }
  if (outgoing.length === 1) {
    if (!hasCondition(only)) return;
    const message = `${gateway} has only one outgoing sequence flow ('${only.id}'). This is not allowed to have a condition.`;
    parser.error('EXCLUSIVE_SINGLE_CONDITION', message, only.element, id, only.id);
    return;
  }
  const defaultId = nonEmpty(attribute(element, 'default'));
  const contradicting = outgoing.find((flow) => flow.id === defaultId && hasCondition(flow));
  if (contradicting) {
    const message = `${gateway} has outgoing sequence flow '${contradicting.id}' which is the default flow but has a condition too.`;
    parser.error('EXCLUSIVE_DEFAULT_CONDITION', message, contradicting.element, id, contradicting.id);
  }
  const unconditional = outgoing.filter((flow) => flow.id !== defaultId && !hasCondition(flow));
  for (const flow of unconditional) {
    const message = `${gateway} has outgoing sequence flow '${flow.id}' without condition which is not the default flow.`;
    if (defaultId !== undefined || unconditional.length > 1) {
      parser.error('EXCLUSIVE_WITHOUT_CONDITION', message, flow.element, id, flow.id);
    } else {
      const assumed = `${message} We assume it to be the default flow, but it is bad modeling practice, better set the default flow in your model.`;
      parser.warning('EXCLUSIVE_ASSUMED_DEFAULT', assumed, flow.element, id, flow.id);
    }
  }
}

function checkEventBased({ id, element, outgoing }: Member, parser: Parser): void {
  if (isTrue(extension(element, 'asyncAfter'))) {
    parser.error('EVENT_GATEWAY_ASYNC_AFTER', `'asyncAfter' not supported for ${element.local} elements.`, element, id);
  }
  for (const { target } of outgoing) {
    if (target.element.local !== 'intermediateCatchEvent') {
      const message = 'Event based gateway can only be connected to elements of type intermediateCatchEvent';
      parser.error('EVENT_GATEWAY_TARGET', message, element, id, target.id);
    } else if (isEvent(target.element, 'link')) {
      const message = 'IntermediateCatchLinkEvent is not allowed after an EventBasedGateway.';
      parser.error('EVENT_GATEWAY_LINK', message, target.element, id, target.id);
    }
  }
}
