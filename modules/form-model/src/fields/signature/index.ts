import type { FieldCommon } from '../common.js';
import type { FieldKind } from '../kind.js';
import { isFileRef, SAMPLE_FILE } from '../shared/files.js';
import { definitionOf } from '../shared/schema.js';

/** One `{ id, name, … }`: the picture of a hand-written signature. */
export interface SignatureField extends FieldCommon {
  type: 'signature';
}

export const signature: FieldKind<SignatureField> = {
  schema: definitionOf('signature'),
  expected: ['签名', 'a signature'],
  isShape: isFileRef,
  sample: () => SAMPLE_FILE,
  missing: 'REQUIRED',
};
