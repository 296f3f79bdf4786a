import type { CaseFacts, CaseRow, DeskRow } from '../domain/worklist.js';

/** Facts a case is counted under, as one text. */
const factsKey = ({ closed, kind, state, grade, region, organization, uscc }: CaseFacts): string =>
  JSON.stringify([closed, kind, state, grade ?? null, region, organization, uscc ?? null]);

function factsOfKey(key: string): CaseFacts {
  const [closed, kind, state, grade, region, organization, uscc] = JSON.parse(key) as [
    boolean,
    string,
    string,
    CaseFacts['grade'] | null,
    string,
    string,
    string | null,
  ];
  return {
    closed,
    kind,
    state,
    ...(grade ? { grade } : {}),
    region,
    organization,
    ...(uscc === null ? {} : { uscc }),
  };
}

/** Numbers by key and sub-key; a number that comes to nothing is forgotten. */
class Tally {
  readonly #numbers = new Map<string, Map<string, number>>();

  add(key: string, part: string, by: number): void {
    let parts = this.#numbers.get(key);
    if (!parts) this.#numbers.set(key, (parts = new Map()));
    const now = (parts.get(part) ?? 0) + by;
    if (now !== 0) parts.set(part, now);
    else parts.delete(part);
    if (parts.size === 0) this.#numbers.delete(key);
  }

  parts(key: string): ReadonlyMap<string, number> {
    return this.#numbers.get(key) ?? NOTHING;
  }

  clear(): void {
    this.#numbers.clear();
  }
}
const NOTHING: ReadonlyMap<string, number> = new Map();

/**
 * How many rows there are, kept in step with every row that is written. Read once from the rows at start; from then on this process is the only
 * one that writes rows, so a crash cannot leave a wrong number behind.
 */
export class Counts {
  readonly #desk = new Tally();
  readonly #cases = new Tally();

  clear(): void {
    this.#desk.clear();
    this.#cases.clear();
  }

  addDesk({ view, owner, kind }: Pick<DeskRow, 'view' | 'owner' | 'kind'>, by: number): void {
    if (view !== 'duty') this.#desk.add(`${view}|${owner}`, kind, by);
  }

  addCase(audience: string, facts: CaseFacts, by: number): void {
    if (!audience.startsWith('d:')) this.#cases.add(audience, factsKey(facts), by);
  }

  /** Takes one row for another. */
  replaceCase(before: CaseRow | undefined, after: Omit<CaseRow, '_id' | 'rev'>): void {
    for (const audience of before?.audience ?? []) this.addCase(audience, before!, -1);
    for (const audience of after.audience) this.addCase(audience, after, 1);
  }

  desk(view: DeskRow['view'], owner: string, kind?: string): number {
    const parts = this.#desk.parts(`${view}|${owner}`);
    if (kind !== undefined) return parts.get(kind) ?? 0;
    let sum = 0;
    for (const number of parts.values()) sum += number;
    return sum;
  }

  /** Cases found under a name of which `matches` is true. */
  cases(audience: string, matches: (facts: CaseFacts) => boolean): number {
    let sum = 0;
    for (const [key, number] of this.#cases.parts(audience)) if (matches(factsOfKey(key))) sum += number;
    return sum;
  }
}
