import { Schema, type Model } from 'mongoose';
import type { Storage } from '@anliu/storage';

/** `applying` is between the decision and its effect; found at a start, it is applied again. */
type StoredStatus = 'open' | 'applying' | 'confirmed' | 'refused' | 'withdrawn' | 'expired';

export interface StoredProposal {
  _id: string;
  kind: string;
  /** JSON of the payload; equal texts are the same proposal. */
  payload: string;
  title: string;
  target: string;
  lines: string[];
  reason: string;
  status: StoredStatus;
  proposer: string;
  proposerPost: string;
  proposedAt: Date;
  expiresAt: Date;
  decider?: string;
  decidedAt?: Date;
  decision?: string;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

export const proposalModel = (storage: Storage): Model<StoredProposal> =>
  storage.model(
    'Proposal',
    new Schema<StoredProposal>(
      {
        _id: text,
        kind: text,
        payload: text,
        title: text,
        target: { type: String },
        lines: [String],
        reason: { type: String },
        status: { ...text, index: true },
        proposer: text,
        proposerPost: text,
        proposedAt: { ...date, index: true },
        expiresAt: date,
        decider: String,
        decidedAt: Date,
        decision: String,
      },
      { collection: 'proposals', versionKey: false },
    ),
  );
