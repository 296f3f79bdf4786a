import type { NodeMeta } from '../process-meta.js';

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/Gateway$/, '未命名的判断'],
  [/^startEvent$/, '发起'],
  [/^endEvent$/, '结束'],
  [/Event$/, '未命名的事件'],
  [/^(?:subProcess|transaction|adHocSubProcess)$/, '未命名的子流程'],
];

/** What a person calls an element; never its id. */
export const nameOf = (node: NodeMeta): string =>
  node.name.trim() || (KINDS.find(([pattern]) => pattern.test(node.type))?.[1] ?? '未命名的环节');

/** Names shown before the rest is only counted. */
const MAX_NAMES = 3;

export const quoted = (names: readonly string[]): string => {
  const shown = [...new Set(names)];
  const more = shown.length > MAX_NAMES ? `等 ${shown.length} 项` : '';
  return `“${shown.slice(0, MAX_NAMES).join('”“')}”${more}`;
};
