import { createHash, randomBytes } from 'node:crypto';
import { PROFILES, type SecurityProfile } from '../domain/security-profile.js';
import type { SessionEnd } from '../service.js';
import type { AccessModels, StoredSession } from './models.js';

/** A session ends after this long without a request, and this long after login whatever happens (milliseconds). */
export const IDLE_MS = PROFILES['gb22239-l3'].session.idleMs;
export const ABSOLUTE_MS = PROFILES['gb22239-l3'].session.absoluteMs;
/** Activity is written down at most this often; a session may therefore end up to this much early, never late. */
export const SEEN_GRANULARITY_MS = 60_000;
const TOKEN_BYTES = 32;

/** Sessions live on the server: the cookie holds a random value, the store only its hash. */
export class Sessions {
  readonly #models: AccessModels;
  readonly #listeners = new Set<SessionEnd>();

  readonly #limits: SecurityProfile['session'];

  constructor(models: AccessModels, limits: SecurityProfile['session'] = PROFILES['gb22239-l3'].session) {
    this.#models = models;
    this.#limits = limits;
  }

  get limits(): SecurityProfile['session'] {
    return this.#limits;
  }

  /** Ends the oldest sessions of a person beyond the profile's number. */
  async endBeyondLimit(person: string): Promise<void> {
    const sessions = (await this.allOf(person)).sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    for (const session of sessions.slice(this.#limits.max)) await this.end(session._id);
  }

  /** Ends the session of a cookie value, e.g. the one a browser had before it logged in again. */
  async endToken(token: string): Promise<void> {
    await this.end(idOf(token));
  }

  async create(
    person: string,
    assignment: string,
    ip: string,
    now: Date,
  ): Promise<{ token: string; session: StoredSession }> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const session: StoredSession = {
      _id: idOf(token),
      person,
      assignment,
      csrf: randomBytes(TOKEN_BYTES).toString('base64url'),
      createdAt: now,
      seenAt: now,
      ip,
    };
    await this.#models.sessions.create(session);
    return { token, session };
  }

  /** The living session of a cookie value; counts as activity. */
  async find(token: string, now: Date): Promise<StoredSession | undefined> {
    const session = await this.#models.sessions.findById(idOf(token)).lean<StoredSession>();
    if (!session) return undefined;
    if (this.#isOver(session, now)) {
      await this.end(session._id);
      return undefined;
    }
    if (now.getTime() - session.seenAt.getTime() >= SEEN_GRANULARITY_MS) {
      await this.#models.sessions.updateOne({ _id: { $eq: session._id } }, { $set: { seenAt: now } });
    }
    return session;
  }

  /** The session if its time is not over; does not count as activity. */
  async alive(id: string, now: Date): Promise<StoredSession | undefined> {
    const session = await this.#models.sessions.findById(id).lean<StoredSession>();
    return session && !this.#isOver(session, now) ? session : undefined;
  }

  async allOf(person: string): Promise<StoredSession[]> {
    return this.#models.sessions.find({ person: { $eq: person } }).lean<StoredSession[]>();
  }

  async switchTo(id: string, assignment: string): Promise<void> {
    await this.#models.sessions.updateOne({ _id: { $eq: id } }, { $set: { assignment } });
  }

  async end(id: string): Promise<void> {
    const session = await this.#models.sessions.findByIdAndDelete(id).lean<StoredSession>();
    if (session) this.#tell(session);
  }

  async endAllOf(person: string, except?: string): Promise<void> {
    const sessions = await this.#models.sessions.find({ person: { $eq: person } }).lean<StoredSession[]>();
    for (const session of sessions) if (session._id !== except) await this.end(session._id);
  }

  /** Removes what nobody will ask for again. */
  async sweep(now: Date): Promise<void> {
    await this.#models.sessions.deleteMany({ seenAt: { $lt: new Date(now.getTime() - this.#limits.idleMs) } });
    await this.#models.sessions.deleteMany({ createdAt: { $lt: new Date(now.getTime() - this.#limits.absoluteMs) } });
  }

  onEnd(listener: SessionEnd): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #isOver(session: StoredSession, now: Date): boolean {
    return (
      now.getTime() - session.seenAt.getTime() > this.#limits.idleMs ||
      now.getTime() - session.createdAt.getTime() > this.#limits.absoluteMs
    );
  }

  #tell(session: StoredSession): void {
    for (const listener of this.#listeners) listener({ id: session._id, person: session.person });
  }
}

const idOf = (token: string): string => createHash('sha256').update(token).digest('hex');
