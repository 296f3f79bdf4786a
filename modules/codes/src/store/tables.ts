import type { CodeItem } from '@anliu/contract';
import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';
import type { CodeTable } from '../domain/table.js';

export interface StoredTable extends CodeTable {
  _id: string;
  /** Where it came from: `<pack>@<version>`. */
  origin: string;
}

const item = new Schema<CodeItem>(
  {
    code: { type: String, required: true },
    name: { type: String, required: true },
    parent: String,
    from: String,
    to: String,
    extra: Object,
  },
  { _id: false },
);

const schema = new Schema<StoredTable>(
  {
    _id: { type: String, required: true },
    id: { type: String, required: true },
    title: { type: String, required: true },
    origin: { type: String, required: true },
    items: [item],
  },
  { collection: 'codes', versionKey: false, id: false },
);

export const codeModel = (storage: Storage): Model<StoredTable> => storage.model('CodeTable', schema);
