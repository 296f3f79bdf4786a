import type { FlowMeta, NodeMeta, ProcessMeta } from '../process-meta.js';
import type { Passes } from './passes.js';

/** One way on from where a process decides. */
interface Branch {
  readonly flow: FlowMeta;
  /** The condition as text, or what stands for it: `always` without one, `otherwise` for the default flow. */
  readonly when: string;
  /** What is passed for certain once it is taken. */
  readonly leads: ReadonlySet<string>;
}

const ALWAYS = 'always';
const OTHERWISE = 'otherwise';

/** What a decision no longer leads to, as far as its text tells. */
export interface ChangedDecision {
  readonly node: NodeMeta;
  readonly how: 'removed' | 'retyped' | 'rerouted' | 'recondition';
  /** The branch that led further, by its name. */
  readonly branch?: string;
  readonly lost: readonly string[];
}

function branchesOf(process: ProcessMeta, passes: Passes, node: NodeMeta): Branch[] {
  const { graph } = passes;
  const flows = process.flows.filter((flow) => flow.source === node.id && graph.at(flow.target) >= 0);
  const branch = (flow: FlowMeta): Branch => ({
    flow,
    when: whenOf(flow, node),
    leads: passes.after(graph.at(flow.target)),
  });
  const otherwise = flows.filter((flow) => flow.id === node.defaultFlow);
  return [...flows.filter((flow) => flow.id !== node.defaultFlow), ...otherwise].map(branch);
}

function whenOf(flow: FlowMeta, node: NodeMeta): string {
  if (flow.id === node.defaultFlow) return OTHERWISE;
  if (node.type === 'eventBasedGateway') return `event ${flow.target}`;
  if (flow.condition === undefined) return ALWAYS;
  const language = flow.settings.find((setting) => setting.element === 'conditionExpression')?.attributes ?? {};
  return JSON.stringify([flow.condition, ...Object.entries(language)]);
}

/** Elements at which it matters which way is taken: their branches do not lead to the same. */
export function decisionsOf(process: ProcessMeta, passes: Passes): NodeMeta[] {
  return Object.values(process.nodes).filter((node) => {
    if (node.type === 'parallelGateway') return false;
    const branches = branchesOf(process, passes, node);
    const decides = node.type.endsWith('Gateway') || branches.some(({ when }) => when !== ALWAYS);
    return decides && branches.some(({ leads }) => !sameSet(leads, branches[0]?.leads ?? new Set()));
  });
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id));

/**
 * The decisions that changed so that a case may miss something. Conditions are taken as texts that may hold or not, independently: the
 * branch the old version takes and the one the new version takes are compared for every outcome both texts allow.
 */
export function changedDecision(
  node: NodeMeta,
  before: { process: ProcessMeta; passes: Passes },
  after: { process: ProcessMeta; passes: Passes },
  counts: (id: string) => boolean,
): ChangedDecision | undefined {
  const now = after.process.nodes[node.id];
  if (!now) return { node, how: 'removed', lost: [] };
  if (now.type !== node.type) return { node, how: 'retyped', lost: [] };
  const old = branchesOf(before.process, before.passes, node);
  const next = branchesOf(after.process, after.passes, now);
  const together = node.type === 'exclusiveGateway' ? firstOf(old, next) : eachOf(old, next, node);
  for (const [from, to] of together) {
    const lost = [...from.leads].filter((id) => counts(id) && !to?.leads.has(id));
    if (lost.length) return { node, how: 'rerouted', branch: from.flow.name, lost };
  }
  const kept = next.map(({ when }) => when);
  const texts = old.map(({ when }) => when).filter((when) => when !== OTHERWISE || kept.length > 0);
  const missing = old.find(({ when }) => !kept.includes(when));
  const inOrder = texts.filter((when) => kept.includes(when));
  const reordered =
    node.type === 'exclusiveGateway' &&
    inOrder.some((when, at) => at > 0 && kept.indexOf(when) < kept.indexOf(inOrder[at - 1] ?? ''));
  if (missing || reordered)
    return { node, how: 'recondition', lost: [], ...(missing ? { branch: missing.flow.name } : {}) };
  return undefined;
}

type Pair = readonly [Branch, Branch | undefined];

/** Of exclusive branches the first that holds is taken. */
function firstOf(old: readonly Branch[], next: readonly Branch[]): Pair[] {
  const passed = (branches: readonly Branch[], at: number): Set<string> =>
    new Set(branches.slice(0, at).map(({ when }) => when));
  return old.flatMap((from, fromAt) => {
    const not = passed(old, fromAt);
    if (not.has(ALWAYS)) return [];
    return next.flatMap((to, toAt): Pair[] => {
      const notNext = passed(next, toAt);
      const possible =
        !notNext.has(ALWAYS) &&
        !(from.when !== OTHERWISE && notNext.has(from.when)) &&
        !(to.when !== OTHERWISE && not.has(to.when));
      return possible ? [[from, to]] : [];
    });
  });
}

/** Of other branches each is taken for itself; of events the first decides, so a new one may come before any of the old. */
function eachOf(old: readonly Branch[], next: readonly Branch[], node: NodeMeta): Pair[] {
  const fresh = node.type === 'eventBasedGateway' ? next.filter((to) => !old.some(({ when }) => when === to.when)) : [];
  return old.flatMap((from) => [
    [from, next.find(({ when }) => when === from.when)] as const,
    ...fresh.map((to) => [from, to] as const),
  ]);
}
