import type { FeelEvaluation } from './evaluation.js';
import { isNumber, numberToString } from './number.js';
import { FeelContext, FeelFunction, FeelRange, isList, type FeelValue } from './values.js';

/** A value as text, as `string()` writes it: texts inside lists and contexts are quoted. Null has no text. */
export function feelToString(value: FeelValue, evaluation?: FeelEvaluation): string | null {
  if (value === null || value instanceof FeelFunction) return null;
  return typeof value === 'string' ? value : write(value, evaluation);
}

function write(value: FeelValue, evaluation: FeelEvaluation | undefined): string {
  evaluation?.budget.spend();
  if (value === null) return 'null';
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numberToString(value);
  if (isList(value))
    return `[${join(
      value.map((element) => write(element, evaluation)),
      evaluation,
    )}]`;
  if (value instanceof FeelContext) {
    const entries = [...value.entries()].map(([name, entry]) => `${key(name)}: ${write(entry, evaluation)}`);
    return `{${join(entries, evaluation)}}`;
  }
  if (value instanceof FeelRange) return range(value, evaluation);
  return value instanceof FeelFunction ? 'function' : value.toString();
}

function join(parts: readonly string[], evaluation: FeelEvaluation | undefined): string {
  const text = parts.join(', ');
  return evaluation ? evaluation.budget.text(text) : text;
}

const key = (name: string): string => (/^[\p{L}_][\p{L}\p{M}\p{N}_ ]*$/u.test(name) ? name : write(name, undefined));

function range(value: FeelRange, evaluation: FeelEvaluation | undefined): string {
  const endpoint = (end: FeelValue): string =>
    typeof end === 'object' && end !== null && !isNumber(end) ? `@"${write(end, evaluation)}"` : write(end, evaluation);
  if (value.operator) return `(${value.operator} ${endpoint(value.start ?? value.end)})`;
  const [open, close] = [value.startIncluded ? '[' : '(', value.endIncluded ? ']' : ')'];
  return `${open}${endpoint(value.start)}..${endpoint(value.end)}${close}`;
}
