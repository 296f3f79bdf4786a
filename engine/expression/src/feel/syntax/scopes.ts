import type { Token } from './lexer.js';
import { KnownNames, type NameScope } from './names.js';

export interface Found {
  readonly name: string;
  readonly length: number;
  readonly shape: NameScope | undefined;
}

/** What the parser knows of the names at a place: those of the caller, of the language, and those declared around it. */
export class ParserScopes {
  readonly #layers: KnownNames[];

  constructor(outer: readonly KnownNames[]) {
    this.#layers = [...outer];
  }

  /** Declares names while `work` runs. */
  with<T>(names: KnownNames | undefined, work: () => T): T {
    if (!names) return work();
    this.#layers.push(names);
    try {
      return work();
    } finally {
      this.#layers.pop();
    }
  }

  declare(name: string, shape?: NameScope): KnownNames {
    return new KnownNames([name], () => shape);
  }

  longest(tokens: readonly Token[], at: number): Found | undefined {
    let best: Found | undefined;
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const found = this.#layers[index]?.longest(tokens, at);
      if (found && found.parts.length > (best?.length ?? 0)) {
        best = { name: found.name, length: found.parts.length, shape: found.shape };
      }
    }
    return best;
  }
}
