/** Points per millimetre. */
export const MM = 72 / 25.4;

/** A4 and the margins of GB/T 9704 (公文格式), in points. */
export const PAGE = {
  width: 595.28,
  height: 841.89,
  top: 28 * MM,
  bottom: 26 * MM,
  left: 28 * MM,
  right: 26 * MM,
} as const;

export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const CONTENT_BOTTOM = PAGE.height - PAGE.bottom;

/** Type sizes in points: 二号 for titles, 三号 for text, 小四 in tables, 五号 for small print. */
export const SIZE = { title: 22, heading: 16, body: 16, table: 12, small: 10.5 } as const;
/** Height of a line as a multiple of its type size. */
export const LEADING = { body: 1.62, table: 1.5, small: 1.4 } as const;
