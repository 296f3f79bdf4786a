import type { ProposalView } from '@anliu/contract';
import type { Unspoken } from '@anliu/sentences';
import type { Message } from './errors.js';
import type { PersonPrincipal } from './principal.js';
import { serviceToken } from './services.js';

/** A proposal whose reasons are told when the answer is written; what it says itself was kept in the installation's language. */
export type ProposalShown = Unspoken<ProposalView, 'whyNot'>;

/** An answer that may have a proposal with it. */
export type WithProposal<T extends { proposal?: ProposalView }> = {
  [K in keyof T]: K extends 'proposal' ? ProposalShown : T[K];
};

/**
 * Something one person proposes and another confirms: giving power, touching an administrator, publishing what weakens a safeguard.
 * A module defines its kinds once, when it is created; payloads are plain JSON data.
 */
export interface ProposalKind<P = unknown> {
  /** Names the kind, and is the action in the audit trail when it is confirmed, e.g. `account.posts`. */
  readonly action: string;
  /** Permission of whoever confirms; whoever proposes is checked by the route. */
  readonly confirm: string;
  /** What will be different, in words for the person who confirms. */
  describe(payload: P): Promise<{ title: string; target: string; lines: string[] }>;
  /** People it is about: they neither propose nor confirm it. */
  concerns?(payload: P): readonly string[];
  /** What two proposals that would have the same effect have in common; absent: all of the payload. */
  same?(payload: P): unknown;
  /**
   * Whether this person may know of it at all, beside the permission; whoever may not neither finds nor confirms it. Whoever proposed it
   * always does. Absent: everybody with the permission.
   */
  sees?(payload: P, viewer: PersonPrincipal): Promise<boolean>;
  /** Lines for this viewer only, beside those of `describe`: they are neither stored nor in the audit trail. */
  privately?(payload: P, viewer: PersonPrincipal): Promise<string[]>;
  /** Asked when proposed and again when confirmed. @throws AppError when it may not happen (any more) */
  check(payload: P): Promise<void>;
  /** Why this confirmer is not enough, as a sentence, beside permission and being somebody else. */
  objection?(payload: P, proposer: ProposalParty, confirmer: ProposalParty): Promise<Message | undefined>;
  /** Makes it so; repeating it changes nothing. What it returns is shown to the confirmer, once. */
  apply(payload: P, by: ProposalDecision): Promise<Record<string, unknown> | undefined>;
}

/** Who agreed on what is applied; `id` is the same however often it is applied. */
export interface ProposalDecision {
  readonly id: string;
  readonly proposer: string;
  readonly confirmer: string;
  readonly reason: string;
}

export interface ProposalParty {
  readonly person: string;
  /** Post acted in. */
  readonly post: string;
}

export interface ProposalService {
  /** @throws when the kind is defined twice */
  define<P>(kind: ProposalKind<P>): void;
  /** @throws AppError when it may not happen, concerns the proposer, or the same is waiting already */
  propose<P>(kind: string, payload: P, proposer: PersonPrincipal, reason?: string): Promise<ProposalShown>;
}

export const Proposals = serviceToken<ProposalService>('proposals');
