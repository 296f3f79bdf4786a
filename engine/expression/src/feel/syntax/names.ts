import { tokenize, type Token } from './lexer.js';

/** The names in scope and, for contexts, the names inside them, so that names with blanks and operators are told apart. */
export interface NameScope {
  names(): Iterable<string>;
  /** The names of a context (or of the elements of a list of contexts) under a name. */
  child?(name: string): NameScope | undefined;
}

function partsOf(name: string): string[] {
  if (/^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(name)) return [name];
  try {
    return tokenize(name)
      .slice(0, -1)
      .map((token) => token.text);
  } catch {
    return [name];
  }
}

export const isNameSymbol = (text: string): boolean => /^(?:[-+*/.'?]|\*\*|\.\.)$/.test(text);

/** Joins the parts of a name: a blank between two words only. */
export function joinParts(parts: readonly string[]): string {
  let name = '';
  parts.forEach((part, index) => {
    const before = parts[index - 1];
    const apart = before !== undefined && !isNameSymbol(part) && !isNameSymbol(before);
    name += (apart ? ' ' : '') + part;
  });
  return name;
}

interface Known {
  readonly name: string;
  readonly parts: readonly string[];
  readonly shape: NameScope | undefined;
}

/** Names sorted for longest match at a token. */
export class KnownNames {
  readonly #byFirst = new Map<string, Known[]>();

  constructor(names: Iterable<string>, shapeOf: (name: string) => NameScope | undefined = () => undefined) {
    for (const name of names) {
      const parts = partsOf(name);
      const first = parts[0];
      if (first === undefined) continue;
      const known = this.#byFirst.get(first) ?? [];
      known.push({ name, parts, shape: shapeOf(name) });
      known.sort((a, b) => b.parts.length - a.parts.length);
      this.#byFirst.set(first, known);
    }
  }

  static of(scope: NameScope): KnownNames {
    return new KnownNames(scope.names(), (name) => scope.child?.(name));
  }

  /** The longest name whose parts are the next tokens. */
  longest(tokens: readonly Token[], at: number): Known | undefined {
    const first = tokens[at];
    if (first?.kind !== 'word') return undefined;
    return this.#byFirst
      .get(first.text)
      ?.find(({ parts }) =>
        parts.every((part, index) => tokens[at + index]?.text === part && tokens[at + index]?.kind !== 'string'),
      );
  }
}
