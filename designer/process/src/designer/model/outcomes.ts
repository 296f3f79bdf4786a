/** One button of a step, as `anliu.outcomes` spells it (docs/handbook/process-conventions.md). */
export interface OutcomeDraft {
  key: string;
  label: string;
  primary: boolean;
  danger: boolean;
  opinion: 'none' | 'optional' | 'required';
}

export function parseOutcomes(text: string): OutcomeDraft[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const primary = part.startsWith('*');
      const danger = part.startsWith('!');
      const [key = '', rest = ''] = part.slice(primary || danger ? 1 : 0).split('=');
      const opinion = rest.endsWith('??') ? 'required' : rest.endsWith('?') ? 'optional' : 'none';
      return { key: key.trim(), label: rest.replace(/\?{1,2}$/, '').trim(), primary, danger, opinion };
    });
}

const OPINION_MARK = { none: '', optional: '?', required: '??' } as const;

export const formatOutcomes = (outcomes: readonly OutcomeDraft[]): string =>
  outcomes
    .filter((outcome) => outcome.key && outcome.label)
    .map(
      (outcome) =>
        `${outcome.primary ? '*' : outcome.danger ? '!' : ''}${outcome.key}=${outcome.label}${OPINION_MARK[outcome.opinion]}`,
    )
    .join(';');
