/** The first rule of `anliu.assign` as the panel shows it; further alternatives stay as text. */
export interface AssignDraft {
  kind: 'starter' | 'post' | 'field' | 'performer' | 'enterprise';
  value: string;
  /** What is tried when the first rule finds nobody. */
  otherwise: string;
}

const KINDS = ['starter', 'post', 'field', 'performer', 'enterprise'] as const;

export function parseAssign(text: string): AssignDraft {
  const [first = '', ...rest] = text.split('|');
  const [kind = '', value = ''] = first.split(':');
  const known = KINDS.find((candidate) => candidate === kind.trim());
  return { kind: known ?? 'post', value: value.trim(), otherwise: rest.join('|') };
}

export function formatAssign(draft: AssignDraft): string {
  const first = draft.kind === 'starter' ? 'starter' : draft.value ? `${draft.kind}:${draft.value}` : '';
  return [first, draft.otherwise.trim()].filter(Boolean).join('|');
}
