import type { FieldKind } from '../kind.js';
import { isPerson, me, personSchema, type PersonFieldOf } from '../shared/people.js';

export type OnePersonField = PersonFieldOf<'person'>;

export const person: FieldKind<OnePersonField> = {
  schema: personSchema('person'),
  expected: '一名人员',
  isShape: isPerson,
  initial: me,
  missing: 'REQUIRED_CHOICE',
};
