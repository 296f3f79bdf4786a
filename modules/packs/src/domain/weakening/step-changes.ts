import {
  isProperty,
  parseIds,
  parseOutcomes,
  parseVariables,
  PROPERTIES,
  readable,
  type PropertyName,
} from '@anliu/conventions';
import { compileJuel } from '@anliu/engine-expression';
import type { Manifest } from '../manifest.js';
import type { NodeMeta, ProcessMeta, Setting } from '../process-meta.js';
import { GUARDS } from './guards.js';
import { longerClocks, longerDue, lostIds } from './terms.js';
import { nameOf, quoted } from './words.js';

type Properties = Readonly<Record<string, string>>;
interface Sides {
  readonly old: ProcessMeta;
  readonly next: ProcessMeta;
  readonly oldManifest: Manifest;
  readonly nextManifest: Manifest;
}

/** What the elements of a process, each for itself, protect less than before; ways between them are `ways.ts`. */
export function stepWeakenings(sides: Sides): string[] {
  const { old, next } = sides;
  const title = `流程“${old.name}”`;
  const decisive = new Set([...variablesOfConditions(old), ...variablesOfConditions(next)]);
  const found = propertyWeakenings(old.properties, next.properties, sides, decisive).map((words) => `${title}${words}`);
  if (!sameSettings(old.settings, next.settings)) found.push(`${title}改动了流程的监听或候选发起人。`);
  for (const node of Object.values(old.nodes)) {
    const now = next.nodes[node.id];
    const where = `${title}的“${nameOf(node)}”`;
    if (!now) {
      found.push(...removed(node).map((words) => `${where}${words}`));
      continue;
    }
    if (now.type !== node.type) {
      // Gateways are decisions, see ways.ts.
      if (!node.type.endsWith('Gateway')) found.push(`${where}被换成另一种元素。`);
    } else if (!sameSettings(node.settings, now.settings) || node.attachedTo !== now.attachedTo)
      found.push(`${where}改动了触发条件或执行方式。`);
    if (node.formKey !== undefined && now.formKey !== node.formKey) found.push(`${where}更换了表单或视图。`);
    found.push(
      ...propertyWeakenings(node.properties, now.properties, sides, decisive).map((words) => `${where}${words}`),
    );
  }
  for (const node of Object.values(next.nodes)) {
    if (old.nodes[node.id]) continue;
    const sets = (readable(parseVariables, node.properties['anliu.variables']) ?? []).filter(({ name }) =>
      decisive.has(name),
    );
    if (runsCode(node.settings) || sets.length) found.push(`${title}新增的“${nameOf(node)}”会改动流程据以判断的数据。`);
  }
  const flowCode = (process: ProcessMeta): string[] =>
    process.flows.filter(({ settings }) => runsCode(settings)).map(({ settings }) => JSON.stringify(settings));
  const known = new Set(flowCode(old));
  if (flowCode(next).some((code) => !known.has(code))) found.push(`${title}在连线上增加了执行监听。`);
  return found;
}

/** What goes with an element that is taken out. That a step is gone is said by ways.ts. */
function removed(node: NodeMeta): string[] {
  const separate = readable(parseIds, node.properties['anliu.separate']) ?? [];
  const checks = readable(parseIds, node.properties['anliu.check']) ?? [];
  return [
    ...(node.type === 'boundaryEvent' || (node.type === 'startEvent' && node.nested)
      ? ['被删除，到时或出错时不再另行处理。']
      : []),
    ...(separate.length ? ['被删除，其职责分离随之取消。'] : []),
    ...(checks.length ? ['被删除，其业务校验随之取消。'] : []),
    ...(node.properties['anliu.clock.start'] && node.type === 'startEvent' ? ['被删除，其计时不再启动。'] : []),
  ];
}

function propertyWeakenings(was: Properties, is: Properties, sides: Sides, decisive: ReadonlySet<string>): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(isProperty).flatMap((name) => {
    if (was[name] === is[name]) return [];
    const words = changedWords(name, was[name], is[name], sides, decisive);
    return words === undefined ? [] : [words];
  });
}

