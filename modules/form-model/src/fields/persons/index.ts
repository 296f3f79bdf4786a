import { DEFAULT_PERSONS } from '../../limits.js';
import type { FieldKind } from '../kind.js';
import { checkCount, inspectBounds } from '../shared/bounds.js';
import { isPerson, me, personSchema, SAMPLE_PERSON, type PersonFieldOf } from '../shared/people.js';
import { listOf } from '../shared/shapes.js';

export type SeveralPersonsField = PersonFieldOf<'persons'>;

export const persons: FieldKind<SeveralPersonsField> = {
  schema: personSchema('persons'),
  inspect: (field, place) => inspectBounds(field.minItems, field.maxItems, 'minItems', place),
  expected: ['若干人员', 'people'],
  isShape: listOf(isPerson),
  check: (field, value: unknown[]) => checkCount(value, field.minItems, field.maxItems ?? DEFAULT_PERSONS),
  initial(field, opening) {
    const one = me(field, opening);
    return one && [one];
  },
  sample: () => [SAMPLE_PERSON],
  missing: 'REQUIRED_CHOICE',
};
