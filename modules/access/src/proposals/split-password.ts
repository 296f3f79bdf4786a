import { randomInt } from 'node:crypto';

// No character that is mistaken for another when read aloud or copied from paper.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';
const pick = (alphabet: string, count: number): string =>
  Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');

/** One half of a password of about 45 random bits: of no use without the other, which a second person has. */
export const passwordHalf = (): string =>
  `${pick(LETTERS, 1).toUpperCase()}${pick(LETTERS, 3)}-${pick(DIGITS, 4)}-${pick(LETTERS, 3)}`;

/** The two halves as the administrator types them. */
export const joinHalves = (first: string, second: string): string => `${first}-${second}`;
