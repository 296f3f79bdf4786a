import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';

/** One uploaded or issued file; the bytes are in `Blobs` under their hash. */
export interface StoredFile {
  _id: string;
  sha256: string;
  name: string;
  type: string;
  size: number;
  width?: number;
  height?: number;
  /** Local time from the photo itself, never from the uploader. */
  takenAt?: string;
  gps?: { latitude: number; longitude: number };
  uploadedBy: string;
  uploadedAt: Date;
  /** Cases the file belongs to; empty until a form that names it was accepted. */
  cases: string[];
}

const schema = new Schema<StoredFile>(
  {
    _id: String,
    sha256: { type: String, required: true },
    name: { type: String, required: true },
    type: { type: String, required: true },
    size: { type: Number, required: true },
    width: Number,
    height: Number,
    takenAt: String,
    gps: { type: new Schema({ latitude: Number, longitude: Number }, { _id: false }) },
    uploadedBy: { type: String, required: true },
    uploadedAt: { type: Date, required: true },
    cases: { type: [String], index: true },
  },
  { collection: 'files' },
);
// What a person uploaded today, what is old, and who else has the same bytes, are looked for.
schema.index({ uploadedBy: 1, uploadedAt: 1 });
schema.index({ uploadedAt: 1 });
schema.index({ sha256: 1 });

export const fileModel = (storage: Storage): Model<StoredFile> => storage.model('File', schema);
