/** The namespace of what {@link touchAll} adds. */
export const TOUCHED = 'urn:test:touched';

type Tree = Record<string, unknown> & { $attrs?: Record<string, unknown>; $type?: string; $children?: Tree[] };

/** Changes every element of a bpmn-moddle tree: none may be written as it was. Returns how many there are. */
export function touchAll(root: object): number {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== 'object' || value === null || !('$type' in value) || seen.has(value)) return;
    seen.add(value);
    const element = value as Tree;
    for (const [name, inner] of Object.entries(element)) if (!name.startsWith('$')) visit(inner);
    visit(element.$children);
    if ('get' in element && element.$attrs) element.$attrs['touched:yes'] = '1';
    else element['touched:yes'] = '1';
  };
  visit(root);
  (root as Tree).$attrs!['xmlns:touched'] = TOUCHED;
  return seen.size;
}
