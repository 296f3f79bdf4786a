import type { FormContext } from '@anliu/form-model';
import { dayOf, officeIso } from '@anliu/office-time';

/** The context of a form at an instant: `now` and `today` on the wall clock here. */
export const formContext = (now: Date, more: Omit<FormContext, 'now' | 'today'> = {}): FormContext => ({
  now: officeIso(now),
  today: dayOf(now),
  ...more,
});
