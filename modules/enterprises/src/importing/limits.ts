/** Bytes of an uploaded file. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** Rows below the heading, and columns. */
export const MAX_ROWS = 5_000;
export const MAX_COLUMNS = 60;
/** Characters of one cell as read from the file. */
export const MAX_CELL_LENGTH = 2_000;
/** Rows from the top of a sheet among which the heading is looked for: titles and notes may stand above it. */
export const HEADING_SEARCH_ROWS = 20;
/** Characters from the beginning of a CSV among which its delimiter is looked for. */
export const HEADING_SEARCH_CHARACTERS = 64 * 1024;
/** Rows of an import that are written, or read for the answer, before others have their turn. */
export const ROWS_AT_ONCE = 100;
/** Lines of a CSV that open a quote and never close it, before the file counts as no CSV. */
export const MAX_OPEN_QUOTES = 20;
/** Bytes of a file read before it is asked whether others have their turn, and the milliseconds a slice lasts. */
export const PIECE_BYTES = 64 * 1024;
export const SLICE_MS = 5;
/** Parts of an Excel file, bytes of all of them unpacked, and how many times its size one part may grow. */
export const MAX_ZIP_ENTRIES = 300;
export const MAX_UNZIPPED_BYTES = 64 * 1024 * 1024;
export const MAX_ZIP_RATIO = 200;
/** Rows of a preview shown as examples. */
export const SAMPLE_ROWS = 10;
/** Rows below a heading in which an example of every column is looked for. */
export const LAYOUT_EXAMPLES = 50;
/** Headings an office has told the meaning of that are remembered; the ones used longest ago are forgotten first. */
export const MAX_REMEMBERED = 200;
/** Days an import that was not finished is kept. */
export const KEEP_DAYS = 30;
