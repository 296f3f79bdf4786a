import type { Node } from './ast.js';

/** Whether a tree reads a name (conservatively: shadowing is not looked at). `?` is read as a name or as the input. */
export function mentions(tree: Node, name: string): boolean {
  const visit = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    const { kind, name: own } = value as { kind?: unknown; name?: unknown };
    if (kind === 'instance-of') return visit((value as { value: unknown }).value);
    if (kind === 'input' && name === '?') return true;
    if (kind === 'name') return own === name;
    return Object.entries(value).some(([key, child]) => key !== 'type' && visit(child));
  };
  return visit(tree);
}
