import { isOver, type Person } from '@anliu/organization';
import { ADMIN_POSTS, ADMIN_TITLES, isAdminPost, type AdminPost } from './separation.js';
import type { Sentence } from '@anliu/sentences';
import { say } from '../sentences.js';

/** A post with its period, as far as this page needs it. */
interface Held {
  readonly post: string;
  readonly until?: string | undefined;
}

/** The administrator's post somebody holds or is about to hold; undefined for everybody else. */
export const adminPostOf = (person: Pick<Person, 'assignments'>, today: string): AdminPost | undefined =>
  person.assignments
    .filter((held) => !isOver(held, today))
    .map((held) => held.post)
    .find(isAdminPost);

/** Holds the power without an end in sight; only such a person counts as its holder. */
const holdsForGood = (person: { disabled: boolean; posts: readonly Held[] }, post: AdminPost): boolean =>
  !person.disabled && person.posts.some((held) => held.post === post && held.until === undefined);

/**
 * Why a change would leave an administrator's post without a holder, as a sentence. `next` is what the person will be; a power nobody
 * holds today is not lost by the change.
 */
export function lastHolderProblem(
  people: readonly Person[],
  target: string,
  next: { disabled: boolean; posts: readonly Held[] },
): Sentence | undefined {
  for (const post of ADMIN_POSTS) {
    const now = people.filter((person) => holdsForGood({ disabled: person.disabled, posts: person.posts }, post));
    if (!now.some((person) => person.id === target)) continue;
    if (now.length === 1 && !holdsForGood(next, post)) return say.lastAdministrator({ title: ADMIN_TITLES[post] });
  }
  return undefined;
}
