import { format, isDateFormat } from 'numfmt';
import { GENERAL, LOCALE } from './styles.js';

/** Days between the first days of both calendars of spreadsheets. */
const DAYS_1900_TO_1904 = 1462;
const EXPONENT = /[eE][+-]/;
/** Digits from which a spreadsheet shows a number with an exponent unless told otherwise. */
const LONG_DIGITS = /^\d{12,}$/;

/**
 * A number as its cell shows it. A whole number that would be shown with an exponent is written out instead: it is a code or a
 * telephone number, and its digits are what was meant.
 */
export function shownNumber(written: string, code: string, from1904: boolean): string {
  const number = Number(written);
  if (written.trim() === '' || !Number.isFinite(number)) return written;
  try {
    if (isDateFormat(code)) {
      return format(code, number + (from1904 ? DAYS_1900_TO_1904 : 0), { locale: LOCALE });
    }
    // More digits than a number holds: only the text as it was written still has them.
    if (LONG_DIGITS.test(written)) return written;
    const shown = format(code, number);
    if (!EXPONENT.test(shown)) return shown;
    return Number.isSafeInteger(number) ? String(number) : format(GENERAL, number);
  } catch {
    // A format no spreadsheet would have accepted.
    return format(GENERAL, number);
  }
}
