import { chineseDateTime, chineseDay } from '@anliu/office-time';

/** How a value of the data is written in a document; `{{ value | day }}`. */
export type Format = (value: unknown, argument: string) => string;

const isTime = (value: unknown): value is string | Date => typeof value === 'string' || value instanceof Date;

/** What is no time is written as it is. */
const day: Format = (value) => (isTime(value) && chineseDay(value)) || text(value);
const datetime: Format = (value) => (isTime(value) && chineseDateTime(value)) || text(value);

/** Any value as text: lists joined by 、, people and enterprises by their name, nothing as nothing. */
export function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(text).filter(Boolean).join('、');
  if (value instanceof Date) return chineseDay(value);
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
