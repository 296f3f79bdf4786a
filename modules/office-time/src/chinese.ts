import { wallClock } from './text.js';

/** `2026年11月3日`; empty for what is no time. */
export function chineseDay(value: string | Date | undefined): string {
  const wall = wallClock(value);
  if (!wall) return '';
  const [year, month, day] = wall.day.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/** `2026年11月3日9时05分` */
export function chineseDateTime(value: string | Date | undefined): string {
  const wall = wallClock(value);
  if (!wall) return '';
  const [hour, minute] = wall.time.split(':');
  return `${chineseDay(value)}${Number(hour)}时${minute}分`;
}
