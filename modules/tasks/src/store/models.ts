import type { Storage } from '@anliu/storage';
import { Schema, type Model } from 'mongoose';
import type { InboxTask, Notice, TaskDraft } from '../domain/inbox-task.js';
import type { CaseRow, DeskRow } from '../domain/worklist.js';

const text = { type: String, required: true };
const mixed = { type: Schema.Types.Mixed };

const taskSchema = new Schema(
  {
    _id: text,
    caseId: text,
    process: text,
    definitionKey: text,
    name: text,
    state: text,
    assignee: mixed,
    candidates: mixed,
    people: { type: [String] },
    nobody: Boolean,
    createdAt: text,
    endedAt: String,
    endedBy: mixed,
    outcome: String,
    sender: mixed,
    readBy: { type: [String] },
    drafts: mixed,
    unit: mixed,
    seq: { type: Number, required: true },
  },
  { minimize: false, versionKey: false },
)
  .index({ caseId: 1, createdAt: 1 })
  .index({ nobody: 1, createdAt: 1 });

const draftSchema = new Schema(
  {
    _id: text,
    taskId: { ...text, index: true },
    person: text,
    data: mixed,
    opinion: String,
    savedAt: text,
    caseVersion: { type: Number, required: true },
  },
  { minimize: false, versionKey: false },
);

const noticeSchema = new Schema(
  { _id: text, person: text, title: text, text, at: text, read: { type: Boolean, required: true }, link: String },
  { versionKey: false },
).index({ person: 1, at: -1, _id: 1 });

/** A page of a desk is one walk along one of these. */
const deskSchema = new Schema(
  {
    _id: text,
    owner: text,
    view: text,
    at: text,
    caseId: { ...text, index: true },
    kind: text,
    task: mixed,
    facts: mixed,
  },
  { minimize: false, versionKey: false },
)
  .index({ owner: 1, view: 1, at: 1, _id: 1 })
  .index({ owner: 1, view: 1, kind: 1, at: 1, _id: 1 });

/** Lists of cases, newest first, by who may see them and what they are filtered by. */
const caseRowSchema = new Schema(
  {
    _id: { type: Number, required: true },
    caseId: { ...text, unique: true },
    no: text,
    kind: text,
    kindTitle: text,
    title: text,
    state: { type: String, default: '' },
    closed: { type: Boolean, required: true },
    enterprise: mixed,
    uscc: String,
    region: text,
    organization: text,
    office: mixed,
    grade: String,
    town: mixed,
    createdAt: text,
    closedAt: String,
    audience: { type: [String] },
    terms: { type: [String] },
    text: String,
    duty: mixed,
    clock: mixed,
    rev: { type: Number, required: true },
  },
  { minimize: false, versionKey: false },
)
  .index({ audience: 1, _id: -1 })
  .index({ audience: 1, closed: 1, _id: -1 })
  .index({ audience: 1, kind: 1, _id: -1 })
  .index({ audience: 1, state: 1, _id: -1 })
  .index({ audience: 1, grade: 1, _id: -1 })
  .index({ audience: 1, uscc: 1, _id: -1 })
  .index({ terms: 1, _id: -1 });

/** Says which form the rows have; missing or older, they are made anew. */
interface StoredForm {
  _id: string;
  form: number;
}
const formSchema = new Schema<StoredForm>(
  { _id: { type: String, required: true }, form: { type: Number, required: true } },
  { versionKey: false },
);

export interface TaskModels {
  tasks: Model<InboxTask>;
  drafts: Model<TaskDraft>;
  notices: Model<Notice>;
  desk: Model<DeskRow>;
  caseRows: Model<CaseRow>;
  form: Model<StoredForm>;
}

export const taskModels = (storage: Storage): TaskModels => ({
  tasks: storage.model<InboxTask>('InboxTask', taskSchema as unknown as Schema<InboxTask>),
  drafts: storage.model<TaskDraft>('TaskDraft', draftSchema as unknown as Schema<TaskDraft>),
  notices: storage.model<Notice>('Notice', noticeSchema as unknown as Schema<Notice>),
  desk: storage.model<DeskRow>('DeskRow', deskSchema as unknown as Schema<DeskRow>),
  caseRows: storage.model<CaseRow>('CaseRow', caseRowSchema as unknown as Schema<CaseRow>),
  form: storage.model<StoredForm>('WorklistForm', formSchema),
});
