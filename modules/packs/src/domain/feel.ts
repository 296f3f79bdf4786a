import { compileFeel, scopeOf } from '@anliu/engine-expression';
import { officeIso } from '@anliu/office-time';

/**
 * Evaluates FEEL over plain values; the answer is plain JSON data (instants as ISO text with offset).
 * @throws ExpressionSyntaxError, ExpressionEvaluationError, ExpressionLimitError
 */
export function evaluateFeel(source: string, values: Record<string, unknown>, now: Date): unknown {
  return plain(
    compileFeel(source).evaluate(
      scopeOf(values, () => now),
      { isoDates: true },
    ),
  );
}

/** Like {@link evaluateFeel} for a sentence; undefined when it is no text. */
export function feelText(source: string | undefined, values: Record<string, unknown>, now: Date): string | undefined {
  if (source === undefined) return undefined;
  const value = evaluateFeel(source, values, now);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return officeIso(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  return value;
}

/** Why a text is no FEEL expression, or undefined when it is one. */
export function feelProblem(source: string): string | undefined {
  try {
    compileFeel(source);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
