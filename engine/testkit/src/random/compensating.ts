import { createScope, createToken } from './expected-state.js';
import type { Remembered, Scope, Token } from './expected-state.js';
import type { Ledger } from './ledger.js';

/** Runs the handlers of everything completed in the scope around a token, then goes on. */
export function compensate(ledger: Ledger, id: string, token: Token, then: () => void): void {
  const found: Remembered[] = [];
  for (let scope: Scope | undefined = token.scope; scope; scope = scope.host?.scope) {
    found.push(...scope.remembered);
    scope.remembered = [];
    // From inside an event sub-process also what completed in the scope around it.
    if (scope.eventSubProcess === undefined) break;
  }
  if (found.length === 0) {
    then();
    return;
  }
  token.state = 'in';
  token.inner = createScope(id, token.scope.instance, token, () => {
    Object.assign(token, { inner: undefined, state: 'moving' });
    then();
  });
  undo(ledger, token.inner, found);
}

/** All handlers start together, the activity completed last first; a completed scope undoes what it holds. */
function undo(ledger: Ledger, scope: Scope, found: readonly Remembered[]): void {
  const newestFirst = [...found].sort((a, b) => b.order - a.order);
  const started = newestFirst.map((one) => ({ one, token: createToken(scope, one.label) }));
  for (const { one, token } of started) {
    if (!token.alive) continue;
    if (one.run) {
      one.run(token);
      continue;
    }
    token.state = 'in';
    token.inner = createScope(one.label, scope.instance, token, () => {
      token.inner = undefined;
      ledger.endToken(token);
    });
    undo(ledger, token.inner, one.inside);
  }
}
