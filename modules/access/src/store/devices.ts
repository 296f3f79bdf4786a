import { createHash, randomBytes } from 'node:crypto';
import type { AccessModels } from './models.js';

/** Browsers one person is remembered by, and for how long after the last login (milliseconds). */
const MAX_DEVICES = 10;
export const DEVICE_LIFE_MS = 180 * 24 * 60 * 60_000;
const TOKEN_BYTES = 24;
const MAX_TOKEN = 128;

/** Browsers people have logged in with. Being known opens nothing; it only keeps strangers' mistakes from counting. */
export class Devices {
  readonly #models: AccessModels;

  constructor(models: AccessModels) {
    this.#models = models;
  }

  /** Id of the browser when this person has logged in with it; undefined for everybody else's and for a made-up one. */
  async known(token: string | undefined, person: string | undefined, now: Date): Promise<string | undefined> {
    if (!token || token.length > MAX_TOKEN) return undefined;
    const stored = await this.#models.devices
      .findById(idOf(token))
      .lean<{ _id: string; people: string[]; at: Date } | null>();
    if (!stored || now.getTime() - stored.at.getTime() > DEVICE_LIFE_MS) return undefined;
    return person === undefined || stored.people.includes(person) ? stored._id : undefined;
  }

  /** After a login. @returns the value of the cookie, the old one where it is known */
  async remember(token: string | undefined, person: string, now: Date): Promise<string> {
    const value = (await this.known(token, undefined, now))
      ? (token as string)
      : randomBytes(TOKEN_BYTES).toString('base64url');
    await this.#models.devices.updateOne(
      { _id: { $eq: idOf(value) } },
      { $set: { at: now }, $addToSet: { people: person } },
      { upsert: true },
    );
    const own = await this.#models.devices.find({ people: person }).sort({ at: -1 }).lean<{ _id: string }[]>();
    const old = own.slice(MAX_DEVICES).map((device) => device._id);
    if (old.length) await this.#models.devices.deleteMany({ _id: { $in: old } });
    return value;
  }
}

const idOf = (token: string): string => createHash('sha256').update(token).digest('hex');
