import { Budget } from '../budget.js';
import type { Node } from './ast.js';
import { JuelDateTime } from './date-time.js';
import { callMethod } from './members.js';
import { JuelFailure } from './failure.js';
import { parseTemplate } from './parser.js';
import { SpinNode } from './spin.js';

/** What may be read and called of an object of the scope (`execution` …). */
export interface Members {
  readonly properties: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
}

/** One value of every kind data can have; a method none of them has exists nowhere. */
const SAMPLES: readonly unknown[] = ['', 0, true, [], {}, new Date(0), new JuelDateTime(0, 'UTC'), new SpinNode({})];

/**
 * Methods and properties a JUEL text uses that can never exist: methods no kind of data has, and members the named `objects` do not
 * have. Of objects that are not named nothing is said. The text is known to compile.
 */
export function unknownMembers(source: string, objects: Readonly<Record<string, Members | 'any'>>): string[] {
  const found = new Set<string>();
  const objectOf = (node: Node): Members | 'any' | undefined =>
    node.type === 'identifier' && Object.hasOwn(objects, node.name) ? objects[node.name] : undefined;
  const look = (node: Node): void => {
    switch (node.type) {
      case 'literal':
      case 'identifier':
        return;
      case 'property': {
        const object = objectOf(node.target);
        if (object !== undefined && object !== 'any' && node.key.type === 'literal') {
          const name = String(node.key.value);
          if (!object.properties.has(name)) found.add(name);
        }
        look(node.target);
        return look(node.key);
      }
      case 'method': {
        const object = objectOf(node.target);
        if (
          object === undefined
            ? !isDataMethod(node.name, node.args.length)
            : object !== 'any' && !object.methods.has(node.name)
        )
          found.add(`${node.name}()`);
        look(node.target);
        return node.args.forEach(look);
      }
      case 'call':
        return node.args.forEach(look);
      case 'unary':
        return look(node.operand);
      case 'binary':
        look(node.left);
        return look(node.right);
      case 'choice':
        look(node.test);
        look(node.yes);
        return look(node.no);
    }
  };
  for (const part of parseTemplate(source)) if (part.type === 'eval') look(part.node);
  return [...found];
}

/** Tried rather than listed, so that it cannot differ from what an evaluation does. */
function isDataMethod(name: string, args: number): boolean {
  return SAMPLES.some((sample) => {
    try {
      callMethod(
        sample,
        name,
        Array.from({ length: args }, () => null),
        new Set(),
        new Budget(undefined),
      );
      return true;
    } catch (error) {
      return !(error instanceof JuelFailure && error.kind === 'method');
    }
  });
}
