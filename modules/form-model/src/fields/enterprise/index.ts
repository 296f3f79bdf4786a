import type { FieldCommon } from '../common.js';
import type { FieldKind } from '../kind.js';
import { definitionOf } from '../shared/schema.js';
import { filledText, isRecordOf } from '../shared/shapes.js';

export interface EnterpriseValue {
  uscc: string;
  name: string;
}

/** `{ uscc, name }` */
export interface EnterpriseField extends FieldCommon {
  type: 'enterprise';
}

export const enterprise: FieldKind<EnterpriseField> = {
  schema: definitionOf('enterprise'),
  expected: ['一家企业', 'one enterprise'],
  isShape: (value) => isRecordOf(value, ['uscc', 'name']) && filledText(value, 'uscc', 18) && filledText(value, 'name'),
  sample: () => ({ uscc: '91320724MA1X000011', name: '企业' }),
  missing: 'REQUIRED_CHOICE',
};
