import { MAX_TEXT_LENGTH } from '../limits.js';
import { isEmpty } from '../values/empty.js';
import { kindOf, type FieldDefinition } from './index.js';
import { problem, type Moment, type ValueProblem } from './kind.js';
import { Sentence } from '@anliu/sentences';

/** Shape and bounds of one filled value; codes and emptiness are decided elsewhere. The moment resolves relative bounds. */
export function checkValue(field: FieldDefinition, value: unknown, moment: Moment): ValueProblem[] {
  const kind = kindOf(field);
  if (!kind.isShape(value)) return [problem('TYPE', { expected: expectedOf(field) })];
  return kind.check?.(field, value as never, moment) ?? [];
}

/** What a filled value of a field is, in words. */
export const expectedOf = (field: FieldDefinition): Sentence =>
  new Sentence(`form.expected.${field.type}`, kindOf(field).expected);

/** A value given by an expression in the form its field stores it; null when the expression gave nothing of that kind. */
export function valueFromExpression(field: FieldDefinition, value: unknown): unknown {
  if (isEmpty(value)) return null;
  const kind = kindOf(field);
  return kind.fromExpression ? kind.fromExpression(field, value) : value;
}

/** Longest text a field takes, in characters. */
export function maxLengthOf(field: FieldDefinition): number {
  return kindOf(field).longest?.(field) ?? MAX_TEXT_LENGTH;
}
