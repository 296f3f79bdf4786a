import type { BoundaryEvent, EventDefinition, FlowNode, ProcessModel } from '../model.js';
import { isEventSubProcess, multiInstanceElement, type Member, type Plan } from '../parse/plan.js';
import type { Parser } from '../parse/parser.js';
import type { Checked } from './checked.js';

interface Subscription {
  readonly member: Member;
  readonly event: EventDefinition;
  readonly isBoundary: boolean;
  /** Starts a process. Such a subscription belongs to the definition, not to a running instance. */
  readonly isProcessStart: boolean;
}

/** What one scope listens for must be tellable apart. */
export function checkSubscriptions({ model, plan, parser }: Checked): void {
  for (const [scopeId, subscriptions] of subscriptionsByScope(model, plan)) {
    checkNames(scopeId, subscriptions, parser);
    checkConditions(subscriptions, parser);
    checkEscalations(subscriptions, parser);
  }
}

/** Boundary events listen on their activity, event sub-processes on the scope around them, catch events on themselves. */
function subscriptionsByScope(model: ProcessModel, plan: Plan): Map<string, Subscription[]> {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const scopes = new Map<string, Subscription[]>();
  const add = (scopeId: string, member: Member, isBoundary: boolean) => {
    const event = eventOf(nodes.get(member.id));
    if (!event) return;
    const known = scopes.get(scopeId);
    const isProcessStart = member.element.local === 'startEvent' && !member.scope.owner;
    const subscription = { member, event, isBoundary, isProcessStart };
    if (known) known.push(subscription);
    else scopes.set(scopeId, [subscription]);
  };
  for (const member of plan.members) {
    for (const boundary of member.boundaries)
      add(multiInstanceElement(member) ? `${member.id}#body` : member.id, boundary, true);
    const { element, scope } = member;
    if (element.local === 'startEvent' && scope.owner && isEventSubProcess(scope.element))
      add(scope.owner.scope.id, member, false);
    else if (element.local === 'startEvent' && !scope.owner) add(scope.id, member, false);
    else if (element.local === 'intermediateCatchEvent') add(member.eventGateway?.id ?? member.id, member, false);
  }
  return scopes;
}

function eventOf(node: FlowNode | undefined): EventDefinition | undefined {
  return node && 'event' in node ? (node as BoundaryEvent).event : undefined;
}

function checkNames(scopeId: string, subscriptions: readonly Subscription[], parser: Parser): void {
  const seen = new Set<string>();
  for (const { member, event, isProcessStart } of subscriptions) {
    if (event.kind !== 'message' && event.kind !== 'signal') continue;
    const name = event.name?.source ?? '';
    const key = `${isProcessStart} ${event.kind} ${name}`;
    if (seen.has(key)) {
      const message = `Cannot have more than one ${event.kind} event subscription with name '${name}' for scope '${scopeId}'`;
      parser.error('SUBSCRIPTION_DUPLICATE', message, member.element, member.id);
    }
    seen.add(key);
  }
}

/** Only for starting a process: inside an instance, events may share a condition. */
function checkConditions(subscriptions: readonly Subscription[], parser: Parser): void {
  const seen = new Set<string>();
  for (const { member, event, isProcessStart } of subscriptions) {
    if (event.kind !== 'conditional' || !isProcessStart) continue;
    const condition = event.condition.source;
    if (seen.has(condition)) {
      const message = `Cannot have more than one conditional event subscription with the same condition '${condition}'`;
      parser.error('SUBSCRIPTION_DUPLICATE_CONDITION', message, member.element, member.id);
    }
    seen.add(condition);
  }
}

function checkEscalations(subscriptions: readonly Subscription[], parser: Parser): void {
  for (const isBoundary of [true, false]) {
    const place = isBoundary ? 'boundary event' : 'event subprocess';
    const here = subscriptions.filter((one) => one.isBoundary === isBoundary && one.event.kind === 'escalation');
    const codes = new Set<string | undefined>();
    for (const { member, event } of here) {
      const code = event.kind === 'escalation' ? event.code : undefined;
      const message = conflict(codes, code, place);
      if (message) parser.error('ESCALATION_CONFLICT', message, member.element, member.id);
      codes.add(code);
    }
  }
}

function conflict(codes: ReadonlySet<string | undefined>, code: string | undefined, place: string): string | undefined {
  const catchAll = `An escalation ${place} without escalation code catch all escalation events.`;
  if (code === undefined && codes.has(undefined)) {
    return `The same scope can not contains more than one escalation ${place} without escalation code. ${catchAll}`;
  }
  if (codes.size > 0 && (code === undefined || codes.has(undefined))) {
    return `The same scope can not contains an escalation ${place} without escalation code and another one with escalation code. ${catchAll}`;
  }
  if (code !== undefined && codes.has(code)) {
    return `multiple escalation ${place}s with the same escalationCode '${code}' are not supported on same scope`;
  }
  return undefined;
}
