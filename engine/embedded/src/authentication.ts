import { AsyncLocalStorage } from 'node:async_hooks';

interface Caller {
  readonly userId: string;
  /** Stored authorizations bind this caller. */
  readonly isBound: boolean;
}

const callers = new AsyncLocalStorage<Caller | null>();

/** Who is authenticated where this is called; null for nobody. */
export const currentUser = (): string | null => callers.getStore()?.userId ?? null;

/** Whom stored authorizations bind where this is called; null when they bind nobody, as for jobs and for the host itself. */
export const boundUser = (): string | null => {
  const caller = callers.getStore();
  return caller?.isBound ? caller.userId : null;
};

/** Runs something, and what it sets in motion, in the name of a user; `isBound`: within what is authorized. */
export const asUser = <R>(userId: string, isBound: boolean, run: () => R): R => callers.run({ userId, isBound }, run);

/** Runs something in nobody's name, e.g. jobs that a user's command made due. */
export const asNobody = <R>(run: () => R): R => (currentUser() === null ? run() : callers.run(null, run));
