import { invisibleIn } from '@anliu/text';
import { z } from 'zod';
import { matchesPattern } from '../../expression/feel.js';
import { MAX_PATTERN_LENGTH, MAX_TEXT_LENGTH } from '../../limits.js';
import type { FieldCommon } from '../common.js';
import { problem, type FieldKind, type ValueProblem } from '../kind.js';
import { inspectBounds } from './bounds.js';
import { count, definitionOf, title } from './schema.js';
import { isText } from './shapes.js';
import { Sentence } from '@anliu/sentences';

const PRESCRIBED = new Sentence('form.prescribed', ['规定的格式', 'the prescribed one']);

export interface TextFieldOf<T extends 'text' | 'textarea'> extends FieldCommon {
  type: T;
  default?: string;
  minLength?: number;
  maxLength?: number;
  /** Regular expression for the whole value (RE2 syntax, linear time). */
  pattern?: string;
  /** What the pattern means, for people: `18 位统一社会信用代码`. */
  patternTitle?: string;
  /** Visible lines of a textarea. */
  lines?: number;
}

/** Characters named in one sentence. */
const NAMED = 3;

/** Characters as people count them: a Chinese character beyond the basic plane is one. */
export const lengthOf = (text: string): number => [...text].length;

/** A text given by an expression; numbers and answers are written out. */
export const textFromExpression = (_: unknown, value: unknown): string | null => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
};

/** Lines and longer texts differ in how much they hold. */
export function textKind<T extends 'text' | 'textarea'>(type: T, usual: number): FieldKind<TextFieldOf<T>> {
  const longest = (field: TextFieldOf<T>): number => field.maxLength ?? usual;
  return {
    schema: definitionOf(type, {
      default: z.string().max(MAX_TEXT_LENGTH).optional(),
      minLength: count(MAX_TEXT_LENGTH).optional(),
      maxLength: count(MAX_TEXT_LENGTH).min(1).optional(),
      pattern: z.string().min(1).max(MAX_PATTERN_LENGTH).optional(),
      patternTitle: title.optional(),
      lines: z.int().min(1).max(30).optional(),
    }),
    inspect(field, place) {
      inspectBounds(field.minLength, field.maxLength, 'minLength', place);
      if (field.pattern === undefined) return;
      try {
        matchesPattern('', field.pattern);
      } catch {
        place.report('pattern', 'PATTERN', '正则表达式不可用：请检查括号，且不要使用反向引用和环视');
      }
    },
    expected: ['文字', 'a text'],
    isShape: isText,
    check(field, value: string): ValueProblem[] {
      const invisible = invisibleIn(value);
      if (invisible.length > 0) return [problem('INVISIBLE', { found: invisible.slice(0, NAMED).join('、') })];
      const actual = lengthOf(value.trim());
      const max = longest(field);
      if (actual > max) return [problem('TOO_LONG', { max, actual })];
      if (field.minLength !== undefined && actual < field.minLength) {
        return [problem('TOO_SHORT', { min: field.minLength, actual })];
      }
      if (field.pattern !== undefined && !matchesPattern(value.trim(), field.pattern)) {
        return [problem('PATTERN', { expected: field.patternTitle ?? PRESCRIBED })];
      }
      return [];
    },
    initial: (field) => field.default,
    sample: () => '文字',
    fromExpression: textFromExpression,
    missing: 'REQUIRED',
    longest,
  };
}
