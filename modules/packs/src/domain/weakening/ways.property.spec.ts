import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowMeta, NodeMeta, ProcessMeta } from '../process-meta.js';
import { wayWeakenings } from './ways.js';

const CONDITIONS = ['${a}', '${b}', '${c}'];
const MAX_STEPS = 200;

const node = (id: string, type: string, defaultFlow?: string): NodeMeta => ({
  id,
  name: id,
  type,
  properties: {},
  timer: false,
  nested: false,
  settings: [{ element: type, attributes: {}, text: '' }],
  line: 1,
  column: 1,
  ...(defaultFlow === undefined ? {} : { defaultFlow }),
});
const process = (nodes: readonly NodeMeta[], flows: readonly FlowMeta[]): ProcessMeta => ({
  key: 'p',
  name: '某流程',
  properties: {},
  settings: [],
  nodes: Object.fromEntries(nodes.map((item) => [item.id, item])),
  flows,
});

/** A process of tasks and exclusive gateways; targets are mostly ahead, sometimes back. */
const processes: fc.Arbitrary<ProcessMeta> = fc
  .array(
    fc.record({
      gateway: fc.boolean(),
      targets: fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }),
      back: fc.integer({ min: 0, max: 9 }),
      conditions: fc.shuffledSubarray(CONDITIONS, { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 2, maxLength: 9 },
  )
  .map((parts) => {
    const ids = parts.map((part, at) => `${part.gateway ? 'G' : 'T'}${at}`);
    const flows: FlowMeta[] = [{ id: 'f_s', source: 'S', target: ids[0] ?? 'E', name: '', settings: [] }];
    const nodes = [node('S', 'startEvent'), node('E', 'endEvent')];
    parts.forEach((part, at) => {
      const id = ids[at] ?? '';
      const ahead = [...ids.slice(at + 1), 'E'];
      const to = (pick: number): string =>
        part.back === 0 && pick % 3 === 0 ? (ids[pick % ids.length] ?? 'E') : (ahead[pick % ahead.length] ?? 'E');
      const [first = 0, ...others] = part.targets;
      nodes.push(node(id, part.gateway ? 'exclusiveGateway' : 'userTask', part.gateway ? `d_${id}` : undefined));
      if (part.gateway)
        part.conditions.forEach((condition, which) =>
          flows.push({
            id: `c${which}_${id}`,
            source: id,
            target: to(others[which] ?? 0),
            name: '',
            condition,
            settings: [],
          }),
        );
      flows.push({ id: `d_${id}`, source: id, target: to(first), name: '', settings: [] });
    });
    return process(nodes, flows);
  });

interface Edit {
  readonly kind: 'retarget' | 'condition' | 'swap' | 'default' | 'branch' | 'insert' | 'fork';
  readonly pick: number;
  readonly other: number;
}
const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('retarget', 'condition', 'swap', 'default', 'branch', 'insert', 'fork'),
    pick: fc.nat(1000),
    other: fc.nat(1000),
  }),
  { minLength: 1, maxLength: 3 },
);

