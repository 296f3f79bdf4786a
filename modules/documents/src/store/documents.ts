import type { PersonRef } from '@anliu/contract';
import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';

/** One document of a case: prepared (草稿), issued (已签发) or void (作废). */
export interface StoredDocument {
  _id: string;
  caseId: string;
  caseNo: string;
  /** Pack's document id, e.g. `DOC-22`. */
  document: string;
  title: string;
  /** Which making of this document on the case; the external task's id. */
  round: string;
  number?: string;
  state: 'draft' | 'issued' | 'void';
  /** The merged text, for ever: what was issued can be rendered again. */
  html: string;
  preparedAt: Date;
  by?: PersonRef;
  file?: string;
  /** SHA-256 of the issued PDF. */
  sha256?: string;
  issuedAt?: Date;
  voidedAt?: Date;
  voidedBy?: PersonRef;
  voidReason?: string;
}

const person = new Schema(
  { id: String, name: String, post: String, certificate: String },
  { _id: false, strict: false },
);
const schema = new Schema<StoredDocument>(
  {
    _id: String,
    caseId: { type: String, required: true },
    caseNo: { type: String, required: true },
    document: { type: String, required: true },
    title: { type: String, required: true },
    round: { type: String, required: true },
    number: String,
    state: { type: String, enum: ['draft', 'issued', 'void'], required: true },
    html: { type: String, required: true },
    preparedAt: { type: Date, required: true },
    by: person,
    file: String,
    sha256: String,
    issuedAt: Date,
    voidedAt: Date,
    voidedBy: person,
    voidReason: String,
  },
  { collection: 'documents' },
).index({ caseId: 1, preparedAt: 1 });

export const documentModel = (storage: Storage): Model<StoredDocument> => storage.model('Document', schema);
