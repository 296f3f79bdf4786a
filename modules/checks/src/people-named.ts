import { ERROR } from '@anliu/contract';
import type { CheckInput } from '@anliu/cases';
import type { FieldRefusal } from '@anliu/kit';
import type { Sentence } from '@anliu/sentences';
import { z } from 'zod';
import { say } from './sentences.js';

export const peopleNamedSettings = z.strictObject({
  /** Field that holds the people. */
  field: z.string().min(1),
  /** Different people it needs. */
  minimum: z.int().min(1).max(20),
  /** What they are called in a refusal, e.g. 执法人员. */
  title: z.string().min(1).max(20),
});

const idsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap((person: unknown) =>
        typeof person === 'object' && person !== null && 'id' in person && typeof person.id === 'string'
          ? [person.id]
          : [],
      )
    : [];

const countWord = (count: number): Sentence | number => (count === 2 ? say.two : count);

/** So many different people are named in a field, and the one who submits is among them. */
export function peopleNamed(
  { data, principal }: CheckInput,
  { field, minimum, title }: z.infer<typeof peopleNamedSettings>,
): FieldRefusal[] {
  const people = new Set(idsIn(data[field]));
  if (people.size < minimum) {
    const message = say.tooFew({ title, minimum: countWord(minimum) });
    return [{ path: field, code: ERROR.sameOfficer, message }];
  }
  if (people.has(principal.person.id)) return [];
  const message = say.notAmong({ title, name: principal.person.name });
  return [{ path: field, code: 'OFFICER_NOT_NAMED', message }];
}
