import { createFeelEvaluation, feelToString, fromData, parseFeel, type FeelValue } from '../../src/index.js';

export interface Answer {
  readonly value: FeelValue;
  readonly warnings: readonly string[];
}

export type Names = Readonly<Record<string, unknown>>;

/** Evaluates on 23 November 2026, 10:00 in Shanghai; the names of the variables are known to the parser. */
export function ask(source: string, variables: Names = {}, kind: 'expression' | 'unary-tests' = 'expression'): Answer {
  const warnings: string[] = [];
  const evaluation = createFeelEvaluation({
    now: new Date('2026-11-23T02:00:00Z'),
    timeZone: 'Asia/Shanghai',
    onWarning: ({ code }) => warnings.push(code),
  });
  const scope = {
    get: (name: string) => (Object.hasOwn(variables, name) ? fromData(variables[name]) : undefined),
  };
  return { value: parseFeel(source, { kind, names: Object.keys(variables) }).evaluate(scope, evaluation), warnings };
}

/** The answer as FEEL writes it; `null` for null. */
export const text = (source: string, variables?: Names): string => feelToString(ask(source, variables).value) ?? 'null';