function changedWords(
  name: PropertyName,
  was: string | undefined,
  is: string | undefined,
  { old, oldManifest, nextManifest }: Sides,
  decisive: ReadonlySet<string>,
): string | undefined {
  const { title } = PROPERTIES[name];
  switch (GUARDS[name]) {
    case 'words':
      return undefined;
    case 'kept': {
      const lost = lostIds(was, is);
      return lost.length ? `取消了${title}${names(name, lost, old)}。` : undefined;
    }
    case 'listed':
      return lostIds(is, was).length ? `扩大了${title}。` : undefined;
    case 'who':
      // Leaving out the last resort narrows; anything else lets other people come.
      return was === undefined || narrows(was, is) ? undefined : `改动了${title}，办理人范围可能扩大。`;
    case 'due':
      return longerDue(was, is, oldManifest, nextManifest)
        ? `${is === undefined ? '取消' : '放宽'}了${title}。`
        : undefined;
    case 'clocks': {
      const clocks = longerClocks(was, is, oldManifest, nextManifest);
      return clocks.length ? `取消或放宽了计时${quoted(clocks)}。` : undefined;
    }
    case 'outcomes':
      return outcomeWords(was, is);
    case 'variables': {
      const changed = changedVariables(was, is).filter((variable) => decisive.has(variable));
      return changed.length ? `改动了据以判断去向的数据。` : undefined;
    }
    case 'same':
      return was === undefined && name !== 'anliu.clock.end' && !name.startsWith('anliu.update')
        ? undefined
        : `改动了${title}。`;
  }
}

/** What ids are called: separated steps by their names; checks and clocks have none a reader knows. */
function names(property: PropertyName, lost: readonly string[], process: ProcessMeta): string {
  if (property !== 'anliu.separate') return '';
  return `：${lost.map((id) => (id === 'start' ? '发起' : process.nodes[id] ? nameOf(process.nodes[id]) : '已删除的环节')).join('、')}`;
}

const narrows = (was: string, is: string | undefined): boolean => {
  const rules = (text: string): string[] => text.split('|').map((rule) => rule.trim());
  return is !== undefined && rules(is).every((rule, at) => rule === rules(was)[at]);
};

function outcomeWords(was: string | undefined, is: string | undefined): string | undefined {
  const now = new Map((readable(parseOutcomes, is) ?? []).map((outcome) => [outcome.key, outcome]));
  const before = readable(parseOutcomes, was) ?? [];
  const gone = before.filter(({ key }) => !now.has(key)).map(({ label }) => label);
  if (gone.length) return `取消了办理结果${quoted(gone)}。`;
  const mute = before.filter(({ key, opinion }) => opinion === 'required' && now.get(key)?.opinion !== 'required');
  return mute.length ? `办理结果${quoted(mute.map(({ label }) => label))}不再必须填写意见。` : undefined;
}

function changedVariables(was: string | undefined, is: string | undefined): string[] {
  const rules = (text: string | undefined): Map<string, string> =>
    new Map((readable(parseVariables, text) ?? []).map(({ name, feel }) => [name, feel]));
  const [before, after] = [rules(was), rules(is)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}

function variablesOfConditions(process: ProcessMeta): string[] {
  return process.flows.flatMap(({ condition }) => {
    if (condition === undefined) return [];
    try {
      return [...compileJuel(condition).identifiers];
    } catch {
      // Refused before publishing.
      return [];
    }
  });
}

const sameSettings = (a: readonly Setting[], b: readonly Setting[]): boolean => JSON.stringify(a) === JSON.stringify(b);

const CODE = /script|listener|inputParameter|outputParameter/i;
const CODE_ATTRIBUTES = ['class', 'expression', 'delegateExpression', 'resultVariable', 'decisionRef', 'calledElement'];

/** It can set what conditions look at, beside what `anliu.variables` says. */
const runsCode = (settings: readonly Setting[]): boolean =>
  settings.some(
    ({ element, attributes }) => CODE.test(element) || CODE_ATTRIBUTES.some((name) => attributes[name] !== undefined),
  );
