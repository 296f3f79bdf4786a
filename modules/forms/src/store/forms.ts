import type { FormDefinition } from '@anliu/form-model';
import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';

/** One published version; never changed and never deleted, running cases need it. */
export interface StoredForm {
  /** `<id>@<version>` */
  _id: string;
  form: string;
  version: number;
  /** Canonical JSON: keys of the definition (`f_items.*.f_price`) are no keys for a database. */
  json: string;
  publishedAt: string;
}

const schema = new Schema<StoredForm>(
  {
    _id: { type: String, required: true },
    form: { type: String, required: true },
    version: { type: Number, required: true },
    json: { type: String, required: true },
    publishedAt: { type: String, required: true },
  },
  { collection: 'forms', versionKey: false },
);
schema.index({ form: 1, version: -1 });

export const formModel = (storage: Storage): Model<StoredForm> => storage.model('Form', schema);
export const formId = (id: string, version: number): string => `${id}@${version}`;

/** The same definition always gives the same text; order of fields, rules and sections has meaning and is kept. */
export const canonical = (definition: FormDefinition): string => JSON.stringify(definition);
