import { ExpressionLimitError } from '../../errors.js';
import { MAX_DEPTH } from '../../limits.js';
import { syntaxError, tokenize, type Token } from './lexer.js';

/** Readings that may be tried and given up: one inside another, each repeats the work of those within. */
const MAX_FAILED_READINGS = 64;

/** The tokens of a source, the place in them, and what reading them has cost. */
export class TokenStream {
  readonly source: string;
  readonly all: readonly Token[];
  at = 0;
  depth = 0;
  /** Inside the end of an interval, where `[` may close. */
  inEndpoint = false;
  #failedReadings = 0;

  constructor(source: string) {
    this.source = source;
    this.all = tokenize(source);
  }

  next(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    return this.all[Math.min(this.at + ahead, this.all.length - 1)] as Token;
  }

  /** Whether the next token is this word or symbol. */
  is(text: string): boolean {
    const token = this.next();
    return token.text === text && (token.kind === 'symbol' || token.kind === 'word');
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.fail(`'${text}'`);
  }

  expectEnd(): void {
    if (this.next().kind !== 'end') this.fail();
  }

  fail(wanted?: string): never {
    throw syntaxError(this.source, this.next().from, wanted);
  }

  /** Whether the bracket at a token closes with the last one. */
  closesAtEnd(open: number): boolean {
    let depth = 0;
    for (let index = open; index < this.all.length; index++) {
      const token = this.all[index] as Token;
      if (token.kind !== 'symbol') continue;
      if (token.text === '(') depth++;
      else if (token.text === ')' && --depth === 0) return this.all[index + 1]?.kind === 'end';
    }
    return false;
  }

  /** One level deeper; the caller puts `depth` back. @throws ExpressionLimitError */
  deepen(): void {
    if (++this.depth > MAX_DEPTH) throw new ExpressionLimitError('depth', MAX_DEPTH);
  }

  nest<T>(work: () => T): T {
    this.deepen();
    const result = work();
    this.depth--;
    return result;
  }

  /** Tries a reading; undefined, and back at the start, when the tokens do not read so. A spent limit stays one. */
  attempt<T>(work: () => T): T | undefined {
    const { at, depth, inEndpoint } = this;
    try {
      return work();
    } catch (error) {
      if (error instanceof ExpressionLimitError || ++this.#failedReadings > MAX_FAILED_READINGS) throw error;
      Object.assign(this, { at, depth, inEndpoint });
      return undefined;
    }
  }

  /** Reads what stands in brackets of its own, where `[` opens again. */
  bracketed<T>(work: () => T): T {
    const outer = this.inEndpoint;
    this.inEndpoint = false;
    const result = work();
    this.inEndpoint = outer;
    return result;
  }
}
