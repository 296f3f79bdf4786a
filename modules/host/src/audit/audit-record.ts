import type { AuditEntry } from '@anliu/kit';

/** A record of the audit trail, as it is stored. */
export interface StoredAudit {
  /** Sequence without gaps, from 1. */
  _id: number;
  at: string;
  action: string;
  target: string;
  outcome: AuditEntry['outcome'];
  by: string;
  /** JSON text, exactly as it was hashed. */
  detail: string;
  /** Command it records; unique. */
  key?: string;
  previous: string;
  hash: string;
}

/** What verifying the trail found; `entries` counts what was found right. */
export type AuditVerdict =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: number; readonly reason: string };
