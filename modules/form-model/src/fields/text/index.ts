import { DEFAULT_TEXT_LENGTH } from '../../limits.js';
import { textKind, type TextFieldOf } from '../shared/texts.js';

/** One line. */
export type LineField = TextFieldOf<'text'>;
export const text = textKind('text', DEFAULT_TEXT_LENGTH);
