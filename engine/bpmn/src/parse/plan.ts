import { attribute, child, children, idOf, isTrue, nonEmpty, type XmlElement } from '../xml/element.js';
import { BPMN_NAMESPACE } from '../xml/names.js';
import { definitionElement } from './event-definitions.js';
import type { Parser } from './parser.js';
import { localReference } from './references.js';

/** A flow node found in the text, before it is built. */
export interface Member {
  readonly id: string;
  readonly element: XmlElement;
  readonly scope: Scope;
  /** Ids of boundary events attached to this activity, in document order, all kinds. */
  readonly boundaries: Member[];
  readonly incoming: Flow[];
  readonly outgoing: Flow[];
  /** The event-based gateway before a catching event or receive task. */
  eventGateway: Member | undefined;
  /** The scope a sub-process opens. */
  inner: Scope | undefined;
  /** Of a compensation boundary event: the handler it is associated with. */
  handler: Member | undefined;
}

export interface Flow {
  readonly id: string;
  readonly element: XmlElement;
  readonly source: Member;
  target: Member;
}

export interface Scope {
  /** The process key or the sub-process id. */
  readonly id: string;
  readonly element: XmlElement;
  readonly owner: Member | undefined;
  readonly members: Member[];
}

/** Everything of one process, connected: what the builders and the rules look things up in. */
export interface Plan {
  readonly process: Scope;
  readonly scopes: readonly Scope[];
  /** All members of all levels in document order. */
  readonly members: readonly Member[];
  readonly byId: ReadonlyMap<string, Member>;
  readonly flows: readonly Flow[];
}

const FLOW_NODES = new Set([
  'task',
  'manualTask',
  'userTask',
  'serviceTask',
  'sendTask',
  'businessRuleTask',
  'scriptTask',
  'receiveTask',
  'callActivity',
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'eventBasedGateway',
  'complexGateway',
  'startEvent',
  'endEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'boundaryEvent',
]);
const CONTAINERS: ReadonlySet<string> = new Set(['subProcess', 'transaction', 'adHocSubProcess']);

export const isEventSubProcess = (element: XmlElement): boolean =>
  element.local === 'subProcess' && isTrue(attribute(element, 'triggeredByEvent'));

/** Whether an event has a definition of this kind, e.g. `isEvent(element, 'link')`. */
export const isEvent = (element: XmlElement, kind: string): boolean =>
  definitionElement(element)?.local === `${kind}EventDefinition`;

export function planProcess(element: XmlElement, key: string, parser: Parser): Plan {
  const scopes: Scope[] = [];
  const members: Member[] = [];
  const process = openScope(element, key, undefined, { scopes, members }, parser);
  const byId = new Map(members.map((member) => [member.id, member]));
  const flows = scopes.flatMap((scope) => connect(scope, parser));
  for (const scope of scopes) {
    attachBoundaries(scope, parser);
    rewireLinks(scope, parser);
    placeAfterGateways(scope);
    associate(scope, byId, parser);
  }
  return { process, scopes, members, byId, flows };
}

function openScope(
  element: XmlElement,
  id: string,
  owner: Member | undefined,
  into: { scopes: Scope[]; members: Member[] },
  parser: Parser,
): Scope {
  const scope: Scope = { id, element, owner, members: [] };
  into.scopes.push(scope);
  for (const candidate of element.children) {
    if (candidate.uri !== BPMN_NAMESPACE || !FLOW_NODES.has(candidate.local)) continue;
    const memberId = nonEmpty(idOf(candidate));
    if (memberId === undefined) {
      parser.error('ELEMENT_WITHOUT_ID', `The element '${candidate.local}' has no id`, candidate);
      continue;
    }
    const member: Member = {
      id: memberId,
      element: candidate,
      scope,
      boundaries: [],
      incoming: [],
      outgoing: [],
      eventGateway: undefined,
      inner: undefined,
      handler: undefined,
    };
    scope.members.push(member);
    into.members.push(member);
    if (CONTAINERS.has(candidate.local)) member.inner = openScope(candidate, memberId, member, into, parser);
  }
  return scope;
}

function connect(scope: Scope, parser: Parser): Flow[] {
  const here = new Map(scope.members.map((member) => [member.id, member]));
  return children(scope.element, 'sequenceFlow').flatMap((element, index) => {
    const id = nonEmpty(idOf(element)) ?? `${scope.id}_flow_${index + 1}`;
    const sourceRef = attribute(element, 'sourceRef') ?? '';
    const targetRef = attribute(element, 'targetRef') ?? '';
    const [source, target] = [here.get(sourceRef), here.get(targetRef)];
    if (!source)
      parser.error('FLOW_SOURCE', `Invalid source '${sourceRef}' of sequence flow '${id}'`, element, id, sourceRef);
    if (!target)
      parser.error(
        'FLOW_TARGET',
        `Invalid destination '${targetRef}' of sequence flow '${id}'`,
        element,
        id,
        targetRef,
      );
    if (!source || !target) return [];
    const flow: Flow = { id, element, source, target };
    source.outgoing.push(flow);
    target.incoming.push(flow);
    return [flow];
  });
}

