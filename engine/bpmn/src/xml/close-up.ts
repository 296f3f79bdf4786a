/** Comments, CDATA and instructions, which stay as they are, or one start tag. Alternatives differ in their first characters. */
const PIECE = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[^!?/](?:[^"'>]|"[^"]*"|'[^']*')*>/g;
const QUOTED_OR_EQUALS = /"[^"]*"|'[^']*'|\s*=\s*/g;

/**
 * Removes the spaces XML allows around the `=` of an attribute (XML 1.0, production 25), which saxen below
 * bpmn-moddle does not read: the whole attribute would be lost.
 * @param xml well-formed; in anything else the time this takes is not bounded
 */
export function closeUpAttributes(xml: string): string {
  return xml.replace(PIECE, (piece) => {
    if (piece.startsWith('<!') || piece.startsWith('<?')) return piece;
    return piece.replace(QUOTED_OR_EQUALS, (part) => (part.trim() === '=' ? '=' : part));
  });
}
