import { z } from 'zod';
import { decimalsOf, roundTo } from '../../values/number.js';
import type { FieldCommon } from '../common.js';
import { problem, type FieldKind, type ValueProblem } from '../kind.js';
import { inspectBounds } from './bounds.js';
import { definitionOf, precision, unit } from './schema.js';
import type { Wordings } from '@anliu/sentences';

export interface NumberFieldOf<T extends 'integer' | 'number' | 'money'> extends FieldCommon {
  type: T;
  default?: number;
  min?: number;
  max?: number;
  /** Decimals. */
  precision?: number;
  unit?: string;
}

/** A number given by an expression, rounded half away from zero to `decimals`. */
export const numberFromExpression = (value: unknown, decimals: number | undefined): number | null => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return decimals === undefined ? value : roundTo(value, decimals);
};

interface Numbers {
  expected: Wordings;
  isShape(value: unknown): boolean;
  /** Decimals a typed value may have when the form says nothing. */
  typed?: number;
  /** Decimals a computed value gets when the form says nothing. */
  computed?: number;
}

export function numberKind<T extends 'integer' | 'number' | 'money'>(
  type: T,
  { expected, isShape, typed, computed }: Numbers,
): FieldKind<NumberFieldOf<T>> {
  return {
    schema: definitionOf(type, {
      default: z.number().optional(),
      min: z.number().optional(),
      max: z.number().optional(),
      precision: precision.optional(),
      unit: unit.optional(),
    }),
    inspect: (field, place) => inspectBounds(field.min, field.max, 'min', place),
    expected,
    isShape,
    check(field, value: number): ValueProblem[] {
      if (field.min !== undefined && value < field.min) return [problem('TOO_SMALL', { min: field.min })];
      if (field.max !== undefined && value > field.max) return [problem('TOO_LARGE', { max: field.max })];
      const decimals = field.precision ?? typed;
      if (decimals !== undefined && decimalsOf(value) > decimals) {
        return [problem('PRECISION', { precision: decimals })];
      }
      return [];
    },
    initial: (field) => field.default,
    sample: () => 1,
    fromExpression: (field, value) => numberFromExpression(value, field.precision ?? computed),
    missing: 'REQUIRED',
  };
}
