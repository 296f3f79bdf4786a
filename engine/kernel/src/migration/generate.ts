import type { Element, Graph } from '../state/graph.js';
import { eventScopeOf, hasTrigger, isConditional, isGeneratable } from './activities.js';
import { Mappings } from './plan.js';
import type { Mapping } from './plan.js';
import { failuresOf } from './rules.js';

const childrenOf = (graph: Graph, scopeId: string): Element[] =>
  [...graph.elements.values()].filter(({ parentId }) => parentId === scopeId);

const eventsOf = (graph: Graph, scopeId: string): Element[] =>
  [...graph.elements.values()].filter((element) => eventScopeOf(element, graph) === scopeId);

/** Maps activities of equal id, scope by scope; a scope that cannot be mapped keeps what is in it out of the plan. */
export function generateMappings(source: Graph, target: Graph, updateEventTriggers: boolean): Mappings {
  let plan = new Mappings(source, target, []);

  const match = (from: readonly Element[], to: readonly Element[]): Mapping[] => {
    const byId = new Map(to.map((element) => [element.id, element]));
    return from.flatMap((element) => {
      const same = byId.get(element.id);
      if (!same || plan.of(element.id) || !isGeneratable(element, source) || !isGeneratable(same, target)) return [];
      const updateEventTrigger = isConditional(element) || (updateEventTriggers && hasTrigger(element, source));
      return [{ source: element, target: same, updateEventTrigger }];
    });
  };
  const add = (found: readonly Mapping[]): void => {
    plan = new Mappings(source, target, [...plan.all, ...found]);
  };

  const descend = (sourceScope: string, targetScope: string): void => {
    const inside = match(childrenOf(source, sourceScope), childrenOf(target, targetScope));
    add(inside);
    add(match(eventsOf(source, sourceScope), eventsOf(target, targetScope)));
    plan = valid(plan, true);
    for (const { source: child } of inside) {
      const kept = plan.of(child.id);
      if (kept) descend(kept.source.id, kept.target.id);
    }
  };
  descend(source.model.key, target.model.key);
  return valid(plan, false);
}

const valid = (plan: Mappings, growing: boolean): Mappings =>
  new Mappings(
    plan.source,
    plan.target,
    plan.all.filter((mapping) => failuresOf(mapping, plan, growing).length === 0),
  );
