import type { Node } from './ast.js';
import type { NameScope } from './names.js';

/** The names inside a node's value as far as the source itself tells them: so that `.first-name` is one name. */
export function shapeOf(node: Node, known: WeakMap<Node, NameScope>): NameScope | undefined {
  const remembered = known.get(node);
  if (remembered) return remembered;
  switch (node.kind) {
    case 'context':
      return {
        names: () => node.entries.map(({ key }) => key),
        child: (name) => {
          const entry = node.entries.find(({ key }) => key === name);
          return entry && shapeOf(entry.value, known);
        },
      };
    case 'list': {
      const first = node.elements[0];
      return first && shapeOf(first, known);
    }
    case 'filter':
      return shapeOf(node.of, known);
    case 'path':
      return shapeOf(node.of, known)?.child?.(node.name);
    case 'if':
      return shapeOf(node.then, known) ?? shapeOf(node.otherwise, known);
    default:
      return undefined;
  }
}
