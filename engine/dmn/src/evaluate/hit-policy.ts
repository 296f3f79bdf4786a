import { feelEquals } from '@anliu/engine-expression';
import type { FeelValue } from '@anliu/engine-expression';
import type { DecisionTable } from '../model.js';
import type { DiagnosticCode } from './diagnostic.js';
import type { MatchedRule } from './trace.js';

export type Chosen =
  | { readonly rules: readonly MatchedRule[]; readonly violation?: undefined }
  | { readonly rules?: undefined; readonly violation: { readonly code: DiagnosticCode; readonly message: string } };

/** Per output, its values in falling priority. */
export type Priorities = readonly (readonly FeelValue[])[];

/** The rules that make up the result, out of those that match (DMN 1.5, 8.2.8). Not empty. */
export function choose(
  { hitPolicy }: DecisionTable,
  matched: readonly MatchedRule[],
  priorities: () => Priorities,
): Chosen {
  switch (hitPolicy) {
    case 'UNIQUE':
      if (matched.length > 1) {
        const message = `Hit policy 'UNIQUE' only allows a single rule to match. Matched rules: ${ids(matched)}`;
        return { violation: { code: 'HIT_POLICY_UNIQUE', message } };
      }
      return { rules: matched };
    case 'ANY':
      if (!matched.every((one) => sameOutputs(one, matched[0]!))) {
        const message = `Hit policy 'ANY' only allows rules with equal outputs to match. Matched rules: ${ids(matched)}`;
        return { violation: { code: 'HIT_POLICY_ANY', message } };
      }
      return { rules: matched.slice(0, 1) };
    case 'FIRST':
      return { rules: matched.slice(0, 1) };
    case 'PRIORITY':
      return { rules: byPriority(matched, priorities()).slice(0, 1) };
    case 'OUTPUT ORDER':
      return { rules: byPriority(matched, priorities()) };
    case 'RULE ORDER':
    case 'COLLECT':
      return { rules: matched };
  }
}

const ids = (matched: readonly MatchedRule[]): string => matched.map(({ rule }) => rule?.id ?? '?').join(', ');

const sameOutputs = (one: MatchedRule, other: MatchedRule): boolean =>
  one.outputs.every(({ value }, index) => feelEquals(value, other.outputs[index]!.value) === true);

function byPriority(matched: readonly MatchedRule[], priorities: Priorities): MatchedRule[] {
  const rank = ({ outputs }: MatchedRule): number[] =>
    outputs.map(({ value }, index) => {
      const order = priorities[index] ?? [];
      const found = order.findIndex((candidate) => feelEquals(candidate, value) === true);
      return found < 0 ? order.length : found;
    });
  const ranked = matched.map((one) => ({ one, rank: rank(one) }));
  ranked.sort((a, b) => {
    const difference = a.rank.findIndex((value, index) => value !== b.rank[index]);
    return difference < 0 ? 0 : a.rank[difference]! - b.rank[difference]!;
  });
  return ranked.map(({ one }) => one);
}
