import type { NodeMeta, ProcessMeta } from '../process-meta.js';
import { changedDecision, decisionsOf, type ChangedDecision } from './decisions.js';
import { flowGraph, isContainer, isStep } from './flow-graph.js';
import { passesOf, type Passes } from './passes.js';
import { nameOf, quoted } from './words.js';

interface Version {
  readonly process: ProcessMeta;
  readonly passes: Passes;
}
const version = (process: ProcessMeta): Version => ({ process, passes: passesOf(flowGraph(process)) });

/**
 * What a case may now miss on its way: steps that are gone or out of reach, steps that can be gone around, decisions that lead to less.
 * A draft that only adds on the way is nothing; so is another drawing of the same process.
 */
export function wayWeakenings(old: ProcessMeta, next: ProcessMeta): string[] {
  const before = version(old);
  const after = version(next);
  const title = `流程“${old.name}”`;
  const reached = (of: Version, id: string): boolean => of.passes.reached.has(of.passes.graph.at(id));
  const steps = Object.values(old.nodes).filter((node) => isStep(node) && reached(before, node.id));
  const gone = steps.filter((node) => !next.nodes[node.id]);
  const unreachable = steps.filter((node) => next.nodes[node.id] && !reached(after, node.id));
  const told = new Set([...gone, ...unreachable].map(({ id }) => id));
  const deciding = new Set(decisionsOf(old, before.passes).map(({ id }) => id));
  const counts = (id: string): boolean => {
    const node = old.nodes[id];
    return node !== undefined && (isStep(node) || deciding.has(id));
  };
  const decisions = [...deciding].flatMap((id): ChangedDecision[] => {
    const node = old.nodes[id];
    const changed = node && reached(before, id) ? changedDecision(node, before, after, counts) : undefined;
    return changed ? [changed] : [];
  });
  const around = goneAround(before, after, counts).filter(
    ({ step }) => !told.has(step.id) && !decisions.some(({ node }) => node.id === step.id),
  );
  return [
    ...gone.map((node) => `${title}删除了环节“${nameOf(node)}”。`),
    ...unreachable.map((node) => `${title}不再走到环节“${nameOf(node)}”。`),
    ...around.map(({ step, to, from }) =>
      to
        ? `${title}可以不经过“${nameOf(step)}”就到“${nameOf(to)}”。`
        : `${title}在“${nameOf(from)}”之后可以不经过“${nameOf(step)}”就办结。`,
    ),
    ...decisions.map((decision) => `${title}${decisionWords(decision, old)}`),
    ...besideWords(old, next).map((words) => `${title}${words}`),
  ];
}

interface Around {
  readonly step: NodeMeta;
  /** What is reached without the step; undefined when a case may end without it. */
  readonly to?: NodeMeta;
  /** From where on the step may be missed. */
  readonly from: NodeMeta;
}

/** Each step of the old version that was certain before or after some element and is no longer, with the first such element. */
function goneAround(before: Version, after: Version, counts: (id: string) => boolean): Around[] {
  const found = new Map<string, Around>();
  const known = (side: Version, node: NodeMeta): number => side.passes.graph.at(node.id);
  for (const point of after.passes.order) {
    const node = after.passes.graph.points[point]?.node;
    const old = node && before.process.nodes[node.id];
    if (!node || !old || after.passes.graph.points[point]?.past || !before.passes.reached.has(known(before, old)))
      continue;
    if (!isStep(node) && node.type !== 'endEvent') continue;
    const now = after.passes.before(point);
    for (const id of before.passes.before(known(before, old))) {
      const step = before.process.nodes[id];
      if (step && isStep(step) && id !== node.id && !now.has(id) && !found.has(id))
        found.set(id, { step, to: old, from: old });
    }
  }
  for (const point of [...after.passes.order].reverse()) {
    const node = after.passes.graph.points[point]?.node;
    const old = node && before.process.nodes[node.id];
    if (!node || !old || isContainer(node) || after.passes.graph.points[point]?.past) continue;
    if (!before.passes.reached.has(known(before, old))) continue;
    const now = after.passes.after(point);
    for (const id of before.passes.after(known(before, old))) {
      const step = before.process.nodes[id];
      if (step && counts(id) && !now.has(id) && !found.has(id)) found.set(id, { step, from: old });
    }
  }
  return [...found.values()];
}

const HOW = {
  removed: '删除了判断',
  retyped: '把判断换成了另一种网关：',
  rerouted: '改动了判断',
  recondition: '改动了判断',
} as const;

function decisionWords({ node, how, branch, lost }: ChangedDecision, old: ProcessMeta): string {
  const missed = lost.flatMap((id) => (old.nodes[id] ? [nameOf(old.nodes[id])] : []));
  const where = branch ? `的“${branch}”分支` : '的分支';
  if (how === 'rerouted') return `${HOW[how]}“${nameOf(node)}”${where}，可以不再经过${quoted(missed)}。`;
  if (how === 'recondition') return `${HOW[how]}“${nameOf(node)}”${where}的条件。`;
  return `${HOW[how]}“${nameOf(node)}”。`;
}

/** What can cut the whole process short stands on no way, so it is looked at by itself. */
function besideWords(old: ProcessMeta, next: ProcessMeta): string[] {
  return Object.values(next.nodes)
    .filter((node) => node.parent === undefined && node.settings[0]?.attributes['triggeredByEvent'] === 'true')
    .filter((node) => {
      const cuts = (process: ProcessMeta): boolean =>
        process.nodes[node.id] !== undefined &&
        Object.values(process.nodes).some(
          (start) =>
            start.parent === node.id &&
            start.type === 'startEvent' &&
            start.settings[0]?.attributes['isInterrupting'] !== 'false',
        );
      return cuts(next) && !cuts(old);
    })
    .map((node) => `新增了会中断整个流程的“${nameOf(node)}”。`);
}
