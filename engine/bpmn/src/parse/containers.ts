import type { FlowNode, Gateway, SubProcess } from '../model.js';
import { attribute, child, nonEmpty } from '../xml/element.js';
import { parseActivity, parseBase } from './base.js';
import { parseCondition } from './event-definitions.js';
import type { Parser } from './parser.js';
import { isEventSubProcess, isLinkThrow, type Member } from './plan.js';

export function parseGateway(member: Member, parser: Parser): Gateway | undefined {
  const kind = member.element.local;
  switch (kind) {
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
    case 'complexGateway':
      return { kind, ...parseBase(member, kind, false, parser), activationCondition: activationOf(member, parser) };
    case 'eventBasedGateway':
      return { kind, ...parseBase(member, kind, true, parser), activationCondition: undefined };
    default:
      return undefined;
  }
}

function activationOf({ element }: Member, parser: Parser): Gateway['activationCondition'] {
  const condition = element.local === 'complexGateway' ? child(element, 'activationCondition') : undefined;
  return condition && nonEmpty(condition.text) ? parseCondition(condition, parser) : undefined;
}

export function parseSubProcess(member: Member, parser: Parser): FlowNode | undefined {
  const { element, inner } = member;
  if (!inner) return undefined;
  const variant = variantOf(member);
  const activityType = {
    embedded: 'subProcess',
    event: 'subProcess',
    transaction: 'transaction',
    adHoc: 'adHocSubProcess',
  };
  const completion = child(element, 'completionCondition');
  const start = inner.members.find((candidate) => candidate.element.local === 'startEvent');
  return {
    kind: 'subProcess',
    ...parseActivity(member, activityType[variant], true, parser),
    variant,
    startEventId: variant === 'adHoc' ? undefined : start?.id,
    childIds: inner.members.filter((candidate) => !isLinkThrow(candidate)).map((candidate) => candidate.id),
    adHoc:
      variant === 'adHoc'
        ? {
            ordering: attribute(element, 'ordering') === 'Sequential' ? 'Sequential' : 'Parallel',
            completionCondition:
              completion && nonEmpty(completion.text) ? parseCondition(completion, parser) : undefined,
            cancelRemainingInstances: attribute(element, 'cancelRemainingInstances') !== 'false',
          }
        : undefined,
  } satisfies SubProcess;
}

function variantOf({ element }: Member): SubProcess['variant'] {
  if (element.local === 'transaction') return 'transaction';
  if (element.local === 'adHocSubProcess') return 'adHoc';
  return isEventSubProcess(element) ? 'event' : 'embedded';
}
