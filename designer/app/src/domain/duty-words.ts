import type { DutyView } from '@anliu/contract';

/** Names said of those who have a duty; of more, how many there are. */
export const NAMED_HOLDERS = 2;

/** Who has a duty, in parts a sentence is made of: the first names, how many there are in all, and their unit. */
export function holderWords({ holder, unit }: Pick<DutyView, 'holder' | 'unit'>): {
  key: 'nobody' | 'named' | 'several';
  values: { people: string; count: number };
  unit: string;
} {
  const people = holder
    .slice(0, NAMED_HOLDERS)
    .map((person) => person.name)
    .join('、');
  const key = holder.length === 0 ? 'nobody' : holder.length <= NAMED_HOLDERS ? 'named' : 'several';
  return { key, values: { people, count: holder.length }, unit: unit?.name ?? '' };
}
