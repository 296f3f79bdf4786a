import type { PersonRef } from './session.js';

export type ProposalStatus = 'open' | 'confirmed' | 'refused' | 'withdrawn' | 'expired';

/** Something one person proposed and another confirms (`GET /api/proposals`). */
export interface ProposalView {
  id: string;
  /** e.g. `account.posts`. */
  kind: string;
  title: string;
  /** Whom or what it is about, in words. */
  target: string;
  /** What will be different, one sentence a line. */
  lines: string[];
  reason: string;
  status: ProposalStatus;
  proposedBy: PersonRef;
  proposedAt: string;
  /** An open proposal that nobody confirmed lapses then. */
  expiresAt: string;
  decidedBy?: PersonRef;
  decidedAt?: string;
  decision?: string;
  /** True for what this person proposed. */
  mine: boolean;
  mayConfirm: boolean;
  /** Why this person may not confirm an open proposal. */
  whyNot?: string;
}

/** `POST /api/proposals/:id/confirm`: `shown` is shown once, e.g. the second half of a new password. */
export interface ProposalConfirmed {
  proposal: ProposalView;
  shown?: Record<string, unknown>;
}
