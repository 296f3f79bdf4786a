import type { FieldKind } from '../kind.js';
import { isPerson, me, personSchema, SAMPLE_PERSON, type PersonFieldOf } from '../shared/people.js';

export type OnePersonField = PersonFieldOf<'person'>;

export const person: FieldKind<OnePersonField> = {
  schema: personSchema('person'),
  expected: ['一名人员', 'one person'],
  isShape: isPerson,
  initial: me,
  sample: () => SAMPLE_PERSON,
  missing: 'REQUIRED_CHOICE',
};
