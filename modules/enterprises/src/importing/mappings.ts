import type { EnterpriseModels, StoredMapping } from '../store/models.js';
import { fingerprint, type Mapping } from './layout.js';
import { MAX_REMEMBERED } from './limits.js';
import type { ReadSheet } from './workbook/read-workbook.js';

/** What offices said the columns of their files are. */
export class Mappings {
  readonly #models: EnterpriseModels;
  readonly #now: () => Date;

  constructor(models: EnterpriseModels, now: () => Date) {
    this.#models = models;
    this.#now = now;
  }

  idOf(organization: string, sheet: Pick<ReadSheet, 'rows'>): string {
    return `${organization}:${fingerprint(sheet)}`;
  }

  /** Of these sheets those whose headings the office has told the meaning of, by their fingerprints. */
  async ofSheets(organization: string, sheets: readonly ReadSheet[]): Promise<Map<string, Mapping>> {
    const ids = sheets.map((sheet) => this.idOf(organization, sheet));
    const found = await this.#models.mappings.find({ _id: { $in: ids } }).lean<StoredMapping[]>();
    return new Map(found.map(({ _id, columns }) => [_id.slice(organization.length + 1), columns]));
  }

  async remember(organization: string, sheet: ReadSheet, columns: Mapping): Promise<string> {
    const _id = this.idOf(organization, sheet);
    const fields = { organization, columns: [...columns], usedAt: this.#now() };
    await this.#models.mappings.updateOne({ _id: { $eq: _id } }, { $set: fields }, { upsert: true });
    const surplus = await this.#models.mappings
      .find({ organization: { $eq: organization } })
      .sort({ usedAt: -1, _id: 1 })
      .skip(MAX_REMEMBERED)
      .lean<StoredMapping[]>();
    for (const one of surplus) await this.#models.mappings.deleteOne({ _id: { $eq: one._id } });
    return _id;
  }

  async used(id: string): Promise<void> {
    await this.#models.mappings.updateOne({ _id: { $eq: id } }, { $set: { usedAt: this.#now() } });
  }

  async forget(id: string): Promise<void> {
    await this.#models.mappings.deleteOne({ _id: { $eq: id } });
  }
}
