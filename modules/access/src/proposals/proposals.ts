import { randomUUID } from 'node:crypto';
import type { PersonRef, ProposalConfirmed } from '@anliu/contract';
import {
  AppError,
  conflict,
  forbidden,
  notFound,
  type PersonPrincipal,
  type Platform,
  type ProposalKind,
  type ProposalParty,
  type ProposalService,
} from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import type { AccessService } from '../service.js';
import { proposalModel, type StoredProposal } from './model.js';
import type { Message } from '@anliu/kit';
import { say } from '../sentences.js';
import type { ProposalShown } from '@anliu/kit';

/** A proposal that nobody confirmed lapses after this long (milliseconds). */
const PROPOSAL_LIFE_MS = 7 * 24 * 60 * 60_000;
/** Proposals that may wait at once; more are a sign that nobody confirms. */
const MAX_OPEN_PROPOSALS = 500;
/** Decided proposals a list goes back. */
const MAX_DECIDED_SHOWN = 100;

export interface ProposalParts {
  readonly platform: Platform;
  readonly organization: OrganizationService;
  readonly access: AccessService;
  readonly wallClock: () => Date;
}

/** Keeps what waits for a second person and makes it so once that person agreed: one decision, one effect, one record. */
export class ProposalBook implements ProposalService {
  readonly #parts: ProposalParts;
  readonly #model;
  readonly #kinds = new Map<string, ProposalKind>();
  /** The last proposal that is being written: one after the other, so that two of the same see each other. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(parts: ProposalParts) {
    this.#parts = parts;
    this.#model = proposalModel(parts.platform.storage);
  }

  define<P>(kind: ProposalKind<P>): void {
    if (this.#kinds.has(kind.action)) throw new Error(`proposal ${kind.action} is defined twice`);
    this.#kinds.set(kind.action, kind as ProposalKind);
  }

  async propose<P>(id: string, payload: P, by: PersonPrincipal, reason = ''): Promise<ProposalShown> {
    const written = this.#writing.then(() => this.#propose(id, payload, by, reason));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #propose<P>(id: string, payload: P, by: PersonPrincipal, reason: string): Promise<ProposalShown> {
    const kind = this.#kind(id);
    if (kind.concerns?.(payload).includes(by.person.id)) throw forbidden(say.notAboutOneself);
    await kind.check(payload);
    await this.#lapse();
    const text = JSON.stringify(payload);
    const open = await this.#model.find({ status: { $eq: 'open' } }).lean<StoredProposal[]>();
    const effectOf = (payload: P): string => JSON.stringify(kind.same ? kind.same(payload) : payload);
    const effect = effectOf(payload);
    if (open.some((other) => other.kind === id && effectOf(JSON.parse(other.payload) as P) === effect))
      throw conflict('PROPOSAL_WAITING', say.proposalWaiting);
    if (open.length >= MAX_OPEN_PROPOSALS)
      throw conflict('PROPOSALS_FULL', say.proposalsFull({ max: MAX_OPEN_PROPOSALS }));
    const { title, target, lines } = await kind.describe(payload);
    const now = this.#parts.wallClock();
    const stored: StoredProposal = {
      _id: randomUUID(),
      kind: id,
      payload: text,
      title,
      target,
      lines,
      reason,
      status: 'open',
      proposer: by.person.id,
      proposerPost: by.acting.post,
      proposedAt: now,
      expiresAt: new Date(now.getTime() + PROPOSAL_LIFE_MS),
    };
    await this.#audit(stored, {
      action: 'proposal.open',
      by: by.person.id,
      detail: { kind: id, lines, ...(reason ? { reason } : {}) },
    });
    await this.#model.create(stored);
    return this.#view(stored, by);
  }

  /** What waits and what this person proposed, may confirm, or (auditors) looks after; newest first. */
  async list(viewer: PersonPrincipal): Promise<ProposalShown[]> {
    await this.#lapse();
    const open = await this.#model
      .find({ status: { $eq: 'open' } })
      .sort({ proposedAt: -1 })
      .lean<StoredProposal[]>();
    const decided = await this.#model
      .find({ status: { $ne: 'open' } })
      .sort({ proposedAt: -1 })
      .limit(MAX_DECIDED_SHOWN)
      .lean<StoredProposal[]>();
    const views = await Promise.all(
      [...open, ...decided].map(async (stored) => {
        return (await this.#visible(stored, viewer)) ? [await this.#view(stored, viewer)] : [];
      }),
    );
    return views.flat();
  }

  async confirm(
    id: string,
    by: PersonPrincipal,
  ): Promise<Omit<ProposalConfirmed, 'proposal'> & { proposal: ProposalShown }> {
    const stored = await this.#open(id, by);
    const kind = this.#kind(stored.kind);
    const payload: unknown = JSON.parse(stored.payload);
    const whyNot = await this.#whyNot(stored, by);
    if (whyNot) throw forbidden(whyNot, 'SECOND_PERSON');
    await kind.check(payload);
    const decided = { decider: by.person.id, decidedAt: this.#parts.wallClock() };
    // Two who confirm at once: one write decides.
    const taken = await this.#model.updateOne(
      { _id: { $eq: id }, status: { $eq: 'open' } },
      { $set: { status: 'applying', ...decided } },
    );
    if (taken.modifiedCount !== 1) throw gone();
    try {
      const shown = await this.#apply({ ...stored, ...decided });
      const after = { ...stored, ...decided, status: 'confirmed' as const };
      return { proposal: await this.#view(after, by), ...(shown ? { shown } : {}) };
    } catch (error) {
      await this.#model.updateOne(
        { _id: { $eq: id } },
        { $set: { status: 'open' }, $unset: { decider: 1, decidedAt: 1 } },
      );
      throw error;
    }
  }

  async refuse(id: string, by: PersonPrincipal, reason: string): Promise<ProposalShown> {
    const stored = await this.#open(id, by);
    const whyNot = await this.#whyNot(stored, by);
    if (whyNot) throw forbidden(whyNot, 'SECOND_PERSON');
    return this.#close(stored, by, 'refused', reason);
  }

  async withdraw(id: string, by: PersonPrincipal): Promise<ProposalShown> {
    const stored = await this.#open(id, by);
    if (stored.proposer !== by.person.id) throw forbidden(say.onlyProposerWithdraws);
    return this.#close(stored, by, 'withdrawn', '');
  }

  /** Finishes what was decided when the server stopped. */
  async resume(): Promise<void> {
    for (const stored of await this.#model.find({ status: { $eq: 'applying' } }).lean<StoredProposal[]>()) {
      try {
        await this.#apply(stored);
      } catch (error) {
        this.#parts.platform.log.warn('a confirmed proposal could not be applied and waits again', {
          proposal: stored._id,
          error: String(error),
        });
        await this.#model.updateOne({ _id: { $eq: stored._id } }, { $set: { status: 'open' } });
      }
    }
  }

  async #apply(stored: StoredProposal): Promise<Record<string, unknown> | undefined> {
    const { _id: id, kind, proposer, decider = '', reason } = stored;
    const decision = { id, proposer, confirmer: decider, reason };
    const shown = await this.#kind(kind).apply(JSON.parse(stored.payload), decision);
    // Applied again after a crash, it is recorded once all the same.
    const key = `proposal ${id}`;
    await this.#audit(stored, {
      action: kind,
      by: decider,
      key,
      detail: { proposedBy: proposer, lines: stored.lines, ...(reason ? { reason } : {}) },
    });
    await this.#model.updateOne({ _id: { $eq: id } }, { $set: { status: 'confirmed' } });
    return shown;
  }

  async #close(
    stored: StoredProposal,
    by: PersonPrincipal,
    status: 'refused' | 'withdrawn',
    decision: string,
  ): Promise<ProposalShown> {
    const decided = { status, decision, decider: by.person.id, decidedAt: this.#parts.wallClock() };
    const written = await this.#model.updateOne(
      { _id: { $eq: stored._id }, status: { $eq: 'open' } },
      { $set: decided },
    );
    if (written.modifiedCount !== 1) throw gone();
    await this.#audit(stored, {
      ...(status === 'refused' ? { action: 'proposal.refuse' } : { action: 'proposal.withdraw' }),
      by: by.person.id,
      detail: { kind: stored.kind, ...(decision ? { reason: decision } : {}) },
    });
    return this.#view({ ...stored, ...decided }, by);
  }

  async #open(id: string, viewer: PersonPrincipal): Promise<StoredProposal> {
    await this.#lapse();
    const stored = await this.#model.findById(id).lean<StoredProposal>();
    if (!stored) throw notFound(say.noProposal);
    if (!(await this.#visible(stored, viewer))) throw notFound(say.noProposal);
    if (stored.status !== 'open') throw gone();
    return stored;
  }

  async #visible(stored: StoredProposal, viewer: PersonPrincipal): Promise<boolean> {
    if (stored.proposer === viewer.person.id) return true;
    const kind = this.#kind(stored.kind);
    if (!(await this.#parts.access.can(viewer, kind.confirm))) return false;
    return kind.sees ? kind.sees(JSON.parse(stored.payload), viewer) : true;
  }

  async #lapse(): Promise<void> {
    await this.#model.updateMany(
      { status: { $eq: 'open' }, expiresAt: { $lte: this.#parts.wallClock() } },
      { $set: { status: 'expired' } },
    );
  }

  async #whyNot(stored: StoredProposal, viewer: PersonPrincipal): Promise<Message | undefined> {
    const kind = this.#kind(stored.kind);
    const payload: unknown = JSON.parse(stored.payload);
    if (stored.proposer === viewer.person.id) return say.notOwnProposal;
    if (kind.concerns?.(payload).includes(viewer.person.id)) return say.concernsYou;
    if (!(await this.#parts.access.can(viewer, kind.confirm))) return say.postCannotConfirm;
    const proposer: ProposalParty = { person: stored.proposer, post: stored.proposerPost };
    return kind.objection?.(payload, proposer, { person: viewer.person.id, post: viewer.acting.post });
  }

  async #view(stored: StoredProposal, viewer: PersonPrincipal): Promise<ProposalShown> {
    const ref = async (id: string): Promise<PersonRef> =>
      (await this.#parts.organization.byIds([id]))[0] ?? { id, name: id };
    const open = stored.status === 'open';
    const whyNot = open ? await this.#whyNot(stored, viewer) : undefined;
    const privately = open ? await this.#kind(stored.kind).privately?.(JSON.parse(stored.payload), viewer) : undefined;
    return {
      id: stored._id,
      kind: stored.kind,
      title: stored.title,
      target: stored.target,
      lines: [...stored.lines, ...(privately ?? [])],
      reason: stored.reason,
      status: stored.status === 'applying' ? 'open' : stored.status,
      proposedBy: await ref(stored.proposer),
      proposedAt: stored.proposedAt.toISOString(),
      expiresAt: stored.expiresAt.toISOString(),
      ...(stored.decider ? { decidedBy: await ref(stored.decider) } : {}),
      ...(stored.decidedAt ? { decidedAt: stored.decidedAt.toISOString() } : {}),
      ...(stored.decision ? { decision: stored.decision } : {}),
      mine: stored.proposer === viewer.person.id,
      mayConfirm: open && whyNot === undefined,
      ...(whyNot ? { whyNot } : {}),
    };
  }

  #audit(
    stored: StoredProposal,
    entry: { action: string; by: string; detail: Record<string, unknown>; key?: string },
  ): Promise<void> {
    return this.#parts.platform.audit({ ...entry, target: stored.target || stored._id, outcome: 'done' });
  }

  #kind(id: string): ProposalKind {
    const kind = this.#kinds.get(id);
    if (!kind) throw new AppError(409, 'PROPOSAL_UNKNOWN', say.proposalKindGone);
    return kind;
  }
}

const gone = (): AppError => conflict('PROPOSAL_DECIDED', say.proposalDecided);
