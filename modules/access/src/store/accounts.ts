import { GENERATED_COST, hasFullCost, hashPassword, verifyPassword } from '../domain/scrypt.js';
import { randomBytes } from 'node:crypto';
import { totpStep } from '../domain/totp.js';
import { PROFILES, type SecurityProfile } from '../domain/security-profile.js';
import type { AccessModels, StoredAccount } from './models.js';

/** Former passwords kept, whatever the profile compares. */
const MAX_PREVIOUS = 4;
/** Resets an account remembers. */
const MAX_RESETS = 5;
/** Milliseconds for which somebody is told of them. */
export const RESET_SHOWN_MS = 30 * 24 * 60 * 60_000;
const RECOVERY_LENGTH = 20;
/** 32 characters, so that every byte falls on each equally often. */
const RECOVERY_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Passwords, second factors and recovery codes of people. */
export class Accounts {
  readonly #models: AccessModels;
  #nobody: Promise<string> | undefined;

  readonly #rules: SecurityProfile['password'];

  constructor(models: AccessModels, rules: SecurityProfile['password'] = PROFILES['gb22239-l3'].password) {
    this.#models = models;
    this.#rules = rules;
  }

  get rules(): SecurityProfile['password'] {
    return this.#rules;
  }

  /** True when the password has to be changed before anything else: somebody else set it, or it is too old. */
  mustChange(account: StoredAccount, now: Date): boolean {
    const { maxAgeMs } = this.#rules;
    return account.mustChange || (maxAgeMs !== undefined && now.getTime() - account.changedAt.getTime() > maxAgeMs);
  }

  async find(person: string): Promise<StoredAccount | undefined> {
    return (await this.#models.accounts.findById(person).lean<StoredAccount>()) ?? undefined;
  }

  /** Costs the same whether the account exists or not. */
  async verify(person: string | undefined, password: string): Promise<StoredAccount | undefined> {
    const account = person === undefined ? undefined : await this.find(person);
    this.#nobody ??= hashPassword('nobody has this password');
    const nobody = await this.#nobody;
    const matches = await verifyPassword(password, account?.hash ?? nobody);
    if (account && !hasFullCost(account.hash)) await verifyPassword(password, nobody);
    return account && matches ? account : undefined;
  }

  async wasUsed(account: StoredAccount, password: string): Promise<boolean> {
    for (const hash of [account.hash, ...account.previous].slice(0, this.#rules.remembered))
      if (await verifyPassword(password, hash)) return true;
    return false;
  }

  async setPassword(
    person: string,
    password: string,
    options: { mustChange: boolean; now: Date; demo?: boolean; generated?: boolean },
  ): Promise<void> {
    const hash = await (options.generated ? hashPassword(password, GENERATED_COST) : hashPassword(password));
    const old = await this.find(person);
    const previous = old ? [old.hash, ...old.previous].slice(0, MAX_PREVIOUS) : [];
    await this.#models.accounts.updateOne(
      { _id: { $eq: person } },
      {
        $set: {
          hash,
          previous,
          mustChange: options.mustChange,
          changedAt: options.now,
          ...(options.demo ? { demo: true } : {}),
        },
      },
      { upsert: true },
    );
  }

  /** Remembers that somebody else set the password, so that its owner is told. */
  async noteReset(person: string, by: readonly string[], at: Date): Promise<void> {
    const resets = [{ by: [...by], at }, ...((await this.find(person))?.resets ?? [])].slice(0, MAX_RESETS);
    await this.#models.accounts.updateOne({ _id: { $eq: person } }, { $set: { resets } });
  }

  async offerTotp(person: string, secret: string): Promise<void> {
    await this.#models.accounts.updateOne({ _id: { $eq: person } }, { $set: { totpOffered: secret } });
  }

  /** Takes the offered secret into use when the code is right. */
  async confirmTotp(account: StoredAccount, code: string, now: Date): Promise<boolean> {
    const secret = account.totpOffered;
    const step = secret === undefined ? undefined : totpStep(secret, code, now);
    if (secret === undefined || step === undefined) return false;
    await this.#models.accounts.updateOne(
      { _id: { $eq: account._id } },
      { $set: { totp: { secret, step } }, $unset: { totpOffered: 1 } },
    );
    return true;
  }

  /** True for a right code that was not used before: of two with the same code one wins. */
  async acceptTotp(account: StoredAccount, code: string, now: Date): Promise<boolean> {
    const { totp } = account;
    const step = totp && totpStep(totp.secret, code, now);
    if (step === undefined) return false;
    const written = await this.#models.accounts.updateOne(
      { _id: { $eq: account._id }, 'totp.step': { $lt: step } },
      { $set: { 'totp.step': step } },
    );
    return written.modifiedCount === 1;
  }

  async clearTotp(person: string): Promise<void> {
    await this.#models.accounts.updateOne({ _id: { $eq: person } }, { $unset: { totp: 1, totpOffered: 1 } });
  }

  /** A new sealed code (100 random bits) that opens the account again; the former one is void. */
  async newRecovery(person: string): Promise<string> {
    const bytes = randomBytes(RECOVERY_LENGTH);
    const code = [...bytes].map((byte) => RECOVERY_ALPHABET[byte % RECOVERY_ALPHABET.length]).join('');
    const recovery = await hashPassword(code, GENERATED_COST);
    await this.#models.accounts.updateOne({ _id: { $eq: person } }, { $set: { recovery } });
    return code.replace(/(.{5})(?=.)/g, '$1-');
  }

  async takeRecovery(account: StoredAccount, code: string): Promise<boolean> {
    const { recovery } = account;
    const plain = code
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '');
    if (!recovery || !(await verifyPassword(plain, recovery))) return false;
    const written = await this.#models.accounts.updateOne(
      { _id: { $eq: account._id }, recovery: { $eq: recovery } },
      { $unset: { recovery: 1, totp: 1, totpOffered: 1 } },
    );
    return written.modifiedCount === 1;
  }

  async loggedIn(person: string, now: Date): Promise<void> {
    await this.#models.accounts.updateOne({ _id: { $eq: person } }, { $set: { lastLoginAt: now } });
  }
}
