import { z } from 'zod';
import { MAX_ITEMS } from '../../limits.js';
import type { FieldCommon } from '../common.js';
import type { Opening } from '../kind.js';
import { count, definitionOf } from './schema.js';
import { filledText, isRecordOf, optionalText } from './shapes.js';

export interface PersonValue {
  id: string;
  name: string;
  title?: string;
  certificate?: string;
}

export const SAMPLE_PERSON: PersonValue = { id: 'p', name: '甲', title: '岗位', certificate: '1' };

/** `person`: `{ id, name, title?, certificate? }`; `persons`: a list of those. */
export interface PersonFieldOf<T extends 'person' | 'persons'> extends FieldCommon {
  type: T;
  /** Only people holding one of these posts are offered. */
  posts?: string[];
  minItems?: number;
  maxItems?: number;
  /** `me` fills in who opens the form. */
  default?: 'me';
}

export const personSchema = (type: 'person' | 'persons') =>
  definitionOf(type, {
    posts: z.array(z.string().min(1)).optional(),
    minItems: count(MAX_ITEMS).optional(),
    maxItems: count(MAX_ITEMS).min(1).optional(),
    default: z.literal('me').optional(),
  });

export const isPerson = (value: unknown): boolean =>
  isRecordOf(value, ['id', 'name', 'title', 'certificate']) &&
  filledText(value, 'id') &&
  filledText(value, 'name') &&
  optionalText(value, 'title') &&
  optionalText(value, 'certificate');

/** Who opens the form, as a value; without what only the context knows. */
export function me(field: { default?: 'me' }, { person }: Opening): PersonValue | undefined {
  if (field.default !== 'me' || !person) return undefined;
  const { id, name, title, certificate } = person;
  return { id, name, ...(title === undefined ? {} : { title }), ...(certificate === undefined ? {} : { certificate }) };
}
