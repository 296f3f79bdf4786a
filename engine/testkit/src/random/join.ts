import { dropToken } from './expected-state.js';
import type { Token } from './expected-state.js';
import type { Ledger } from './ledger.js';

/** Takes the tokens that arrive at a join; the last of `count` goes on. */
export function joinOf(ledger: Ledger, merge: string, count: number, next: (token: Token) => void) {
  const arrived: Token[] = [];
  return (one: Token): void => {
    arrived.push(one);
    Object.assign(one, { state: 'join', at: merge, open: merge });
    if (arrived.length < count) return;
    for (const other of arrived) {
      ledger.done(merge);
      other.open = undefined;
      if (other !== one) dropToken(other);
    }
    one.state = 'moving';
    next(one);
  };
}
