import { DEFAULT_TEXTAREA_LENGTH } from '../../limits.js';
import { textKind, type TextFieldOf } from '../shared/texts.js';

/** Several lines. */
export type TextareaField = TextFieldOf<'textarea'>;
export const textarea = textKind('textarea', DEFAULT_TEXTAREA_LENGTH);
