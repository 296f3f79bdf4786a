/** An instant as Camunda writes it: `yyyy-MM-dd'T'HH:mm:ss.SSSZ`, always milliseconds, no colon in the offset. */
export type DateTimeString = string;

/** Writes an instant (milliseconds since the epoch, or a Date) in Camunda's format, in UTC (`+0000`). */
export function formatDateTime(instant: number | Date): DateTimeString {
  const iso = (typeof instant === 'number' ? new Date(instant) : instant).toISOString();
  return `${iso.slice(0, -1)}+0000`;
}

const DATE_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads an instant: Camunda's format, ISO 8601 with or without colon or milliseconds, and dates without zone (then in
 * the zone of this process). Parts of two digits may have one, as Java's lenient reading takes them. Returns milliseconds since the epoch, or undefined when the text is no date.
 */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (!match) return undefined;
  const [, year, ...parts] = match;
  const [month, day, hour, minute, second] = parts.slice(0, 5).map((part = '0') => part.padStart(2, '0'));
  const [fraction = '0', zone] = parts.slice(5);
  const ms = fraction.padEnd(3, '0').slice(0, 3);
  const offset =
    zone === undefined ? '' : zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const parsed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}${offset}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}
