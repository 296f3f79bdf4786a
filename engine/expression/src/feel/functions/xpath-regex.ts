/** Unicode blocks XPath names that FEEL texts use; the engine knows scripts and categories only. */
const BLOCKS: Readonly<Record<string, string>> = {
  IsBasicLatin: '\\x{0}-\\x{7F}',
  'IsLatin-1Supplement': '\\x{80}-\\x{FF}',
  'IsLatinExtended-A': '\\x{100}-\\x{17F}',
  'IsLatinExtended-B': '\\x{180}-\\x{24F}',
  IsGreek: '\\x{370}-\\x{3FF}',
  IsCyrillic: '\\x{400}-\\x{4FF}',
  IsCJKUnifiedIdeographs: '\\x{4E00}-\\x{9FFF}',
  IsHiragana: '\\x{3040}-\\x{309F}',
  IsKatakana: '\\x{30A0}-\\x{30FF}',
};

const NAME_START = '\\p{L}_:';
const NAME_PART = '\\p{L}\\p{Nd}\\p{M}_:.\\x{B7}-';

/**
 * A regular expression of XPath (XQuery and XPath Functions 3.1, 5.6.1) in the syntax of RE2. Throws for what XPath
 * does not allow; back-references, which RE2 does not know, are written by `refer`.
 * @throws BackReferenceFound when there is one and no `refer`
 */
export function translateXPath(pattern: string, flags: string, refer?: BackReference): string {
  return new Translator(flags.includes('x') ? withoutBlanks(pattern) : pattern, flags, refer).run();
}

/** How a back-reference is written. */
type BackReference = (group: number) => string;

/** The pattern holds a back-reference: it has no linear-time match. */
export class BackReferenceFound extends Error {}

/** With flag `x` blanks outside classes mean nothing. */
function withoutBlanks(pattern: string): string {
  let result = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '\\') {
      const next = pattern.slice(at + 1).match(/^\s*(?=[pP]\s*\{)/)?.[0].length ?? 0;
      const braces = /^[pP]\s*\{[^}]*\}/.exec(pattern.slice(at + 1 + next));
      if (braces) {
        result += `\\${braces[0].replace(/\s/g, '')}`;
        at += next + braces[0].length;
        continue;
      }
      const blanks = /^\s*/.exec(pattern.slice(at + 1))?.[0].length ?? 0;
      result += char + pattern.charAt(at + 1 + blanks);
      at += 1 + blanks;
    } else {
      if (char === '[') depth++;
      else if (char === ']' && depth > 0) depth--;
      if (depth > 0 || !/\s/.test(char)) result += char;
    }
  }
  return result;
}

class Translator {
  readonly #pattern: string;
  readonly #dotAll: boolean;
  readonly #refer: BackReference | undefined;
  #at = 0;
  #open: number[] = [];
  #groups = 0;

  constructor(pattern: string, flags: string, refer: BackReference | undefined) {
    this.#pattern = pattern;
    this.#refer = refer;
    this.#dotAll = flags.includes('s');
  }

  run(): string {
    let result = '';
    while (this.#at < this.#pattern.length) {
      const char = this.#pattern.charAt(this.#at);
      if (char === '[') result += this.#class();
      else if (char === '\\') result += this.#escape(false);
      else if (char === '(' && this.#pattern.startsWith('(?', this.#at)) {
        if (!this.#pattern.startsWith('(?:', this.#at)) throw new Error('no such group');
        this.#open.push(0);
        result += '(?:';
        this.#at += 3;
      } else {
        if (char === '(') this.#open.push(++this.#groups);
        if (char === ')') this.#open.pop();
        // XPath's dot matches neither kind of line end
        result += char === '.' && !this.#dotAll ? '[^\\n\\r]' : char;
        this.#at++;
      }
    }
    return result;
  }

  #escape(inClass: boolean): string {
    const char = this.#pattern.charAt(this.#at + 1);
    this.#at += 2;
    if (/[0-9]/.test(char)) return this.#backReference(inClass);
    if (char === 'p' || char === 'P') return this.#category(char, inClass);
    if ('nrtdDwWsS'.includes(char) && char !== '') return spelled(char);
    if (char === 'i' || char === 'c') {
      const set = char === 'i' ? NAME_START : NAME_PART;
      return inClass ? set : `[${set}]`;
    }
    if (char === 'I' || char === 'C') return `[^${char === 'I' ? NAME_START : NAME_PART}]`;
    if (!/[-\\|.?*+(){}$[\]^]/.test(char)) throw new Error(`no such escape: \\${char}`);
    return `\\${char}`;
  }

