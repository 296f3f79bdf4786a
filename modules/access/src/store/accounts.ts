import { GENERATED_COST, hasFullCost, hashPassword, verifyPassword } from '../domain/scrypt.js';
import { REMEMBERED_PASSWORDS } from '../domain/password.js';
import type { AccessModels, StoredAccount } from './models.js';

/** Passwords of people. */
export class Accounts {
  readonly #models: AccessModels;
  #nobody: Promise<string> | undefined;

  constructor(models: AccessModels) {
    this.#models = models;
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
    for (const hash of [account.hash, ...account.previous]) if (await verifyPassword(password, hash)) return true;
    return false;
  }

  async setPassword(
    person: string,
    password: string,
    options: { mustChange: boolean; now: Date; demo?: boolean; generated?: boolean },
  ): Promise<void> {
    const hash = await (options.generated ? hashPassword(password, GENERATED_COST) : hashPassword(password));
    const old = await this.find(person);
    const previous = old ? [old.hash, ...old.previous].slice(0, REMEMBERED_PASSWORDS - 1) : [];
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

  async loggedIn(person: string, now: Date): Promise<void> {
    await this.#models.accounts.updateOne({ _id: { $eq: person } }, { $set: { lastLoginAt: now } });
  }
}
