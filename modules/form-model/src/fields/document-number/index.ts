import type { FieldCommon } from '../common.js';
import type { FieldKind } from '../kind.js';
import { definitionOf } from '../shared/schema.js';
import { isText } from '../shared/shapes.js';

/** Given by the system, never written in a form. */
export interface DocumentNumberField extends FieldCommon {
  type: 'document-number';
}

export const documentNumber: FieldKind<DocumentNumberField> = {
  schema: definitionOf('document-number'),
  expected: ['文号', 'a document number'],
  isShape: isText,
  sample: () => '〔2026〕1号',
  missing: 'REQUIRED',
  isSystem: true,
};
