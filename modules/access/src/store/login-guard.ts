import type { AccessModels, StoredLoginFailures } from './models.js';

/** Wrong passwords for one login from one address until it is locked, and for how long (milliseconds). */
export const MAX_FAILURES = 5;
export const FAILURE_WINDOW_MS = 15 * 60_000;
export const LOCK_MS = 15 * 60_000;

/**
 * Counts wrong passwords per login and address: guessing is stopped where it comes from, and a stranger cannot lock somebody out of
 * the own office. Logins that do not exist are counted alike, so the answer tells nothing.
 */
export class LoginGuard {
  readonly #models: AccessModels;

  constructor(models: AccessModels) {
    this.#models = models;
  }

  /** Until when this login is locked from this address; undefined when it is not. */
  async lockedUntil(login: string, ip: string, now: Date): Promise<Date | undefined> {
    const stored = await this.#models.failures.findById(key(login, ip)).lean<StoredLoginFailures>();
    return stored?.lockedUntil && stored.lockedUntil > now ? stored.lockedUntil : undefined;
  }

  /** @returns until when it is locked now, if it is */
  async failed(login: string, ip: string, now: Date): Promise<Date | undefined> {
    const id = key(login, ip);
    const stored = await this.#models.failures.findById(id).lean<StoredLoginFailures>();
    const fresh = !stored || now.getTime() - stored.since.getTime() > FAILURE_WINDOW_MS;
    const count = fresh ? 1 : stored.count + 1;
    const lockedUntil = count >= MAX_FAILURES ? new Date(now.getTime() + LOCK_MS) : undefined;
    await this.#models.failures.updateOne(
      { _id: { $eq: id } },
      {
        // The next window starts after the lock, else one more mistake would lock again.
        $set: {
          login,
          count: lockedUntil ? 0 : count,
          since: fresh ? now : stored.since,
          ...(lockedUntil ? { lockedUntil } : {}),
        },
      },
      { upsert: true },
    );
    return lockedUntil;
  }

  async succeeded(login: string, ip: string): Promise<void> {
    await this.#models.failures.deleteOne({ _id: { $eq: key(login, ip) } });
  }

  /** The unlock path: forgets failures from every address. */
  async unlock(login: string): Promise<void> {
    await this.#models.failures.deleteMany({ login: { $eq: login } });
  }
}

const key = (login: string, ip: string): string => `${login}|${ip}`;
