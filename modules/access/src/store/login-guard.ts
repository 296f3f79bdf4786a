import { isIPv6 } from 'node:net';
import type { AccessModels, StoredLoginFailures } from './models.js';

/** Wrong passwords for one login from one address until it is locked, and for how long (milliseconds). */
export const MAX_FAILURES = 5;
export const FAILURE_WINDOW_MS = 15 * 60_000;
export const LOCK_MS = 15 * 60_000;
/** Wrong passwords for one login from all unknown addresses together: guessing from many machines is slowed down too. */
export const MAX_ACCOUNT_FAILURES = 100;

/** Where a login comes from: the address, and the browser when this person has logged in with it before. */
export interface LoginOrigin {
  readonly ip: string;
  readonly device?: string | undefined;
}

/**
 * Counts attempts per login and address before a password is looked at, so that a hundred at once are five and not a hundred. A browser
 * somebody has logged in with before is counted by itself: whoever shares the address (a proxy, a town hall) cannot lock it out.
 * Logins that do not exist are counted alike, so the answer tells nothing.
 */
export class LoginGuard {
  readonly #models: AccessModels;

  constructor(models: AccessModels) {
    this.#models = models;
  }

  /** Counts this attempt. @returns until when the login is locked from there; undefined when the password may be looked at */
  async attempt(login: string, from: LoginOrigin, now: Date): Promise<Date | undefined> {
    const own = await this.#count(keyOf(login, from), login, MAX_FAILURES, now);
    if (own || from.device) return own;
    return this.#count(`${login}|*`, login, MAX_ACCOUNT_FAILURES, now);
  }

  /** After a wrong password: until when it is locked now, if that was the last attempt. */
  async failed(login: string, from: LoginOrigin, now: Date): Promise<Date | undefined> {
    const id = keyOf(login, from);
    const stored = await this.#models.failures.findById(id).lean<StoredLoginFailures>();
    return stored && stored.count >= MAX_FAILURES ? this.#lock(id, now) : undefined;
  }

  async succeeded(login: string, from: LoginOrigin): Promise<void> {
    await this.#models.failures.deleteOne({ _id: { $eq: keyOf(login, from) } });
    if (!from.device) await this.#refund(`${login}|*`);
  }

  /** Takes back one attempt that was neither wrong nor a login, e.g. a password whose second factor is still to come. */
  async takeBack(login: string, from: LoginOrigin): Promise<void> {
    await this.#refund(keyOf(login, from));
    if (!from.device) await this.#refund(`${login}|*`);
  }

  async #refund(id: string): Promise<void> {
    await this.#models.failures.updateOne({ _id: { $eq: id }, count: { $gt: 0 } }, { $inc: { count: -1 } });
  }

  /** The unlock path: forgets failures from every address. */
  async unlock(login: string): Promise<void> {
    await this.#models.failures.deleteMany({ login: { $eq: login } });
  }

  /** First counted, then compared: of attempts at the same time no more than `max` pass. */
  async #count(id: string, login: string, max: number, now: Date): Promise<Date | undefined> {
    const { failures } = this.#models;
    const before = await failures.findById(id).lean<StoredLoginFailures>();
    if (before?.lockedUntil && before.lockedUntil > now) return before.lockedUntil;
    const over = before && (before.lockedUntil || now.getTime() - before.since.getTime() > FAILURE_WINDOW_MS);
    // The next window starts after the lock, else one more mistake would lock again; of two that find it over, one resets it.
    if (before && over) await failures.deleteOne({ _id: { $eq: id }, since: { $eq: before.since } });
    const after = await failures
      .findOneAndUpdate(
        { _id: { $eq: id } },
        { $inc: { count: 1 }, $setOnInsert: { login, since: now } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<StoredLoginFailures>();
    return after && after.count > max ? this.#lock(id, now) : undefined;
  }

  async #lock(id: string, now: Date): Promise<Date> {
    const lockedUntil = new Date(now.getTime() + LOCK_MS);
    await this.#models.failures.updateOne({ _id: { $eq: id } }, { $set: { lockedUntil } });
    return lockedUntil;
  }
}

/** One customer has a whole IPv6 network of 64 bits. */
const network = (ip: string): string => (isIPv6(ip) ? `${ip.split(':').slice(0, 4).join(':')}::/64` : ip);

const keyOf = (login: string, { ip, device }: LoginOrigin): string =>
  device ? `${login}|device ${device}` : `${login}|${network(ip)}`;
