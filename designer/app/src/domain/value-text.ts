import { dateText, dateTimeText } from '@anliu/office-time';

/** Any form value in one line, for lists of differences; people and enterprises by name, files by count in words of the caller. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return dateTimeText(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dateText(value);
    return value;
  }
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  if (Array.isArray(value)) return value.map(valueText).join('；');
  const record = value as { name?: unknown; title?: unknown };
  if (typeof record.name === 'string') return record.name;
  if (typeof record.title === 'string') return record.title;
  return Object.values(record).map(valueText).join('，');
}
