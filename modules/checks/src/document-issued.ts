import { ERROR, type FieldError } from '@anliu/contract';
import type { CheckInput } from '@anliu/cases';
import { conflict } from '@anliu/kit';
import { z } from 'zod';

export const documentIssuedSettings = z.strictObject({
  /** Kind of document in the pack. */
  document: z.string().min(1),
  /** Why the step is refused and what to do first; `{no}` is the number of the case. */
  message: z.string().min(1).max(300),
});

/**
 * The document this step refers to was issued on the case or on the one it came from.
 * @throws AppError DOCUMENT_ORDER
 */
export function documentIssued(
  { documents, record }: CheckInput,
  { document, message }: z.infer<typeof documentIssuedSettings>,
): FieldError[] {
  if (documents[document] !== undefined) return [];
  throw conflict(ERROR.documentOrder, message.replaceAll('{no}', record?.no ?? ''));
}
