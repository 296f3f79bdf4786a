/**
 * A text as it is searched: NFKC (full and half width, ligatures and circled digits alike), lower case, blanks as one, nothing
 * invisible. Two texts that a person would call the same are the same.
 */
export const searchText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?![\s\p{Z}])[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim();

/** Full-width forms stand this far above the characters of ASCII. */
const FULL_WIDTH = 0xfee0;

/**
 * A regular expression (RE2 syntax) that finds `text` in stored texts however wide or large its letters were written. Empty when there
 * is nothing to look for.
 */
export function searchPattern(text: string): string {
  return Array.from(searchText(text), (char) => {
    if (char === ' ') return '[\\s\u3000]*';
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x21 || code > 0x7e) return char;
    const forms = new Set([char, char.toUpperCase()]);
    for (const form of [...forms]) forms.add(String.fromCodePoint((form.codePointAt(0) ?? 0) + FULL_WIDTH));
    return `[${[...forms].map(escaped).join('')}]`;
  }).join('');
}

/** Only what means something inside brackets: other escapes differ between the stores. */
const escaped = (char: string): string => (/[\\\]^[-]/.test(char) ? `\\${char}` : char);
