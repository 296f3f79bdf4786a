import type { Element, Graph } from '../state/graph.js';
import {
  areCompatible,
  behaviourOf,
  eventScopeOf,
  hasTimeouts,
  hasTrigger,
  isConditional,
  isPassiveEvent,
} from './activities.js';
import type { Mapping, Mappings } from './plan.js';

/** What is wrong with one mapping in its plan; undefined: nothing. */
type Rule = (mapping: Mapping, plan: Mappings) => string | undefined;

const sameBehaviour: Rule = ({ source, target }, plan) => {
  const from = behaviourOf(source, plan.source);
  const to = behaviourOf(target, plan.target);
  return areCompatible(from, to) ? undefined : `The activities have different types: ${from} cannot become ${to}`;
};

const sameEventType: Rule = ({ source, target }, plan) => {
  if (!isPassiveEvent(source.node, plan.source) || !isPassiveEvent(target.node, plan.target)) return undefined;
  if (source.activityType === target.activityType) return undefined;
  return `The events have different types: ${source.activityType} cannot become ${target.activityType}`;
};

const mappedOnce: Rule = ({ source }, plan) => {
  const mappings = plan.from(source.id);
  if (mappings.length < 2) return undefined;
  const targets = mappings.map(({ target }) => `'${target.id}'`).join(', ');
  return `Source activity '${source.id}' is mapped more than once: to ${targets}`;
};

/** Ids of the scopes around an element, inside out, without the process. */
function* scopesAround(element: Element, graph: Graph): Generator<Element> {
  for (let at = graph.elements.get(element.parentId); at; at = graph.elements.get(at.parentId)) yield at;
}

const noNewBody: Rule = ({ target }, plan) => {
  for (const scope of scopesAround(target, plan.target)) {
    if (plan.to(scope.id).length > 0) return undefined;
    if (scope.role === 'body')
      return `Target activity '${target.id}' lies in multi-instance body '${scope.id}', to which no source activity is mapped`;
  }
  return undefined;
};

const innerToo: Rule = ({ target }, plan) =>
  target.role === 'body' && plan.to(target.node.id).length === 0
    ? `The multi-instance body '${target.id}' is mapped: its inner activity must be mapped too`
    : undefined;

const innerStays: Rule = ({ source }, plan) =>
  source.role === 'body' && plan.from(source.node.id).length === 0
    ? `The multi-instance body '${source.id}' is mapped: its inner activity cannot be left out`
    : undefined;

const JOINS = new Set(['parallelGateway', 'inclusiveGateway']);
const isJoin = ({ node }: Element): boolean => JOINS.has(node.kind);

const noFewerFlows: Rule = ({ source, target }) =>
  isJoin(target) && source.node.incoming.length > target.node.incoming.length
    ? 'The target gateway must have at least as many incoming sequence flows as the source gateway'
    : undefined;

const joinStaysInScope: Rule = ({ source, target }, plan) =>
  isJoin(target) && plan.source.elements.has(source.parentId) && plan.from(source.parentId).length === 0
    ? `The scope '${source.parentId}' of the gateway must be mapped`
    : undefined;

const oneJoin: Rule = ({ target }, plan) =>
  isJoin(target) && plan.to(target.id).length > 1
    ? `Only one gateway can be mapped to gateway '${target.id}'`
    : undefined;

const sameEventScope: Rule = ({ source, target }, plan) => {
  // The scope a compensation boundary event stands on has ended when it matters.
  if (source.node.kind === 'boundaryEvent' && source.node.event.kind === 'compensate') return undefined;
  const from = eventScopeOf(source, plan.source);
  if (from === undefined || from === source.parentId) return undefined;
  const to = eventScopeOf(target, plan.target);
  if (to === undefined) {
    return hasTimeouts(source)
      ? undefined
      : `The source activity waits in scope '${from}', which must be mapped, but the target activity waits for no event`;
  }
  const mapped = plan.source.elements.has(from) ? plan.of(from)?.target.id : plan.target.model.key;
  return mapped === to
    ? undefined
    : `The scope the source activity waits in ('${from}') must be mapped to the one of the target activity ('${to}')`;
};

const updatable: Rule = ({ source, updateEventTrigger }, plan) =>
  updateEventTrigger && !hasTrigger(source, plan.source)
    ? 'The event trigger cannot be updated: the activity has no job or subscription for an event'
    : undefined;

const belowMappedScope: Rule = ({ source, target }, plan) => {
  let closest: Mapping | undefined;
  for (const scope of scopesAround(source, plan.source)) {
    closest = plan.of(scope.id);
    if (closest) break;
  }
  if (!closest) return undefined;
  for (const scope of scopesAround(target, plan.target)) if (scope === closest.target) return undefined;
  return `The closest mapped scope '${closest.source.id}' is mapped to '${closest.target.id}', which does not contain target activity '${target.id}'`;
};

const conditionUpdated: Rule = ({ source, updateEventTrigger }) =>
  isConditional(source) && !updateEventTrigger
    ? 'A conditional event must be mapped with updateEventTrigger'
    : undefined;

/** Rules about inner activities hold only when a whole plan is known. */
const OF_WHOLE_PLANS: readonly Rule[] = [innerToo, innerStays];

const RULES: readonly Rule[] = [
  sameBehaviour,
  sameEventType,
  mappedOnce,
  noNewBody,
  innerToo,
  innerStays,
  noFewerFlows,
  joinStaysInScope,
  oneJoin,
  sameEventScope,
  updatable,
  belowMappedScope,
  conditionUpdated,
];

/** Everything that is wrong with a mapping. `growing`: more mappings will follow. */
export const failuresOf = (mapping: Mapping, plan: Mappings, growing = false): string[] =>
  RULES.filter((rule) => !growing || !OF_WHOLE_PLANS.includes(rule))
    .map((rule) => rule(mapping, plan))
    .filter((failure) => failure !== undefined);
