import { MAX_CELL_LENGTH } from './limits.js';

const MARK = '…';

/**
 * A cell that is far too long is cut, so that its row is refused and the file is not. The mark at its end keeps it too long for
 * every column, however many blanks it consists of.
 */
export const cut = (text: string): string =>
  text.length > MAX_CELL_LENGTH ? text.slice(0, MAX_CELL_LENGTH) + MARK : text;
