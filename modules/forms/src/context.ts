import type { FormContext } from '@anliu/form-model';

const OFFSET_MS = 8 * 3_600_000;

/** The context of a form at an instant: `now` and `today` on the wall clock here. */
export function formContext(now: Date, more: Omit<FormContext, 'now' | 'today'> = {}): FormContext {
  const local = new Date(now.getTime() + OFFSET_MS).toISOString();
  return { now: `${local.slice(0, 19)}+08:00`, today: local.slice(0, 10), ...more };
}
