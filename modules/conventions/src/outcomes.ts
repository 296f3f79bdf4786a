import { ConventionError } from './convention-error.js';
import { split } from './split.js';

/** Outcomes of one step. */
export const MAX_OUTCOMES = 12;

/** One way to end a step: the button's verb, its weight, and whether an opinion is asked for. */
export interface Outcome {
  /** What conditions and variables see. */
  readonly key: string;
  /** What people read. */
  readonly label: string;
  /** The usual one. */
  readonly primary: boolean;
  /** To be pressed with care; shown in red. */
  readonly danger: boolean;
  readonly opinion: 'none' | 'optional' | 'required';
}

/** `marks key = label opinion`; everything after the first `=` up to the question marks is the label. */
const OUTCOME = /^(?<marks>[*!]*)(?<key>[A-Za-z][A-Za-z0-9_-]*)=(?<label>[^?]*[^?\s])\s*(?<opinion>\?{0,2})$/u;
const OPINIONS = { '': 'none', '?': 'optional', '??': 'required' } as const;
const OPINION_MARK = { none: '', optional: '?', required: '??' } as const;

/**
 * Reads `anliu.outcomes`: `*approve=同意?;return=退回修改??`. Without any mark the first outcome is the usual one.
 * @throws ConventionError
 */
export function parseOutcomes(text: string): Outcome[] {
  const outcomes = split(text, ';').map((part): Outcome => {
    const { marks = '', key = '', label = '', opinion = '' } = OUTCOME.exec(part.text)?.groups ?? {};
    if (key === '') throw new ConventionError('OUTCOME', { part: part.text, at: part.at });
    return {
      key,
      label: label.trim(),
      primary: marks.includes('*'),
      danger: marks.includes('!'),
      opinion: OPINIONS[opinion as keyof typeof OPINIONS],
    };
  });
  refuseSet(outcomes);
  return withUsual(outcomes);
}

/** Always marks the usual one; without one the first. @throws ConventionError for what the grammar cannot say */
export function formatOutcomes(outcomes: readonly Outcome[]): string {
  refuseSet(outcomes);
  return withUsual(outcomes)
    .map((outcome) => {
      const marks = `${outcome.primary ? '*' : ''}${outcome.danger ? '!' : ''}`;
      const part = `${marks}${outcome.key}=${outcome.label}${OPINION_MARK[outcome.opinion]}`;
      const read = OUTCOME.exec(part)?.groups;
      if (
        part.includes(';') ||
        read?.['key'] !== outcome.key ||
        read['label'] !== outcome.label ||
        outcome.label !== outcome.label.trim()
      )
        throw new ConventionError('OUTCOME', { part });
      return part;
    })
    .join(';');
}

function refuseSet(outcomes: readonly Outcome[]): void {
  if (outcomes.length === 0) throw new ConventionError('OUTCOME_NONE');
  if (outcomes.length > MAX_OUTCOMES)
    throw new ConventionError('OUTCOME_TOO_MANY', { count: outcomes.length, limit: MAX_OUTCOMES });
  const repeated = outcomes.find((outcome, at) => outcomes.findIndex((other) => other.key === outcome.key) !== at);
  if (repeated) throw new ConventionError('OUTCOME_REPEATED', { part: repeated.key });
}

const withUsual = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.some((outcome) => outcome.primary)
    ? [...outcomes]
    : outcomes.map((outcome, at) => ({ ...outcome, primary: at === 0 }));
