import { AsyncLocalStorage } from 'node:async_hooks';

const users = new AsyncLocalStorage<string | null>();

/** Who is authenticated where this is called; null for nobody. */
export const currentUser = (): string | null => users.getStore() ?? null;

/** Runs something, and what it sets in motion, in the name of a user. */
export const asUser = <R>(userId: string, run: () => R): R => users.run(userId, run);

/** Runs something in nobody's name, e.g. jobs that a user's command made due. */
export const asNobody = <R>(run: () => R): R => (currentUser() === null ? run() : users.run(null, run));
