import { z } from 'zod';
import type { FieldCommon } from '../common.js';
import type { FieldKind } from '../kind.js';
import { definitionOf } from '../shared/schema.js';
import { textFromExpression } from '../shared/texts.js';

/** Region code, six or nine digits. */
export interface RegionField extends FieldCommon {
  type: 'region';
  default?: string;
  /** Only regions below this code. */
  within?: string;
}

export const region: FieldKind<RegionField> = {
  schema: definitionOf('region', { default: z.string().optional(), within: z.string().optional() }),
  expected: ['行政区划代码', 'a division code'],
  isShape: (value) => typeof value === 'string' && /^\d{6}(\d{3})?$/.test(value),
  initial: (field) => field.default,
  sample: () => '110101',
  fromExpression: textFromExpression,
  missing: 'REQUIRED_CHOICE',
};
