/** How a value of the data is written in a document; `{{ value | day }}`. */
export type Format = (value: unknown, argument: string) => string;

const ZONE = 'Asia/Shanghai';

/** Date and time of the zone in which the office works, whatever zone the server is in. */
export function localParts(instant: Date): Record<'year' | 'month' | 'day' | 'hour' | 'minute', string> {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value])) as Record<
    'year' | 'month' | 'day' | 'hour' | 'minute',
    string
  >;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

function day(value: unknown): string {
  const plain = typeof value === 'string' ? DAY.exec(value) : null;
  if (plain) return `${plain[1]}年${Number(plain[2])}月${Number(plain[3])}日`;
  const instant = asInstant(value);
  if (!instant) return text(value);
  const { year, month, day: date } = localParts(instant);
  return `${year}年${Number(month)}月${Number(date)}日`;
}

function asInstant(value: unknown): Date | undefined {
  const instant = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant : undefined;
}

function datetime(value: unknown): string {
  const instant = asInstant(value);
  if (!instant) return text(value);
  const { hour, minute } = localParts(instant);
  return `${day(instant)}${Number(hour)}时${minute}分`;
}

/** Any value as text: lists joined by 、, people and enterprises by their name, nothing as nothing. */
export function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(text).filter(Boolean).join('、');
  if (value instanceof Date) return day(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'object') {
    const { name, title } = value as { name?: unknown; title?: unknown };
    return typeof name === 'string' ? name : typeof title === 'string' ? title : '';
  }
  return String(value as string | number);
}

function withCertificate(value: unknown): string {
  return (Array.isArray(value) ? value : [value])
    .map((person: unknown) => {
      const { certificate } = (person ?? {}) as { certificate?: unknown };
      return typeof certificate === 'string' && certificate ? `${text(person)}（${certificate}）` : text(person);
    })
    .filter(Boolean)
    .join('、');
}

/** The formats that need nothing but the value. `code:<table>` is added by the merge. */
export const FORMATS: Readonly<Record<string, Format>> = {
  day,
  datetime,
  text,
  people: withCertificate,
  count: (value) => String(Array.isArray(value) ? value.length : 0),
  or: (value, argument) => text(value) || argument,
};
