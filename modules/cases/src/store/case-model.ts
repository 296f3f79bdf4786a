import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';
import type { CaseRecord } from '../domain/case.js';

const mixed = (required = true) => ({ type: Schema.Types.Mixed, required });
const text = (required = true) => ({ type: String, required });

const enterpriseSchema = new Schema({ uscc: String, name: String }, { _id: false });
const organizationSchema = new Schema(
  { id: String, name: String, kind: String, region: String, uscc: String },
  { _id: false, id: false },
);
const parentSchema = new Schema({ id: String, no: String }, { _id: false, id: false });

/** Lists do not read cases: their indexes are on the rows that tasks makes of them. */
const caseSchema = new Schema(
  {
    _id: text(),
    no: { ...text(), unique: true },
    kind: text(),
    kindTitle: text(),
    process: text(),
    definitionId: text(),
    instanceId: text(false),
    packVersion: text(),
    title: text(),
    state: { type: String, default: '' },
    result: text(false),
    grade: text(false),
    closed: { type: Boolean, required: true, index: true },
    createdAt: text(),
    closedAt: text(false),
    enterprise: { type: enterpriseSchema, required: false },
    region: text(),
    regionPath: { type: [String], required: true },
    organization: { type: organizationSchema, required: true },
    startedBy: mixed(false),
    version: { type: Number, required: true },
    rev: { type: Number, required: true },
    seq: { type: Number, required: true },
    data: mixed(),
    clocks: mixed(),
    timeline: mixed(),
    pending: mixed(),
    finished: mixed(),
    participants: { type: [String], required: true },
    performances: mixed(),
    applied: { type: [String] },
    audits: mixed(false),
    parent: { type: parentSchema, required: false },
    startKey: { ...text(), unique: true },
    startRequest: text(false),
    due: text(false),
    waits: { type: Boolean, index: true },
  },
  { minimize: false, versionKey: false },
).index({ 'parent.id': 1, no: 1 });

export const caseModel = (storage: Storage): Model<CaseRecord> =>
  storage.model<CaseRecord>('Case', caseSchema as unknown as Schema<CaseRecord>);
