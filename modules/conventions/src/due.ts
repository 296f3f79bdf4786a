import { ConventionError } from './convention-error.js';

/** Time for a step (`anliu.due`): a parameter counted from the step's creation, or the date in a field of the case. */
export type DueRule =
  { readonly kind: 'parameter'; readonly parameter: string } | { readonly kind: 'field'; readonly field: string };

const FIELD = 'field:';
const PARAMETER = /^[A-Za-z][A-Za-z0-9_]*$/;
const FIELD_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** @throws ConventionError */
export function parseDue(text: string): DueRule {
  const part = text.trim();
  const rule: DueRule = part.startsWith(FIELD)
    ? { kind: 'field', field: part.slice(FIELD.length).trim() }
    : { kind: 'parameter', parameter: part };
  return check(rule, part, text.length - text.trimStart().length);
}

/** @throws ConventionError */
export function formatDue(rule: DueRule): string {
  const text = rule.kind === 'field' ? `${FIELD}${rule.field}` : rule.parameter;
  check(rule, text);
  return text;
}

function check(rule: DueRule, part: string, at?: number): DueRule {
  const right = rule.kind === 'field' ? FIELD_NAME.test(rule.field) : PARAMETER.test(rule.parameter);
  if (!right) throw new ConventionError('DUE_RULE', { part, ...(at === undefined ? {} : { at }) });
  return rule;
}
