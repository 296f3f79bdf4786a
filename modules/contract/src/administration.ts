import type { ProposalView } from './proposal.js';
import type { OrganizationKind, PostAssignment, RegionRef } from './session.js';

/** One entry of the audit trail (`GET /api/audit`), newest first. */
export interface AuditItem {
  /** Place in the chain, from 1 without gaps. */
  seq: number;
  at: string;
  action: string;
  target: string;
  /** `interrupted`: the server ended on the way; the target tells how far it came. */
  outcome: 'done' | 'refused' | 'failed' | 'interrupted';
  /** Person id, `worker:<name>` or `anonymous`. */
  by: string;
  detail: Record<string, unknown>;
}

/** `GET /api/audit/verification`: whether the chain is whole, else where it first breaks and why. */
export type AuditVerification =
  { intact: true; entries: number } | { intact: false; entries: number; brokenAt: number; reason: string };

/** What the server's own verification found last; it runs at the start and every day (`GET /api/audit`: `check`). */
export type AuditCheckState = { running: boolean; at?: string } & Partial<{
  intact: boolean;
  entries: number;
  brokenAt: number;
  reason: string;
}>;

/** An account as the administrators see it (`GET /api/accounts`). */
export interface AccountView {
  id: string;
  name: string;
  login: string;
  disabled: boolean;
  mustChangePassword: boolean;
  lastLoginAt?: string;
  /** 执法证号 */
  certificate?: string;
  phone?: string;
  /** The administrator's post this person holds: whatever is done to the account then takes two people. */
  administrator?: string;
  /** With their periods; those to come and those that are over are among them. */
  posts: PostAssignment[];
}

/** What a change of an account answers: done, or waiting for a second person. Secrets are in the answer once and nowhere else. */
export interface AccountChange {
  account: AccountView;
  /** Present when another person has to confirm first. */
  proposal?: ProposalView;
  initialPassword?: string;
  /** First half of an administrator's new password; the person who confirms gets the second. */
  firstHalf?: string;
}

/** An office as the administrators see it. */
export interface UnitView {
  id: string;
  name: string;
  kind: OrganizationKind;
  region: string;
  parent?: string;
  retired: boolean;
  /** Enabled people who hold a post there today. */
  people: number;
}

/** `GET /api/units`: what accounts and posts are chosen from. */
export interface UnitDirectory {
  units: UnitView[];
  posts: { id: string; title: string }[];
  /** The installation's region and those below it. */
  regions: RegionRef[];
}
