import { isStep, type FlowGraph } from './flow-graph.js';
import type { NodeMeta } from '../process-meta.js';

/** What every token passes, however the conditions turn out. Sets are bits over `ids`. */
export interface Passes {
  readonly graph: FlowGraph;
  /** Points a token can stand on, in the order they are first reached. */
  readonly order: readonly number[];
  readonly reached: ReadonlySet<number>;
  /** Elements certainly passed on the way to a point, of whatever way there is. */
  before(point: number): ReadonlySet<string>;
  /** Elements certainly passed from a point on, on every way that ends. */
  after(point: number): ReadonlySet<string>;
}

const isChoice = (node: NodeMeta): boolean => node.type.endsWith('Gateway') && node.type !== 'parallelGateway';

/**
 * Both directions are greatest fixed points: a way that never ends promises everything, so only ways that end take something away.
 * Choices count as passed elements: what is decided there has to be decided.
 */
export function passesOf(graph: FlowGraph): Passes {
  const { points } = graph;
  const ids = [...new Set(points.filter(({ node }) => isStep(node) || isChoice(node)).map(({ node }) => node.id))];
  const bit = new Map(ids.map((id, position) => [id, 1n << BigInt(position)]));
  const everything = (1n << BigInt(ids.length)) - 1n;
  const own = points.map(({ node, past }) => (past ? (bit.get(node.id) ?? 0n) : 0n));
  const order = reachedFrom(graph);
  const reached = new Set(order);
  const from = new Map<number, number[]>();
  for (const point of order)
    for (const { to } of points[point]?.ways ?? []) from.set(to, [...(from.get(to) ?? []), point]);

  const ahead: bigint[] = points.map(() => everything);
  settle([...order].reverse(), ahead, (point) => {
    const ways = (points[point]?.ways ?? []).filter(({ also }) => !also).map(({ to }) => ahead[to] ?? 0n);
    return (own[point] ?? 0n) | combined(points[point]?.onward === 'all', ways, everything);
  });
  const starts = new Set(graph.starts);
  const behind: bigint[] = points.map(() => everything);
  settle(order, behind, (point) => {
    const ways = (from.get(point) ?? []).map((source) => behind[source] ?? 0n);
    const came = starts.has(point) ? 0n : combined(points[point]?.joins === true, ways, everything);
    return (own[point] ?? 0n) | came;
  });
  const named = (set: bigint): ReadonlySet<string> => new Set(ids.filter((id) => set & (bit.get(id) ?? 0n)));
  return {
    graph,
    order,
    reached,
    before: (point) => named(behind[point] ?? 0n),
    after: (point) => named(ahead[point] ?? 0n),
  };
}

const combined = (all: boolean, sets: readonly bigint[], everything: bigint): bigint =>
  !sets.length ? 0n : all ? sets.reduce((a, b) => a | b, 0n) : sets.reduce((a, b) => a & b, everything);

/** Sets only shrink, so this ends; in a good order it takes a few rounds. */
function settle(order: readonly number[], sets: bigint[], next: (point: number) => bigint): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const point of order) {
      const set = next(point);
      if (set === sets[point]) continue;
      sets[point] = set;
      changed = true;
    }
  }
}

/** Reverse post-order, so that one round settles whatever has no loop. */
function reachedFrom(graph: FlowGraph): number[] {
  const seen = new Set<number>();
  const done: number[] = [];
  const stack: { point: number; next: number }[] = [];
  const visit = (point: number): void => {
    if (point < 0 || seen.has(point)) return;
    seen.add(point);
    stack.push({ point, next: 0 });
  };
  for (const start of [...graph.starts].reverse()) {
    visit(start);
    while (stack.length) {
      const top = stack.at(-1);
      if (!top) break;
      const way = graph.points[top.point]?.ways[top.next];
      top.next += 1;
      if (way) visit(way.to);
      else {
        done.push(top.point);
        stack.pop();
      }
    }
  }
  return done.reverse();
}
