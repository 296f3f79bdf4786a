import type { FieldDefinition } from '../form.js';
import {
  DEFAULT_FILES,
  DEFAULT_PERSONS,
  DEFAULT_TABLE_ROWS,
  DEFAULT_TEXTAREA_LENGTH,
  DEFAULT_TEXT_LENGTH,
  MAX_ITEMS,
} from '../limits.js';
import { matchesPattern } from '../expression/feel.js';
import { own } from './empty.js';
import { decimalsOf } from './number.js';
import { SHAPES } from './shapes.js';

/** What is wrong with a value, before it has a place and words. */
export interface ValueProblem {
  code: string;
  params: Record<string, unknown>;
}

const problem = (code: string, params: Record<string, unknown> = {}): ValueProblem => ({ code, params });

/** Longest text a field takes. */
export const maxLengthOf = (field: { type: 'text' | 'textarea'; maxLength?: number }): number =>
  field.maxLength ?? (field.type === 'text' ? DEFAULT_TEXT_LENGTH : DEFAULT_TEXTAREA_LENGTH);

/** Characters as people count them: a Chinese character beyond the basic plane is one. */
export const lengthOf = (text: string): number => [...text].length;

/** Shape and bounds of one filled value; codes and emptiness are decided elsewhere. `today` resolves relative bounds. */
export function checkValue(field: FieldDefinition, value: unknown, today: string): ValueProblem[] {
  const shape = SHAPES[field.type];
  if (!shape.test(value)) return [problem('TYPE', { expected: shape.expected })];
  switch (field.type) {
    case 'text':
    case 'textarea':
      return checkText(field, value as string);
    case 'integer':
    case 'number':
    case 'money':
      return checkNumber(field, value as number);
    case 'date':
    case 'datetime':
      return checkDate(field, value as string, today);
    case 'codes':
      return [
        ...(new Set(value as string[]).size < (value as string[]).length ? [problem('DUPLICATE')] : []),
        ...checkCount(value as unknown[], undefined, field.maxItems ?? MAX_ITEMS),
      ];
    case 'persons':
      return checkCount(value as unknown[], field.minItems, field.maxItems ?? DEFAULT_PERSONS);
    case 'photo':
    case 'file':
      return checkFiles(field, value as unknown[]);
    case 'table':
      return checkCount(value as unknown[], field.minRows, field.maxRows ?? DEFAULT_TABLE_ROWS, 'ROWS');
    default:
      return [];
  }
}

function checkText(field: Extract<FieldDefinition, { type: 'text' | 'textarea' }>, value: string): ValueProblem[] {
  const actual = lengthOf(value.trim());
  const max = maxLengthOf(field);
  if (actual > max) return [problem('TOO_LONG', { max, actual })];
  if (field.minLength !== undefined && actual < field.minLength) {
    return [problem('TOO_SHORT', { min: field.minLength, actual })];
  }
  if (field.pattern !== undefined && !matchesPattern(value.trim(), field.pattern)) {
    return [problem('PATTERN', { expected: field.patternTitle ?? '规定的格式' })];
  }
  return [];
}

function checkNumber(
  field: Extract<FieldDefinition, { type: 'integer' | 'number' | 'money' }>,
  value: number,
): ValueProblem[] {
  if (field.min !== undefined && value < field.min) return [problem('TOO_SMALL', { min: field.min })];
  if (field.max !== undefined && value > field.max) return [problem('TOO_LARGE', { max: field.max })];
  const precision = field.precision ?? (field.type === 'money' ? 2 : undefined);
  if (precision !== undefined && decimalsOf(value) > precision) return [problem('PRECISION', { precision })];
  return [];
}

/** Bounds may be `today`; instants are compared as instants. */
function checkDate(
  field: Extract<FieldDefinition, { type: 'date' | 'datetime' }>,
  value: string,
  today: string,
): ValueProblem[] {
  const bound = (text: string | undefined): string | undefined => (text === 'today' ? today : text);
  const order = (a: string, b: string): number =>
    a.length === 10 || b.length === 10 ? a.slice(0, 10).localeCompare(b.slice(0, 10)) : Date.parse(a) - Date.parse(b);
  const [min, max] = [bound(field.min), bound(field.max)];
  if (min !== undefined && order(value, min) < 0) return [problem('TOO_EARLY', { min })];
  if (max !== undefined && order(value, max) > 0) return [problem('TOO_LATE', { max })];
  return [];
}

function checkCount(
  items: unknown[],
  min: number | undefined,
  max: number,
  unit: 'ITEMS' | 'ROWS' = 'ITEMS',
): ValueProblem[] {
  const actual = items.length;
  if (actual > max) return [problem(`TOO_MANY_${unit}`, { max, actual })];
  if (min !== undefined && actual < min) return [problem(`TOO_FEW_${unit}`, { min, actual })];
  return [];
}

/** Bytes as people say them. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function checkFiles(field: Extract<FieldDefinition, { type: 'photo' | 'file' }>, items: unknown[]): ValueProblem[] {
  const problems = checkCount(items, field.minItems, field.maxItems ?? DEFAULT_FILES);
  for (const item of items) {
    const name = String(own(item, 'name'));
    const size = own(item, 'size');
    if (field.maxBytes !== undefined && typeof size === 'number' && size > field.maxBytes) {
      problems.push(problem('FILE_TOO_LARGE', { value: name, max: formatBytes(field.maxBytes) }));
    }
    if (field.accept !== undefined && !acceptsFile(field.accept, name, own(item, 'type'))) {
      problems.push(problem('FILE_TYPE', { value: name, expected: field.accept.join('、') }));
    }
  }
  return problems;
}

/** Like the `accept` attribute of a file input: MIME types, `image/*`, or extensions. */
export function acceptsFile(accept: readonly string[], name: string, type: unknown): boolean {
  const lower = name.toLowerCase();
  return accept.some((entry) => {
    if (entry.startsWith('.')) return lower.endsWith(entry.toLowerCase());
    // Without a type the server's own check of the bytes decides.
    if (typeof type !== 'string' || type === '') return true;
    return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : type === entry;
  });
}
