import { searchText } from '@anliu/text';
import { pinyin } from 'pinyin-pro';

/**
 * What something is found by: one- and two-character pieces of its normalised text, whole syllables and pairs of syllables of its pinyin, and
 * single and paired initials. Long runs of digits also give pieces of four, so that a number finds its case and not every case that has the
 * same digits elsewhere. Texts and questions are cut by the same knife.
 */

/** Characters of one text that are searched; longer ones are found by their beginning. */
export const MAX_SEARCHED_LENGTH = 120;
/** Characters of the pieces of digits. */
const DIGITS = 4;

/** As a text is searched everywhere, and without its blanks: names are typed with and without them. */
export const normalized = (text: string): string => searchText(text).replaceAll(' ', '');

/** Characters as people count them. */
const characters = (text: string): string[] => Array.from(text);

const pieces = (items: readonly string[], prefix = ''): string[] => [
  ...items.map((item) => prefix + item),
  ...items.slice(1).map((item, i) => `${prefix}${items[i] ?? ''}${prefix === SYLLABLE ? '-' : ''}${item}`),
];

const SYLLABLE = 'y:';
const INITIAL = 'i:';

const syllablesOf = (text: string, isName: boolean): string[] =>
  pinyin(text, {
    toneType: 'none',
    type: 'array',
    nonZh: 'removed',
    v: true,
    ...(isName ? { mode: 'surname' as const } : {}),
  });

function digitPieces(text: string): string[] {
  return [...text.matchAll(/\d+/g)].flatMap(([run]) =>
    Array.from({ length: Math.max(0, run.length - DIGITS + 1) }, (_, i) => run.slice(i, i + DIGITS)),
  );
}

/** Terms of the texts of one thing; `names` are read as people's names. */
export function termsOf(texts: readonly string[], names: readonly string[] = []): string[] {
  const terms = new Set<string>();
  const add = (source: string, isName: boolean): void => {
    const text = normalized(source).slice(0, MAX_SEARCHED_LENGTH);
    for (const term of [...pieces(characters(text)), ...digitPieces(text)]) terms.add(term);
    const syllables = syllablesOf(text, isName);
    for (const term of pieces(syllables, SYLLABLE)) terms.add(term);
    for (const term of pieces(
      syllables.map((syllable) => syllable.slice(0, 1)),
      INITIAL,
    ))
      terms.add(term);
  };
  for (const text of texts) add(text, false);
  for (const name of names) add(name, true);
  return [...terms];
}

/** One word of a question: found where all terms of any of `any` are; `text` must then be contained as it stands. */
export interface SearchWord {
  readonly any: readonly (readonly string[])[];
  readonly text?: string;
}

/** Words of a question, all of which must be found. Empty when there is nothing to look for. */
export function searchWords(question: string): SearchWord[] {
  return question
    .normalize('NFKC')
    .split(/[\p{Z}\s]+/u)
    .map(normalized)
    .filter((word) => word !== '')
    .map(wordOf);
}

function wordOf(word: string): SearchWord {
  const list = characters(word);
  if (/^\d+$/.test(word) && word.length >= DIGITS) return { any: [digitPieces(word)], text: word };
  const text = list.length === 1 ? list : pairs(list, '');
  if (!/^[a-z]+$/.test(word)) return { any: [text], ...(list.length > 2 ? { text: word } : {}) };
  const syllables = inSyllables(word);
  return {
    any: [
      text,
      ...(syllables ? [syllables.length === 1 ? [SYLLABLE + syllables[0]!] : pairs(syllables, SYLLABLE, '-')] : []),
      list.length === 1 ? [INITIAL + word] : pairs(list, INITIAL),
    ],
  };
}

const pairs = (items: readonly string[], prefix: string, joint = ''): string[] =>
  items.slice(1).map((item, i) => `${prefix}${items[i] ?? ''}${joint}${item}`);

/** Syllables of Mandarin: initials and finals that go together are few enough to be listed by their finals. */
const SYLLABLES = new Set(
  Object.entries({
    '': 'a ai an ang ao e ei en eng er o ou wa wai wan wang wei wen weng wo wu ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun',
    b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
    p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
    m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
    f: 'a an ang ei en eng o ou u',
    d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
    t: 'a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo',
    n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve un',
    l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve',
    g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
    k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
    h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
    j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
    q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
    x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
    zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
    ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
    sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
    r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
    z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
    c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
    s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  }).flatMap(([initial, finals]) => finals.split(' ').map((final) => initial + final)),
);
const LONGEST = 6;

/** `zhangsan` → zhang, san, the longest syllables first; undefined when it is not pinyin. */
export function inSyllables(word: string): string[] | undefined {
  const failed = new Set<number>();
  const cut = (from: number): string[] | undefined => {
    if (from === word.length) return [];
    if (failed.has(from)) return undefined;
    for (let length = Math.min(LONGEST, word.length - from); length > 0; length -= 1) {
      const syllable = word.slice(from, from + length);
      const rest = SYLLABLES.has(syllable) ? cut(from + length) : undefined;
      if (rest) return [syllable, ...rest];
    }
    failed.add(from);
    return undefined;
  };
  return cut(0);
}
