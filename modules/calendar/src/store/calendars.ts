import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';
import type { Arrangement } from '../domain/work-calendar.js';

/** National arrangements; a region's own override them. */
export const NATIONAL = 'CN';

export interface StoredArrangement extends Arrangement {
  _id: string;
  region: string;
  enteredBy?: string;
  enteredAt?: string;
}

const schema = new Schema<StoredArrangement>(
  {
    _id: { type: String, required: true },
    region: { type: String, required: true, index: true },
    year: { type: Number, required: true },
    status: { type: String, enum: ['published', 'provisional'], required: true },
    papers: { type: [String], default: [] },
    source: { type: String, default: '' },
    days: [{ _id: false, date: { type: String, required: true }, name: String, off: Boolean }],
    enteredBy: String,
    enteredAt: String,
  },
  { collection: 'calendars', versionKey: false },
);

export const calendarModel = (storage: Storage): Model<StoredArrangement> => storage.model('Calendar', schema);

export const arrangementId = (region: string, year: number): string => `${region}:${year}`;
