import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';
import type { InboxTask, Notice, TaskDraft } from '../domain/inbox-task.js';

const text = { type: String, required: true };
const mixed = { type: Schema.Types.Mixed };

const personSchema = new Schema(
  { id: { type: String, index: true }, name: String, title: String, certificate: String },
  { _id: false, id: false },
);
const enterpriseSchema = new Schema({ uscc: String, name: String }, { _id: false });
const caseSchema = new Schema(
  { no: String, title: String, kind: String, enterprise: enterpriseSchema, grade: String },
  { _id: false },
);

const taskSchema = new Schema(
  {
    _id: text,
    caseId: { ...text, index: true },
    process: text,
    definitionKey: text,
    name: text,
    state: { ...text, index: true },
    assignee: { type: personSchema, required: false },
    candidates: mixed,
    people: { type: [String], index: true },
    createdAt: text,
    endedAt: String,
    endedBy: { type: personSchema, required: false },
    outcome: String,
    sender: mixed,
    due: { ...text, index: true },
    readBy: { type: [String] },
    seq: { type: Number, required: true },
    case: { type: caseSchema, required: true },
  },
  { minimize: false, versionKey: false },
);

const draftSchema = new Schema(
  {
    _id: text,
    taskId: { ...text, index: true },
    person: { ...text, index: true },
    data: mixed,
    opinion: String,
    savedAt: text,
    caseVersion: { type: Number, required: true },
  },
  { minimize: false, versionKey: false },
);

const noticeSchema = new Schema(
  {
    _id: text,
    person: { ...text, index: true },
    title: text,
    text,
    at: { ...text, index: true },
    read: { type: Boolean, required: true },
    link: String,
  },
  { versionKey: false },
);

export interface TaskModels {
  tasks: Model<InboxTask>;
  drafts: Model<TaskDraft>;
  notices: Model<Notice>;
}

export const taskModels = (storage: Storage): TaskModels => ({
  tasks: storage.model<InboxTask>('InboxTask', taskSchema as unknown as Schema<InboxTask>),
  drafts: storage.model<TaskDraft>('TaskDraft', draftSchema as unknown as Schema<TaskDraft>),
  notices: storage.model<Notice>('Notice', noticeSchema as unknown as Schema<Notice>),
});
