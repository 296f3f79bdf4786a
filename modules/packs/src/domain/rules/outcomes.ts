import type { OutcomeView } from '@anliu/contract';
import { MAX_OUTCOMES } from '../limits.js';
import { RuleError } from './split.js';

const OUTCOME = /^(?<marks>[*!]*)(?<key>[A-Za-z][A-Za-z0-9_-]*)=(?<label>[^?]+?)(?<opinion>\?{0,2})$/;

/** Reads `anliu.outcomes`: `*approve=同意?;return=退回修改??`. Without any mark the first outcome is the usual one. @throws RuleError */
export function parseOutcomes(text: string): OutcomeView[] {
  const outcomes = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): OutcomeView => {
      const groups = OUTCOME.exec(part)?.groups;
      const { marks = '', key = '', label = '', opinion = '' } = groups ?? {};
      if (!groups)
        throw new RuleError('OUTCOME', `办理结果“${part}”无法识别，应为 标识=按钮文字，例如 *approve=同意?。`);
      return {
        key,
        label: label.trim(),
        primary: marks.includes('*'),
        danger: marks.includes('!'),
        opinion: opinion === '??' ? 'required' : opinion === '?' ? 'optional' : 'none',
      };
    });
  const [first] = outcomes;
  if (!first) throw new RuleError('OUTCOME_NONE', '环节没有任何办理结果，至少要有一个。');
  if (outcomes.length > MAX_OUTCOMES) {
    throw new RuleError('OUTCOME_TOO_MANY', `环节有 ${outcomes.length} 个办理结果，最多 ${MAX_OUTCOMES} 个。`);
  }
  const repeated = outcomes.find((outcome, at) => outcomes.findIndex((other) => other.key === outcome.key) !== at);
  if (repeated) throw new RuleError('OUTCOME_REPEATED', `办理结果“${repeated.key}”重复。`);
  if (!outcomes.some((outcome) => outcome.primary)) first.primary = true;
  return outcomes;
}
