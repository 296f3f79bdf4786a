import { ERROR, type FieldError } from '@anliu/contract';
import type { CheckInput } from '@anliu/cases';
import { z } from 'zod';

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

const countWord = (count: number): string => (count === 2 ? '两' : String(count));

/** So many different people are named in a field, and the one who submits is among them. */
export function peopleNamed(
  { data, principal }: CheckInput,
  { field, minimum, title }: z.infer<typeof peopleNamedSettings>,
): FieldError[] {
  const people = new Set(idsIn(data[field]));
  if (people.size < minimum) {
    const message = `${title}不得少于${countWord(minimum)}人且须是不同的人，请另选一名${title}。`;
    return [{ path: field, code: ERROR.sameOfficer, message }];
  }
  if (people.has(principal.person.id)) return [];
  const message = `您（${principal.person.name}）不在${title}之中，不能提交本步骤；请把自己加入或请列名的${title}提交。`;
  return [{ path: field, code: 'OFFICER_NOT_NAMED', message }];
}
