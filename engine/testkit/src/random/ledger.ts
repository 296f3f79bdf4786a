import { dropToken } from './expected-state.js';
import type { Instance, Scope, Token } from './expected-state.js';

export type EndState = 'COMPLETED' | 'EXTERNALLY_TERMINATED' | 'INTERNALLY_TERMINATED';

/** How often the instances of one activity ended, by how. */
export interface Tally {
  completed: number;
  canceled: number;
}

/** Keeps the account of what ended, and ends tokens, scopes and instances. */
export class Ledger {
  /** How often activities ended, by element. */
  readonly tally = new Map<string, Tally>();
  /** Instances that ended, by key and state. */
  readonly ended = new Map<string, number>();

  readonly undone: string[] = [];

  #calledState: Exclude<EndState, 'COMPLETED'> = 'INTERNALLY_TERMINATED';

  done(id: string, how: keyof Tally = 'completed'): void {
    const tally = this.tally.get(id) ?? { completed: 0, canceled: 0 };
    tally[how] += 1;
    this.tally.set(id, tally);
  }

  instanceEnded(key: string, state: EndState): void {
    const name = `${key} ${state}`;
    this.ended.set(name, (this.ended.get(name) ?? 0) + 1);
  }

  endToken(token: Token): void {
    if (!token.alive) return;
    dropToken(token);
    if (token.scope.tokens.length === 0 && token.scope.alive) token.scope.emptied();
  }

  cancel(token: Token): void {
    if (token.inner) this.cancelScope(token.inner);
    if (token.called?.root.alive) this.endInstance(token.called, this.#calledState);
    if (token.open !== undefined) this.done(token.open, 'canceled');
    dropToken(token);
  }

  cancelScope(scope: Scope): void {
    this.clear(scope);
    scope.alive = false;
  }

  /** Everything in a scope but one token ends, and it listens to nothing more. */
  interrupt(scope: Scope, except: Token): void {
    this.clear(scope, except);
    scope.armed = [];
  }

  /** Tokens that have finished already just go. */
  clear(scope: Scope, except?: Token): void {
    for (const token of [...scope.tokens]) {
      if (token.state === 'finished') dropToken(token);
      else if (token !== except) this.cancel(token);
    }
  }

  /** What it called ends as it does when a client ends it, else from inside. */
  endInstance(instance: Instance, state: Exclude<EndState, 'COMPLETED'>): void {
    const before = this.#calledState;
    this.#calledState = state;
    this.cancelScope(instance.root);
    this.#calledState = before;
    this.instanceEnded(instance.key, state);
  }
}

/** The token waits until somebody resumes it. */
export function park(
  token: Token,
  state: 'before' | 'after' | 'in',
  at: string,
  waitsFor: Token['waitsFor'],
  then: () => void,
): void {
  Object.assign(token, { state, at, waitsFor });
  token.resume = () => {
    Object.assign(token, { resume: undefined, waitsFor: undefined, state: 'moving' });
    then();
  };
}
