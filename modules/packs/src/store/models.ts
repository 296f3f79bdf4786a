import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';
import type { Manifest } from '../domain/manifest.js';
import type { Artifact } from '../domain/pack-version.js';

/** A published version; never changed after it was written. */
export interface StoredVersion {
  _id: string;
  pack: string;
  version: string;
  /** Where it came from: a template folder, or published here. */
  origin: 'template' | 'local';
  hash: string;
  manifest: Manifest;
  artifacts: Artifact[];
  definitionIds: Record<string, string>;
  publishedAt: Date;
  publishedBy: string;
  note: string;
}

export interface StoredDraft {
  /** Published version it was begun on. */
  base: string;
  /** Changed artefacts: `kind/id` and the text. */
  artifacts: { key: string; content: string }[];
  parameters: Record<string, number>;
  savedAt: Date;
  savedBy: string;
}

/** One pack: which version is active, and the unpublished draft. Activation is one write of this document. */
export interface StoredPack {
  _id: string;
  active: string;
  /** Hash of the template folder last taken over. */
  templateHash?: string;
  draft?: StoredDraft | null;
  rev: number;
}

const versionSchema = new Schema<StoredVersion>(
  {
    _id: { type: String, required: true },
    pack: { type: String, required: true, index: true },
    version: { type: String, required: true },
    origin: { type: String, required: true },
    hash: { type: String, required: true },
    manifest: { type: Schema.Types.Mixed, required: true },
    artifacts: { type: Schema.Types.Mixed, required: true },
    definitionIds: { type: Schema.Types.Mixed, required: true },
    publishedAt: { type: Date, required: true },
    publishedBy: { type: String, required: true },
    note: { type: String, default: '' },
  },
  { minimize: false, versionKey: false },
);

const packSchema = new Schema<StoredPack>(
  {
    _id: { type: String, required: true },
    active: { type: String, required: true },
    templateHash: String,
    draft: Schema.Types.Mixed,
    rev: { type: Number, required: true },
  },
  { minimize: false, versionKey: false },
);

export interface PackModels {
  versions: Model<StoredVersion>;
  packs: Model<StoredPack>;
}

export const packModels = (storage: Storage): PackModels => ({
  versions: storage.model<StoredVersion>('PackVersion', versionSchema),
  packs: storage.model<StoredPack>('Pack', packSchema),
});
