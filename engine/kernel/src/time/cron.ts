import { ProcessEngineError } from '@anliu/engine-protocol';

/** Days searched for the next match of a cron expression. */
export const MAX_CRON_DAYS = 366 * 8;

const NAMES: Readonly<Record<string, number>> = Object.fromEntries([
  ...['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].map((n, i) => [n, i + 1]),
  ...['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'].map((n, i) => [n, i + 1]),
]);

const invalid = (text: string): ProcessEngineError =>
  new ProcessEngineError(
    `Exception while parsing cycle expression '${text}'：应为 ISO 8601 循环（如 R3/PT1H）或 6 段 cron 表达式`,
  );

const numberOf = (text: string, source: string): number => {
  const value = NAMES[text.toUpperCase()] ?? Number(text);
  if (!Number.isInteger(value)) throw invalid(source);
  return value;
};

/** The values a field allows. Quartz dialect: `*`, `?`, lists, ranges, steps. */
function field(text: string, min: number, max: number, source: string): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', stepText] = part.split('/');
    const step = stepText === undefined ? 1 : numberOf(stepText, source);
    if (step < 1) throw invalid(source);
    const [from, to] =
      range === '*' || range === '?'
        ? [min, max]
        : range.includes('-')
          ? (range.split('-').map((value) => numberOf(value, source)) as [number, number])
          : [numberOf(range, source), stepText === undefined ? numberOf(range, source) : max];
    if (from < min || to > max) throw invalid(source);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

/** The first instant after `now` that a Quartz cron expression matches, in the machine's zone. @throws ProcessEngineError */
export function nextCronTime(source: string, now: number): number {
  const parts = source.trim().split(/\s+/);
  if (parts.length < 6 || parts.length > 7) throw invalid(source);
  const [s = '', m = '', h = '', dom = '', mon = '', dow = '', year = '*'] = parts;
  const seconds = [...field(s, 0, 59, source)].sort((a, b) => a - b);
  const minutes = [...field(m, 0, 59, source)].sort((a, b) => a - b);
  const hours = [...field(h, 0, 23, source)].sort((a, b) => a - b);
  const days = field(dom, 1, 31, source);
  const months = field(mon, 1, 12, source);
  const weekdays = field(dow, 1, 7, source);
  const years = field(year, 1970, 2199, source);
  const start = new Date(now);
  for (let offset = 0; offset < MAX_CRON_DAYS; offset++) {
    const day = new Date(start.getFullYear(), start.getMonth(), start.getDate() + offset);
    const matches =
      years.has(day.getFullYear()) &&
      months.has(day.getMonth() + 1) &&
      days.has(day.getDate()) &&
      weekdays.has(day.getDay() + 1);
    if (!matches) continue;
    for (const hour of hours) {
      for (const minute of minutes) {
        for (const second of seconds) {
          const at = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute, second).getTime();
          if (at > now) return at;
        }
      }
    }
  }
  throw invalid(source);
}
