import { isEmpty, type FieldDefinition, type FormCode } from '@anliu/form-model';
import { lookOf } from '../fields/index.js';
import type { Words } from '../words.js';

/** A filled value as people read it; empty text when there is nothing to read. Files are not text. */
export function readText(
  field: FieldDefinition,
  value: unknown,
  options: readonly FormCode[] | undefined,
  words: Words,
): string {
  return isEmpty(value) ? '' : (lookOf(field).read?.(field, value, { words, options }) ?? '');
}
