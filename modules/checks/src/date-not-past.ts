import type { FieldError } from '@anliu/contract';
import type { CheckInput } from '@anliu/cases';
import { conflict } from '@anliu/kit';
import { dayIn, dayOf } from '@anliu/office-time';
import { z } from 'zod';

export const dateNotPastSettings = z.strictObject({
  /** Date field that must not be over. */
  field: z.string().min(1),
  /** Whose field: the case's own, or that of the case it came from. */
  of: z.enum(['self', 'parent']),
  /** Why the step is refused; `{date}` is the day in the field. */
  message: z.string().min(1).max(300),
});

/**
 * The day in a field is today or still to come; without a day nothing is refused.
 * @throws AppError DATE_PAST
 */
export function dateNotPast(
  { data, parent, now }: CheckInput,
  { field, of, message }: z.infer<typeof dateNotPastSettings>,
): FieldError[] {
  const day = dayIn((of === 'parent' ? parent?.data : data)?.[field]);
  if (day !== undefined && dayOf(now) > day) throw conflict('DATE_PAST', message.replaceAll('{date}', day));
  return [];
}
