import type { PostAssignment } from './session.js';

/** One entry of the audit trail (`GET /api/audit`), newest first. */
export interface AuditItem {
  /** Place in the chain, from 1 without gaps. */
  seq: number;
  at: string;
  action: string;
  target: string;
  outcome: 'done' | 'refused' | 'failed';
  /** Person id, `worker:<name>` or `anonymous`. */
  by: string;
  detail: Record<string, unknown>;
}

/** `GET /api/audit/verification`: whether the chain is whole, else where it first breaks and why. */
export type AuditVerification =
  { intact: true; entries: number } | { intact: false; entries: number; brokenAt: number; reason: string };

/** An account as the administrators see it (`GET /api/accounts`). */
export interface AccountView {
  id: string;
  name: string;
  login: string;
  disabled: boolean;
  mustChangePassword: boolean;
  lastLoginAt?: string;
  posts: PostAssignment[];
}
