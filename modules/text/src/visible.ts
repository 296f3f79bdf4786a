/** Letters by their category, yet drawn as nothing: fillers of Hangul and the empty Braille pattern. */
const DRAWN_AS_NOTHING = '\\u115f\\u1160\\u2800\\u3164\\uffa0';
/** Controls, formats (zero width, direction of writing), halves of surrogate pairs, blanks, combining marks. */
const NOTHING = new RegExp(`^[\\p{C}\\p{Z}\\p{M}\\p{Default_Ignorable_Code_Point}${DRAWN_AS_NOTHING}\\s]*$`, 'u');

/** Nothing a person could see stands there. Combining marks count only on a letter. */
export const isBlank = (text: string): boolean => NOTHING.test(text);

/**
 * What cannot be seen within a text. Line breaks and tabs are layout. A joiner or a variant selector between two characters that can be
 * seen is part of how they are drawn (emoji, ideographic variants of names), so it stays.
 */
const INVISIBLE = new RegExp(
  [
    '(?![\\t\\n\\r])\\p{Cc}',
    '(?![\\u200c\\u200d])\\p{Cf}',
    '\\p{Cs}',
    '\\u2028|\\u2029|\\u034f|\\u17b4|\\u17b5',
    `[${DRAWN_AS_NOTHING}]`,
    '(?<![\\p{L}\\p{M}\\p{N}\\p{S}\\p{P}])(?:\\u200c|\\u200d|[\\ufe00-\\ufe0f]|[\\u{e0100}-\\u{e01ef}])',
    '(?:\\u200c|\\u200d)(?![\\p{L}\\p{N}\\p{S}\\p{P}])',
    // Between Chinese characters a joiner joins nothing.
    '(?<=\\p{Script=Han})(?:\\u200c|\\u200d)',
  ].join('|'),
  'gu',
);

/** Characters of a text that cannot be seen, as `U+200B`, each once; empty when there are none. */
export const invisibleIn = (text: string): string[] => [
  ...new Set(
    Array.from(text.matchAll(INVISIBLE), ([found]) => {
      const code = found.codePointAt(0) ?? 0;
      return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    }),
  ),
];

/** The text without what cannot be seen in it. */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, '');