function attachBoundaries(scope: Scope, parser: Parser): void {
  const here = new Map(scope.members.map((member) => [member.id, member]));
  for (const member of scope.members.filter(({ element }) => element.local === 'boundaryEvent')) {
    const reference = nonEmpty(attribute(member.element, 'attachedToRef'));
    if (reference === undefined) {
      const message = 'AttachedToRef is required when using a timerEventDefinition';
      parser.error('BOUNDARY_WITHOUT_ACTIVITY', message, member.element, member.id);
      continue;
    }
    const activity = here.get(reference);
    if (activity) activity.boundaries.push(member);
    else {
      const message =
        'Invalid reference in boundary event. Make sure that the referenced activity is defined in the same scope as the boundary event';
      parser.error('BOUNDARY_UNKNOWN_ACTIVITY', message, member.element, member.id);
    }
  }
}

/** Flows into a link throw event go to the catch event of the same name in the same scope. */
function rewireLinks(scope: Scope, parser: Parser): void {
  const targets = new Map<string, Member>();
  for (const member of scope.members) {
    if (member.element.local !== 'intermediateCatchEvent' || !isEvent(member.element, 'link')) continue;
    const name = linkName(member);
    if (name === '') {
      parser.error('LINK_WITHOUT_NAME', `The link event '${member.id}' has no link name`, member.element, member.id);
    } else if (targets.has(name)) {
      const message = `Multiple Intermediate Catch Events with the same link event name ('${name}') are not allowed.`;
      parser.error('LINK_DUPLICATE_TARGET', message, member.element, member.id);
    } else {
      targets.set(name, member);
      checkLinkName(member, name, parser);
    }
  }
  for (const member of scope.members.filter(isLinkThrow)) {
    const target = targets.get(linkName(member));
    for (const flow of member.incoming) {
      if (!target) {
        const message = `sequence flow points to link event source with name '${linkName(member)}' but no event target with that name exists. Most probably your link events are not configured correctly.`;
        parser.error('LINK_WITHOUT_TARGET', message, flow.element, flow.id, member.id);
        continue;
      }
      flow.target = target;
      target.incoming.push(flow);
    }
  }
}

/** Two names for one link confuse the reader of the model. */
function checkLinkName({ id, element }: Member, name: string, parser: Parser): void {
  const shown = attribute(element, 'name');
  if (shown === name) return;
  const message = `Link Event named '${shown ?? ''}' contains link event definition with name '${name}' - it is recommended to use the same name for both.`;
  parser.warning('LINK_NAME', message, element, id);
}

export const isLinkThrow = ({ element }: Member): boolean =>
  element.local === 'intermediateThrowEvent' && isEvent(element, 'link');

function linkName({ element }: Member): string {
  return attribute(definitionElement(element)!, 'name') ?? '';
}

function placeAfterGateways(scope: Scope): void {
  for (const gateway of scope.members.filter(({ element }) => element.local === 'eventBasedGateway')) {
    for (const { target } of gateway.outgoing) target.eventGateway ??= gateway;
  }
}

/** Associations from compensation boundary events to their handlers; modellers draw them on any level of the process. */
function associate(scope: Scope, byId: ReadonlyMap<string, Member>, parser: Parser): void {
  for (const element of children(scope.element, 'association')) {
    if (!hasEnds(element, parser)) continue;
    const source = byId.get(attribute(element, 'sourceRef') ?? '');
    if (!source || source.element.local !== 'boundaryEvent' || !isEvent(source.element, 'compensate')) continue;
    const target = byId.get(attribute(element, 'targetRef') ?? '');
    if (!target) continue;
    if (target.scope !== source.scope) {
      const message = `The handler '${target.id}' of compensation boundary event '${source.id}' is not in the same scope and will not run`;
      parser.warning('COMPENSATION_HANDLER_SCOPE', message, element, source.id, target.id);
    } else if (isTrue(attribute(target.element, 'isForCompensation'))) source.handler = target;
    else {
      const message = 'compensation boundary catch must be connected to element with isForCompensation=true';
      parser.error('COMPENSATION_HANDLER', message, element, source.id, target.id);
    }
  }
}

/** An association may join anything, as long as it exists: artifacts and data as well as flow nodes. */
function hasEnds(element: XmlElement, parser: Parser): boolean {
  for (const [name, code] of [
    ['sourceRef', 'ASSOCIATION_SOURCE'],
    ['targetRef', 'ASSOCIATION_TARGET'],
  ] as const) {
    const reference = attribute(element, name);
    if (reference !== undefined && parser.ids.has(localReference(reference))) continue;
    const message =
      reference === undefined
        ? `association element missing attribute '${name}'`
        : `Invalid reference ${name} '${reference}' of association element `;
    parser.error(code, message, element);
    return false;
  }
  return true;
}

/** `multiInstanceLoopCharacteristics` of an activity. */
export const multiInstanceElement = ({ element }: Member): XmlElement | undefined =>
  child(element, 'multiInstanceLoopCharacteristics');
