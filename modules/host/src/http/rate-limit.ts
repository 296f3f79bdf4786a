import { ERROR } from '@anliu/contract';
import { AppError } from '@anliu/kit';
import { say } from '../sentences.js';

export interface RateLimit {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests per second after that. */
  readonly perSecond: number;
}

export interface RateLimits {
  /** Logins from one address; an office behind one address logs in at half past eight. */
  readonly login: RateLimit;
  readonly read: RateLimit;
  readonly write: RateLimit;
}

export const DEFAULT_RATE_LIMITS: RateLimits = {
  login: { burst: 60, perSecond: 1 },
  read: { burst: 600, perSecond: 200 },
  write: { burst: 300, perSecond: 100 },
};

/** Callers remembered at once; the oldest is forgotten first. */
const MAX_BUCKETS = 20_000;

/**
 * Token buckets per caller. Ours: one process keeps them in memory and forgets the oldest; the libraries bring stores for many
 * processes, and timers for each caller.
 */
export class RateLimiter {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @throws AppError 429 with `details.retryAfter` in seconds */
  take(caller: string, limit: RateLimit): void {
    const now = this.#now();
    const bucket = this.#buckets.get(caller) ?? { tokens: limit.burst, at: now };
    const tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond);
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { tokens: Math.max(0, tokens - 1), at: now });
    if (this.#buckets.size > MAX_BUCKETS) this.#buckets.delete(this.#buckets.keys().next().value as string);
    if (tokens >= 1) return;
    const retryAfter = Math.max(1, Math.ceil((1 - tokens) / limit.perSecond));
    throw new AppError(429, ERROR.tooMany, say.tooOften({ seconds: retryAfter }), { details: { retryAfter } });
  }
}
