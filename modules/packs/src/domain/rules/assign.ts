import { RuleError } from './split.js';

/** Who does a step (`anliu.assign`), also who is told (`anliu.notify.to`). */
export type AssignRule =
  | { readonly kind: 'starter' }
  | { readonly kind: 'post'; readonly post: string }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'performer'; readonly step: string }
  | { readonly kind: 'enterprise'; readonly post: string };

/** Rules in the order they are tried; the first that finds somebody decides. @throws RuleError */
export function parseAssign(text: string): AssignRule[] {
  const parts = text.split('|').map((part) => part.trim());
  return parts.map((part) => {
    if (part === 'starter') return { kind: 'starter' };
    const [kind, ...rest] = part.split(':');
    const value = rest.join(':').trim();
    if (value !== '') {
      if (kind === 'post') return { kind: 'post', post: value };
      if (kind === 'field') return { kind: 'field', field: value };
      if (kind === 'performer') return { kind: 'performer', step: value };
      if (kind === 'enterprise') return { kind: 'enterprise', post: value };
    }
    throw new RuleError(
      'ASSIGN_RULE',
      `办理人规则“${part}”无法识别，应为 starter、post:岗位、field:字段、performer:环节 或 enterprise:岗位。`,
    );
  });
}
