import type { Budget } from '../../budget.js';
import { ExpressionLimitError } from '../../errors.js';
import { MAX_PATTERN_LENGTH, type Matches } from '../../regex.js';
import { translateXPath } from './xpath-regex.js';

/** Where a match stands: the position in the text, and where each group began and ended. */
interface State {
  readonly at: number;
  readonly groups: readonly (readonly [number, number] | undefined)[];
}
type Next = (state: State) => State | null;
type Matcher = (state: State, next: Next) => State | null;

/** A back-reference in the translated pattern: a character of no text. */
const MARK = '\u{F0000}';

/** Most characters of a text that is searched step by step: each may lie one level deep on the stack. */
export const MAX_BACKTRACKING_TEXT = 1_000;

/**
 * The matches of a pattern with back-references, by trying: every try spends from the budget, which is what ends the
 * search that would take exponential time.
 */
export function backtrack(text: string, pattern: string, flags: string, budget: Budget): Matches {
  if (pattern.length > MAX_PATTERN_LENGTH) throw new ExpressionLimitError('pattern', MAX_PATTERN_LENGTH);
  if (text.length > MAX_BACKTRACKING_TEXT) throw new ExpressionLimitError('pattern', MAX_BACKTRACKING_TEXT);
  const compiled = new Compiler(
    translateXPath(pattern, flags, (group) => `${MARK}{${group}}`),
    text,
    flags,
    budget,
  );
  const whole = compiled.alternatives();
  compiled.expectEnd();
  let from = 0;
  let start = 0;
  let found: State | null = null;
  return {
    find() {
      for (found = null; from <= text.length && !found; from++) {
        start = from;
        found = whole({ at: from, groups: [] }, (state) => state);
      }
      if (found) from = Math.max(found.at, from);
      return found !== null;
    },
    start: () => start,
    end: () => found?.at ?? start,
    group: (index) => {
      const bounds = index === 0 ? ([start, found?.at ?? start] as const) : found?.groups[index];
      return bounds ? text.slice(...bounds) : null;
    },
    groupCount: () => compiled.groups,
  };
}

/** Turns a translated pattern into matchers in the style of continuations. */
class Compiler {
  groups = 0;
  readonly #pattern: string;
  readonly #text: string;
  readonly #fold: boolean;
  readonly #lines: boolean;
  readonly #budget: Budget;
  #at = 0;

  constructor(pattern: string, text: string, flags: string, budget: Budget) {
    this.#pattern = pattern;
    this.#text = text;
    this.#fold = flags.includes('i');
    this.#lines = flags.includes('m');
    this.#budget = budget;
  }

  expectEnd(): void {
    if (this.#at < this.#pattern.length) throw new Error('unbalanced');
  }

  alternatives(): Matcher {
    const branches = [this.#sequence()];
    while (this.#accept('|')) branches.push(this.#sequence());
    if (branches.length === 1) return branches[0] as Matcher;
    return (state, next) => {
      for (const branch of branches) {
        const result = branch(state, next);
        if (result) return result;
      }
      return null;
    };
  }

  #sequence(): Matcher {
    const parts: Matcher[] = [];
    while (this.#at < this.#pattern.length && !/^[|)]/.test(this.#rest)) parts.push(this.#quantified());
    return parts.reduceRight<Matcher>(
      (after, part) => (state, next) => part(state, (reached) => after(reached, next)),
      (state, next) => next(state),
    );
  }

  #quantified(): Matcher {
    const atom = this.#atom();
    const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})(\?)?/.exec(this.#rest);
    if (!quantifier) return atom;
    this.#at += quantifier[0].length;
    const sign = quantifier[0].charAt(0);
    const low = sign === '{' ? Number(quantifier[1]) : sign === '+' ? 1 : 0;
    const open = sign === '{' ? (quantifier[2] ? Number(quantifier[3] || Infinity) : low) : sign === '?' ? 1 : Infinity;
    const lazy = quantifier[4] === '?';
    const repeat = (state: State, count: number, next: Next): State | null => {
      this.#budget.spend();
      const again = (): State | null =>
        count < open
          ? atom(state, (reached) =>
              reached.at === state.at && count >= low ? null : repeat(reached, count + 1, next),
            )
          : null;
      if (count < low) return again();
      return lazy ? (next(state) ?? again()) : (again() ?? next(state));
    };
    return (state, next) => repeat(state, 0, next);
  }

  #atom(): Matcher {
    if (this.#accept('(?:')) return this.#closed(this.alternatives());
    if (this.#accept('(')) return this.#group();
    if (this.#accept('^')) return this.#assert((at) => at === 0 || (this.#lines && this.#text[at - 1] === '\n'));
    if (this.#accept('$')) {
      return this.#assert((at) => at === this.#text.length || (this.#lines && this.#text[at] === '\n'));
    }
    if (this.#accept(MARK)) return this.#reference();
    const set = /^(?:\[\^?(?:\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\[^]|[^\]\\])+\]|\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\[^])/.exec(
      this.#rest,
    );
    const single = set?.[0] ?? String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    if (!set && /^[*+?{}]$/.test(single)) throw new Error('nothing to repeat');
    this.#at += single.length;
    return this.#characters(set ? single : single.replace(/[\^$\\.*+?()[\]{}|/]/, '\\$&'));
  }

  /** One character of a set; the platform's own classes are used on single characters only, which costs nothing. */
  #characters(set: string): Matcher {
    const source = set.replace(/\\x\{([^}]*)\}/g, '\\u{$1}').replace(/\\-(?![^[]*\])/g, '-');
    const pattern = source === '.' ? /^[^]$/u : new RegExp(`^(?:${source})$`, this.#fold ? 'ui' : 'u');
    return (state, next) => {
      this.#budget.spend();
      const code = this.#text.codePointAt(state.at);
      if (code === undefined) return null;
      const char = String.fromCodePoint(code);
      return pattern.test(char) ? next({ at: state.at + char.length, groups: state.groups }) : null;
    };
  }

  #group(): Matcher {
    const index = ++this.groups;
    const inner = this.#closed(this.alternatives());
    return (state, next) =>
      inner(state, (reached) => {
        const groups = [...reached.groups];
        groups[index] = [state.at, reached.at];
        return next({ at: reached.at, groups });
      });
  }

  #closed(inner: Matcher): Matcher {
    if (!this.#accept(')')) throw new Error('unbalanced');
    return inner;
  }

  /** A group that has not matched refers to the empty text, as XPath says. */
  #reference(): Matcher {
    const digits = /^\{(\d+)\}/.exec(this.#rest);
    this.#at += digits?.[0].length ?? 0;
    const index = Number(digits?.[1]);
    return (state, next) => {
      this.#budget.spend();
      const bounds = state.groups[index];
      const wanted = bounds ? this.#text.slice(...bounds) : '';
      const given = this.#text.slice(state.at, state.at + wanted.length);
      const same = this.#fold ? given.toLowerCase() === wanted.toLowerCase() : given === wanted;
      return same ? next({ at: state.at + wanted.length, groups: state.groups }) : null;
    };
  }

  #assert(holds: (at: number) => boolean): Matcher {
    return (state, next) => (holds(state.at) ? next(state) : null);
  }

  get #rest(): string {
    return this.#pattern.slice(this.#at);
  }

  #accept(token: string): boolean {
    if (!this.#pattern.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }
}