function edit(old: ProcessMeta, { kind, pick, other }: Edit, round: number): ProcessMeta {
  const flows = [...old.flows];
  const nodes = Object.values(old.nodes);
  const at = pick % flows.length;
  const flow = flows[at];
  if (!flow) return old;
  const somewhere = (nodes[other % nodes.length] ?? flow).id;
  const target = somewhere === 'S' ? 'E' : somewhere;
  const condition = CONDITIONS[other % CONDITIONS.length] ?? '${a}';
  const fresh = `X${round}`;
  switch (kind) {
    case 'retarget':
      flows[at] = { ...flow, target };
      break;
    case 'condition':
      if (flow.condition !== undefined) flows[at] = { ...flow, condition };
      break;
    case 'swap':
      flows.splice(at, 1);
      flows.splice(other % (flows.length + 1), 0, flow);
      break;
    case 'default': {
      const gateway = old.nodes[flow.source];
      if (gateway?.type !== 'exclusiveGateway' || flow.condition === undefined) break;
      const { condition: _, ...rest } = flow;
      flows[at] = rest;
      const was = flows.findIndex(({ id }) => id === gateway.defaultFlow);
      if (flows[was]) flows[was] = { ...flows[was], condition };
      return process(
        nodes.map((item) => (item === gateway ? { ...item, defaultFlow: flow.id } : item)),
        flows,
      );
    }
    case 'branch':
      if (old.nodes[flow.source]?.type === 'exclusiveGateway')
        flows.splice(at, 0, { id: `b_${fresh}`, source: flow.source, target, name: '', condition, settings: [] });
      break;
    case 'insert':
      flows[at] = { ...flow, target: fresh };
      flows.push({ id: `i_${fresh}`, source: fresh, target: flow.target, name: '', settings: [] });
      return process([...nodes, node(fresh, 'userTask')], flows);
    case 'fork':
      flows[at] = { ...flow, target: fresh };
      flows.push({ id: `k_${fresh}`, source: fresh, target, name: '', condition, settings: [] });
      flows.push({ id: `d_${fresh}`, source: fresh, target: flow.target, name: '', settings: [] });
      return process([...nodes, node(fresh, 'exclusiveGateway', `d_${fresh}`)], flows);
  }
  return process(nodes, flows);
}

/** What one case does when each condition holds or not; undefined when it goes round for ever. */
function walk({ nodes, flows }: ProcessMeta, holds: ReadonlySet<string>): string[] | undefined {
  const passed: string[] = [];
  let current = 'S';
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const here = nodes[current];
    if (!here || here.type === 'endEvent') return passed;
    if (here.type === 'userTask') passed.push(here.id);
    const ways = flows.filter(({ source }) => source === current);
    const way =
      ways.find(({ id, condition }) => id !== here.defaultFlow && (condition === undefined || holds.has(condition))) ??
      ways.find(({ id }) => id === here.defaultFlow);
    if (!way) return passed;
    current = way.target;
  }
  return undefined;
}

const worlds = Array.from(
  { length: 2 ** CONDITIONS.length },
  (_, bits) => new Set(CONDITIONS.filter((_condition, at) => bits & (1 << at))),
);

describe('the ways of two versions', () => {
  it('no case misses a step it passed before, when nothing is said', () => {
    fc.assert(
      fc.property(processes, edits, (before, changes) => {
        const after = changes.reduce(edit, before);
        if (wayWeakenings(before, after).length) return;
        for (const holds of worlds) {
          const was = walk(before, holds);
          const is = walk(after, holds);
          if (was && is) expect(is, [...holds].join()).toEqual(expect.arrayContaining([...new Set(was)]));
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('steps added anywhere, other names and another order of elements are nothing', () => {
    fc.assert(
      fc.property(processes, fc.array(fc.nat(1000), { maxLength: 6 }), (before, picks) => {
        const grown = picks.reduce(
          (process, pick, round) => edit(process, { kind: 'insert', pick, other: 0 }, round),
          before,
        );
        const redrawn = process(
          Object.values(grown.nodes)
            .reverse()
            .map((item) => ({ ...item, name: `${item.name}改` })),
          grown.flows,
        );
        expect(wayWeakenings(before, redrawn)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a step taken out of the way is always said', () => {
    fc.assert(
      fc.property(processes, fc.nat(1000), (before, pick) => {
        const always = worlds.flatMap((holds) => walk(before, holds) ?? []);
        const id = always[pick % Math.max(always.length, 1)];
        if (id === undefined) return;
        const onward = before.flows.find(({ source }) => source === id)?.target ?? 'E';
        const around = process(
          Object.values(before.nodes),
          before.flows.map((flow) => (flow.target === id ? { ...flow, target: onward } : flow)),
        );
        expect(wayWeakenings(before, around).join()).toContain(`“${id}”`);
      }),
      { numRuns: 1_000 },
    );
  });
});
