import type { FieldDefinition } from '../form.js';
import { isEmpty } from './empty.js';
import { roundTo } from './number.js';
import { isDate, isDateTime } from './date.js';

const DEFAULT_PRECISION = { integer: 0, money: 2 } as const;

/** A value given by an expression in the form its field stores it; null when the expression gave nothing of that kind. */
export function normaliseComputed(field: FieldDefinition, value: unknown): unknown {
  if (isEmpty(value)) return null;
  const kind = field.type === 'computed' ? field.result : field.type;
  switch (kind) {
    case 'integer':
    case 'number':
    case 'money': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return null;
      const declared = 'precision' in field ? field.precision : undefined;
      const decimals = declared ?? (kind === 'number' ? undefined : DEFAULT_PRECISION[kind]);
      return decimals === undefined ? value : roundTo(value, decimals);
    }
    case 'date':
      return isDate(value) ? value : isDateTime(value) ? value.slice(0, 10) : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'text':
    case 'textarea':
    case 'code':
    case 'region':
      return typeof value === 'string'
        ? value
        : typeof value === 'number' || typeof value === 'boolean'
          ? String(value)
          : null;
    default:
      return value;
  }
}
