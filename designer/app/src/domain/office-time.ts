/** Every instant is shown as the wall clock of the office, wherever the browser stands. */
export const OFFICE_TIME_ZONE = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: OFFICE_TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export interface WallClock {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
}

/** Wall clock of an ISO instant; a bare date stays the date it names. Undefined for anything unreadable. */
export function wallClock(iso: string | undefined): WallClock | undefined {
  if (!iso) return undefined;
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (date) return { year: date[1]!, month: date[2]!, day: date[3]!, hour: '00', minute: '00' };
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return undefined;
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of parts.formatToParts(instant)) found[part.type] = part.value;
  return { year: found.year!, month: found.month!, day: found.day!, hour: found.hour!, minute: found.minute! };
}

export function dateText(iso: string | undefined): string {
  const wall = wallClock(iso);
  return wall ? `${wall.year}-${wall.month}-${wall.day}` : '';
}

export function dateTimeText(iso: string | undefined): string {
  const wall = wallClock(iso);
  return wall ? `${wall.year}-${wall.month}-${wall.day} ${wall.hour}:${wall.minute}` : '';
}

export function timeText(iso: string | undefined): string {
  const wall = wallClock(iso);
  return wall ? `${wall.hour}:${wall.minute}` : '';
}

/** `11-26`, with the year only when it is not the year of `now`. */
export function shortDateText(iso: string | undefined, now: string | Date = new Date()): string {
  const wall = wallClock(iso);
  const today = wallClock(typeof now === 'string' ? now : now.toISOString());
  if (!wall) return '';
  return wall.year === today?.year ? `${wall.month}-${wall.day}` : `${wall.year}-${wall.month}-${wall.day}`;
}

/** Today: the time; this year: month and day; else the date. */
export function momentText(iso: string | undefined, now: string | Date = new Date()): string {
  if (!iso) return '';
  const day = dateText(iso);
  const today = dateText(typeof now === 'string' ? now : now.toISOString());
  return day === today ? timeText(iso) : shortDateText(iso, now);
}
