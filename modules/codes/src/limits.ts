/** Bytes of one code table file. */
export const MAX_TABLE_BYTES = 4 * 1024 * 1024;
/** Rows of one code table; GB/T 4754 has about 1,900. */
export const MAX_TABLE_ITEMS = 20_000;
export const MAX_CODE_LENGTH = 40;
export const MAX_NAME_LENGTH = 300;
