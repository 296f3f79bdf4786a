import type { EngineEvent } from '@anliu/engine-protocol';
import type { Packs } from '@anliu/packs';
import type { CaseDraft, CaseRecord } from '../domain/case.js';
import type { CaseStore, Write } from '../store/case-store.js';

/** Events of one case that were committed together or shortly after each other, and what follows from them. */
export interface CaseBatch {
  /** In order; only those a handler said it is concerned by. */
  readonly events: readonly EngineEvent[];
  /** The case as it is stored. */
  readonly record: CaseRecord;
  /** What the case becomes; a handler sees what those before it made of it. */
  readonly draft: CaseDraft;
  /** Something that is written in the same turn as the case. May be repeated after a crash. */
  write(work: Write): void;
  /** Something that happens once all is written, told the case as it then is. May be repeated after a crash. */
  after(work: (record: CaseRecord) => Promise<unknown> | void): void;
}

export interface CaseEventHandler {
  /** Whether an event can matter to this handler at all; no case is read for those that matter to none. */
  concerns(event: EngineEvent): boolean;
  apply(batch: CaseBatch): Promise<void> | void;
}

/**
 * Takes engine events over into cases and what is projected from them: the case is read once, every handler says what becomes of it, and all of
 * it is written in one turn.
 */
export class CaseEvents {
  readonly #store: CaseStore;
  readonly #packs: () => Packs;
  readonly #handlers: CaseEventHandler[] = [];

  constructor(store: CaseStore, packs: () => Packs) {
    this.#store = store;
    this.#packs = packs;
  }

  /** Handlers run in the order in which they were added. */
  add(handler: CaseEventHandler): void {
    this.#handlers.push(handler);
  }

  /** Events of one process instance with what it called, in order. */
  async take(events: readonly EngineEvent[]): Promise<void> {
    const byCase = new Map<string, EngineEvent[]>();
    for (const event of events) {
      if (!this.#handlers.some((handler) => handler.concerns(event))) continue;
      const key = JSON.stringify([event.businessKey, event.processDefinitionId]);
      const known = byCase.get(key);
      if (known) known.push(event);
      else byCase.set(key, [event]);
    }
    for (const ofCase of byCase.values()) await this.#takeOne(ofCase);
  }

  async #takeOne(events: readonly EngineEvent[]): Promise<void> {
    const { businessKey, processDefinitionId } = events[0]!;
    if (businessKey === null || processDefinitionId === null) return;
    if (!this.#packs().processOfDefinition(processDefinitionId)) return;
    const found = await this.#store.byNo(businessKey);
    if (found?.definitionId !== processDefinitionId) return;
    let later: ((record: CaseRecord) => Promise<unknown> | void)[] = [];
    const { record } = await this.#store.changeTogether(found._id, async (draft, current) => {
      const writes: Write[] = [];
      later = [];
      const batch: CaseBatch = {
        events,
        record: current,
        draft,
        write: (work) => void writes.push(work),
        after: (work) => void later.push(work),
      };
      for (const handler of this.#handlers) await handler.apply(batch);
      return writes;
    });
    await Promise.all(later.map((work) => work(record)));
  }
}