  /** `\\1` refers to a group that is closed where it stands. */
  #backReference(inClass: boolean): string {
    this.#at--;
    const digits = /^[1-9]\d*/.exec(this.#pattern.slice(this.#at))?.[0] ?? '';
    let length = digits.length;
    while (length > 1 && Number(digits.slice(0, length)) > this.#groups) length--;
    const group = Number(digits.slice(0, length));
    if (inClass || length === 0 || group > this.#groups || this.#open.includes(group)) throw new Error('no such group');
    this.#at += length;
    if (!this.#refer) throw new BackReferenceFound();
    return this.#refer(group);
  }

  #category(kind: 'p' | 'P', inClass: boolean): string {
    const match = /^\{([^}]*)\}/.exec(this.#pattern.slice(this.#at));
    const name = match?.[1] ?? '';
    this.#at += match?.[0].length ?? 0;
    if (Object.hasOwn(BLOCKS, name)) {
      const block = BLOCKS[name] ?? '';
      return kind === 'p' && inClass ? block : `[${kind === 'P' ? '^' : ''}${block}]`;
    }
    if (!/^[A-Z][a-z]?$/.test(name)) throw new Error(`no such category: ${name}`);
    return `\\${kind}{${name}}`;
  }

  /** A class; what follows `-[` is taken out of it, so both are written as sets of code points. */
  #class(): string {
    const start = this.#at;
    this.#at++;
    let body = '';
    if (this.#pattern.charAt(this.#at) === '^') {
      body += '^';
      this.#at++;
    }
    while (this.#pattern.charAt(this.#at) !== ']') {
      const char = this.#pattern.charAt(this.#at);
      if (char === '') throw new Error('a class does not end');
      if (char === '-' && this.#pattern.charAt(this.#at + 1) === '[') {
        this.#at++;
        const minus = this.#class();
        if (this.#pattern.charAt(this.#at) !== ']') throw new Error('a subtraction ends its class');
        this.#at++;
        return subtract(`[${body}]`, minus);
      }
      if (char === '[') throw new Error('a bracket inside a class');
      if (char === '\\') body += this.#escape(true);
      else {
        body += char;
        this.#at++;
      }
    }
    if (this.#at === start + 1) throw new Error('an empty class');
    this.#at++;
    return `[${body}]`;
  }
}

/** XPath's classes are Unicode's, those of RE2 are ASCII's. */
function spelled(char: string): string {
  if (char === 'd') return '\\p{Nd}';
  if (char === 'D') return '\\P{Nd}';
  return `\\${char}`;
}

/** The characters of the basic plane in one class and not in the other, as ranges. */
function subtract(from: string, minus: string): string {
  const [wanted, unwanted] = [simpleSet(from), simpleSet(minus)];
  const ranges: string[] = [];
  let start = -1;
  for (let code = 0; code <= 0x10000; code++) {
    const inside = code <= 0xffff && wanted(code) && !unwanted(code);
    if (inside && start < 0) start = code;
    if (!inside && start >= 0) {
      ranges.push(`\\x{${start.toString(16)}}-\\x{${(code - 1).toString(16)}}`);
      start = -1;
    }
  }
  if (ranges.length === 0) throw new Error('a class without characters');
  return `[${ranges.join('')}]`;
}

function simpleSet(set: string): (code: number) => boolean {
  const source = set.replace(/\\x\{([0-9A-Fa-f]+)\}/g, '\\u{$1}');
  const pattern = new RegExp(`^${source}$`, 'u');
  return (code) => pattern.test(String.fromCodePoint(code));
}
