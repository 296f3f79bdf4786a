import { Schema, type Model } from 'mongoose';
import type { ImportPreview, ImportRow } from '@anliu/contract';
import type { Storage } from '@anliu/storage';
import type { ColumnKey, RowValues } from '../domain/columns.js';

/** One change of an enterprise's file: what it was before. */
interface StoredVersion {
  version: number;
  at: Date;
  by: string;
  /** Where the change came from, e.g. `import:<id>:<row>`. */
  source: string;
  /** JSON text of the values the change replaced. */
  before: string;
}

export interface StoredEnterprise {
  /** 统一社会信用代码 */
  _id: string;
  name: string;
  region: string;
  status: string;
  address?: string;
  legalRepresentative?: string;
  principal?: string;
  principalPhone?: string;
  safetyHead?: string;
  safetyHeadPhone?: string;
  industry?: string;
  sector?: string;
  scale?: string;
  staffTotal?: number;
  version: number;
  updatedAt: Date;
  updatedBy: string;
  /** The change that made this version; what was applied once is not applied again. */
  source: string;
  history: StoredVersion[];
}

export interface StoredImport {
  _id: string;
  fileName: string;
  by: string;
  organization: string;
  /** Region the importing office is responsible for. */
  region: string;
  state: 'open' | 'committing';
  createdAt: Date;
  /** Its headings were understood by this mapping. */
  mapping?: string;
  remembered?: ImportPreview['remembered'];
}

export interface StoredImportRow {
  /** `<import>:<row>` */
  _id: string;
  import: string;
  row: number;
  values: RowValues;
  problems: ImportRow['problems'];
  state: ImportRow['state'];
  update: boolean;
}

/** What an office said the columns of files with certain headings are. */
export interface StoredMapping {
  /** `<organization>:<fingerprint of the headings>` */
  _id: string;
  organization: string;
  columns: (ColumnKey | null)[];
  usedAt: Date;
}

export interface EnterpriseModels {
  enterprises: Model<StoredEnterprise>;
  imports: Model<StoredImport>;
  rows: Model<StoredImportRow>;
  mappings: Model<StoredMapping>;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

export function enterpriseModels(storage: Storage): EnterpriseModels {
  const version = new Schema<StoredVersion>(
    { version: { type: Number, required: true }, at: date, by: text, source: text, before: text },
    { _id: false },
  );
  const enterprise = new Schema<StoredEnterprise>(
    {
      _id: text,
      name: { ...text, index: true },
      region: { ...text, index: true },
      status: text,
      address: String,
      legalRepresentative: String,
      principal: String,
      principalPhone: String,
      safetyHead: String,
      safetyHeadPhone: String,
      industry: String,
      sector: String,
      scale: String,
      staffTotal: Number,
      version: { type: Number, required: true },
      updatedAt: date,
      updatedBy: text,
      source: text,
      history: [version],
    },
    { collection: 'enterprises', versionKey: false },
  );
  const batch = new Schema<StoredImport>(
    {
      _id: text,
      fileName: text,
      by: text,
      organization: text,
      region: text,
      state: { ...text, index: true },
      createdAt: date,
      mapping: String,
      remembered: { type: [Schema.Types.Mixed], default: undefined } as never,
    },
    { collection: 'enterprise_imports', versionKey: false },
  );
  const row = new Schema<StoredImportRow>(
    {
      _id: text,
      import: { ...text, index: true },
      row: { type: Number, required: true },
      values: { type: Schema.Types.Mixed, required: true },
      problems: { type: [Schema.Types.Mixed], required: true } as never,
      state: text,
      update: { type: Boolean, required: true },
    },
    { collection: 'enterprise_import_rows', versionKey: false, minimize: false },
  );
  const mapping = new Schema<StoredMapping>(
    {
      _id: text,
      organization: { ...text, index: true },
      columns: { type: [Schema.Types.Mixed], required: true } as never,
      usedAt: date,
    },
    { collection: 'enterprise_import_mappings', versionKey: false },
  );
  return {
    enterprises: storage.model('Enterprise', enterprise),
    imports: storage.model('EnterpriseImport', batch),
    rows: storage.model('EnterpriseImportRow', row),
    mappings: storage.model('EnterpriseImportMapping', mapping),
  };
}
