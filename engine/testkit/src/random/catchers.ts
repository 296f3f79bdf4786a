import type { Catcher, Scope, Token } from './expected-state.js';

const rank = (one: Catcher): number => (one.eventSubProcess === undefined ? 0 : 10) + (one.code === undefined ? 0 : 1);

/** Who could catch what a token throws, nearest scope first, across calls; in one scope the stronger first. */
export function* catchersAround(token: Token, event: Catcher['event']): Generator<Catcher> {
  const passed = new Set<string>();
  for (let scope: Scope | undefined = token.inner ?? token.scope; scope;) {
    yield* (
      scope.catchers
        .filter((one) => one.event === event)
        // What an event sub-process throws is not caught by itself.
        .filter((one) => one.eventSubProcess === undefined || !passed.has(one.eventSubProcess))
        .sort((a, b) => rank(b) - rank(a))
    );
    if (scope.eventSubProcess !== undefined) passed.add(scope.eventSubProcess);
    const { host, instance }: Scope = scope;
    scope = host ? host.scope : (instance.caller?.inner ?? undefined);
  }
}

/** Event sub-process before boundary, with a code before without; an inner scope before an outer one. */
export function findCatcher(token: Token, event: Catcher['event'], code: string): Catcher | undefined {
  for (const one of catchersAround(token, event)) if (one.code === undefined || one.code === code) return one;
  return undefined;
}
