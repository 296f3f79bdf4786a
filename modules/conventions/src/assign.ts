import { ConventionError } from './convention-error.js';

/** Who does a step (`anliu.assign`), also who is told (`anliu.notify.to`). */
export type AssignRule =
  | { readonly kind: 'starter' }
  | { readonly kind: 'post'; readonly post: string }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'performer'; readonly step: string }
  | { readonly kind: 'enterprise'; readonly post: string };

export type AssignKind = AssignRule['kind'];

/** What a rule of each kind names. */
const NAMED = { post: 'post', field: 'field', performer: 'step', enterprise: 'post' } as const;
export const ASSIGN_KINDS: readonly AssignKind[] = ['starter', 'post', 'field', 'performer', 'enterprise'];

/** The post, field or step a rule names; empty for the starter. */
export const assignValue = (rule: AssignRule): string =>
  rule.kind === 'starter' ? '' : rule.kind === 'field' ? rule.field : rule.kind === 'performer' ? rule.step : rule.post;

/** A rule of one kind that names `value`; for the starter the value does not matter. */
export const assignRule = (kind: AssignKind, value: string): AssignRule =>
  kind === 'starter' ? { kind } : ({ kind, [NAMED[kind]]: value } as AssignRule);

/** Rules joined by `|`, in the order they are tried; the first that finds somebody decides. @throws ConventionError */
export function parseAssign(text: string): AssignRule[] {
  let at = 0;
  return text.split('|').map((raw) => {
    const part = raw.trim();
    const begins = at + raw.length - raw.trimStart().length;
    at += raw.length + 1;
    if (part === 'starter') return { kind: 'starter' };
    const colon = part.indexOf(':');
    const kind = part.slice(0, Math.max(colon, 0)).trim();
    const value = part.slice(colon + 1).trim();
    if (colon > 0 && value !== '' && Object.hasOwn(NAMED, kind)) {
      return assignRule(kind as keyof typeof NAMED, value);
    }
    throw new ConventionError('ASSIGN_RULE', { part, at: begins });
  });
}

/** @throws ConventionError for a rule that names nothing, or something with `|` or outer blanks in it */
export function formatAssign(rules: readonly AssignRule[]): string {
  if (rules.length === 0) throw new ConventionError('ASSIGN_RULE', { part: '' });
  return rules
    .map((rule) => {
      if (rule.kind === 'starter') return 'starter';
      const value = assignValue(rule);
      const part = `${rule.kind}:${value}`;
      if (value === '' || value !== value.trim() || value.includes('|'))
        throw new ConventionError('ASSIGN_RULE', { part });
      return part;
    })
    .join('|');
}
