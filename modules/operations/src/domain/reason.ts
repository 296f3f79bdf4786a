import { MAX_REASON_SHOWN } from '../limits.js';

/** Digits as in identity, bank and telephone numbers. */
const LONG_NUMBER = /\d{11,}[Xx]?/g;
const ADDRESS = /[\w.+-]+@[\w-]+\.[\w.]+/g;
const HIDDEN = '＊＊＊';

/**
 * The first line of what a failed step reported, short enough for a list. What looks like somebody's number or address is left out: whoever
 * operates the server sees nothing of the people a case is about. `known`: the case's own number stays.
 */
export function shortReason(message: string | null | undefined, known = ''): string {
  const line = (message ?? '')
    .split(/\r?\n/)
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .find((part) => part !== '');
  if (line === undefined) return '';
  const shown = line
    .replaceAll(LONG_NUMBER, (digits) => (digits === known ? digits : HIDDEN))
    .replaceAll(ADDRESS, HIDDEN);
  const letters = [...shown];
  return letters.length > MAX_REASON_SHOWN ? `${letters.slice(0, MAX_REASON_SHOWN - 1).join('')}…` : shown;
}
