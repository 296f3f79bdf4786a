import { literal } from '@anliu/storage';
import { normalized, searchWords } from '../domain/terms.js';
import type { DeskRow, DeskView } from '../domain/worklist.js';

/** Filters and orders of the lists. Every pair that is used together has an index it is a walk along; see `test/plans.spec.ts`. */
export const URGENT_FIRST = { at: 1, _id: 1 } as const;
export const NEWEST_WORK_FIRST = { at: -1, _id: -1 } as const;
export const NEWEST_FIRST = { _id: -1 } as const;

export const deskFilter = (owner: string, view: DeskView, kind?: string): Record<string, unknown> => ({
  owner,
  view,
  ...(kind === undefined ? {} : { kind }),
});

/** Duties that ran out before an instant, in the sight of one audience. */
export const dutyFilter = (
  owner: string,
  before: string,
  facts: Readonly<Record<string, string | boolean>>,
): Record<string, unknown> => ({
  owner,
  view: 'duty',
  at: { $lt: before },
  ...Object.fromEntries(Object.entries(facts).map(([path, value]) => [`facts.${path}`, value])),
});

/** Cases all words of a question are found in; undefined for a question without words. */
export function searchFilter(question: string): Record<string, unknown> | undefined {
  const words = searchWords(question);
  if (words.length === 0) return undefined;
  const parts = words.map(({ any, text }): Record<string, unknown> => {
    const alternatives = any.map((all) => ({ terms: { $all: all } }));
    const found = alternatives.length === 1 ? alternatives[0]! : { $or: alternatives };
    return text === undefined ? found : { $and: [found, { text: { $regex: literal(normalized(text)) } }] };
  });
  return parts.length === 1 ? parts[0] : { $and: parts };
}

/**
 * The index a list of cases walks. A server that chooses by trying plans may take one that sorts when what it tried found nothing, so it is told:
 * a search starts with what is looked for unless there is little to look through, any other list with who sees it and one of its filters.
 */
export function listIndex(facts: readonly string[], search?: { among: number }): Record<string, 1 | -1> {
  if (search && search.among > LITTLE) return { terms: 1, ...NEWEST_FIRST };
  const [fact] = search ? [] : facts;
  return { audience: 1, ...(fact === undefined ? {} : { [fact]: 1 }), ...NEWEST_FIRST };
}

/** Rows that are looked through faster than an index of terms is asked. */
const LITTLE = 500;

/** Rows in the order of the cases they belong to; within a case the earlier one first. */
export function byOrder(rows: readonly DeskRow[], caseIds: readonly string[]): DeskRow[] {
  const place = new Map(caseIds.map((id, i) => [id, i]));
  return rows.toSorted(
    (a, b) => (place.get(a.caseId) ?? 0) - (place.get(b.caseId) ?? 0) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0),
  );
}
