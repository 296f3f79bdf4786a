import type { FieldRefusal, PersonPrincipal } from '@anliu/kit';
import type { Manifest } from '@anliu/packs';
import type { CaseRecord } from '../domain/case.js';

/** What a named check of a domain module (`anliu.check`) sees before a start or a completion is written. */
export interface CheckInput {
  /** The case; absent when it is being started. */
  readonly record: CaseRecord | undefined;
  readonly parent: CaseRecord | undefined;
  /** Whole data after the write. */
  readonly data: Record<string, unknown>;
  readonly step: string;
  readonly outcome: string | undefined;
  readonly principal: PersonPrincipal;
  readonly now: Date;
  readonly param: Record<string, unknown>;
  /** Numbers of issued documents by kind (`DOC-22`), of the case and of the one it came from. */
  readonly documents: Record<string, string>;
}

/** Returns the refused fields (empty: all well), or throws an AppError that refuses the whole step. */
export type CaseCheck = (input: CheckInput, settings: unknown) => Promise<FieldRefusal[]> | FieldRefusal[];

export class CheckRegistry {
  readonly #checks = new Map<string, CaseCheck>();

  /** @throws when the name is taken */
  register(name: string, check: CaseCheck): void {
    if (this.#checks.has(name)) throw new Error(`check ${name} is registered twice`);
    this.#checks.set(name, check);
  }

  has(name: string): boolean {
    return this.#checks.has(name);
  }

  /**
   * Runs the named checks in order. A name is one of the pack's `checks`, else (as versions of 0.1.0 have it) of the library itself. One
   * that nobody registered refuses: a statutory check is never skipped silently.
   */
  async run(names: readonly string[], uses: Manifest['checks'], input: CheckInput): Promise<FieldRefusal[]> {
    const errors: FieldRefusal[] = [];
    for (const name of names) {
      const { use, with: settings } = (Object.hasOwn(uses, name) && uses[name]) || { use: name, with: undefined };
      const check = this.#checks.get(use);
      if (!check) throw new Error(`the process names the check ${use}, which no module provides`);
      errors.push(...(await check(input, settings)));
    }
    return errors;
  }
}
