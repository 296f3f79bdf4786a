import { civilFromDays, daysFromCivil, daysInMonth, MAX_YEAR } from './calendar.js';
import { isZone, offsetOfWall } from './zone.js';

const SECONDS_PER_DAY = 86_400;
const MAX_OFFSET_SECONDS = 18 * 3600;

/** A calendar day. */
export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** Null when there is no such day. */
  static of(year: number, month: number, day: number): FeelDate | null {
    const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
    if (!whole || Math.abs(year) > MAX_YEAR || month < 1 || month > 12) return null;
    return day >= 1 && day <= daysInMonth(year, month) ? new FeelDate(year, month, day) : null;
  }

  static ofEpochDays(days: number): FeelDate | null {
    const [year, month, day] = civilFromDays(days);
    return Math.abs(year) > MAX_YEAR ? null : new FeelDate(year, month, day);
  }

  get epochDays(): number {
    return daysFromCivil(this.year, this.month, this.day);
  }

  toString(): string {
    const year = String(Math.abs(this.year)).padStart(4, '0');
    return `${this.year < 0 ? '-' : ''}${year}-${two(this.month)}-${two(this.day)}`;
  }
}

/** Where a wall clock hangs: nowhere in particular, at an offset (seconds east of UTC), or in an IANA zone. */
export interface Placement {
  readonly offset?: number | undefined;
  readonly zone?: string | undefined;
}

/** A time of day, with nanoseconds. */
export class FeelTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  readonly offset: number | undefined;
  readonly zone: string | undefined;

  constructor(hour: number, minute: number, second: number, nanosecond: number, placement: Placement = {}) {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.nanosecond = nanosecond;
    this.offset = placement.offset;
    this.zone = placement.zone;
  }

  /** Null when there is no such time. */
  static of(
    hour: number,
    minute: number,
    second: number,
    nanosecond: number,
    placement: Placement = {},
  ): FeelTime | null {
    const within = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    if (!within || !Number.isInteger(hour) || !Number.isInteger(minute) || !Number.isInteger(second)) return null;
    if (Math.abs(placement.offset ?? 0) > MAX_OFFSET_SECONDS) return null;
    return new FeelTime(hour, minute, second, nanosecond, placement);
  }

  static ofSecondOfDay(secondOfDay: number, nanosecond: number, placement: Placement = {}): FeelTime {
    const hour = Math.floor(secondOfDay / 3600);
    return new FeelTime(hour, Math.floor(secondOfDay / 60) % 60, secondOfDay % 60, nanosecond, placement);
  }

  get secondOfDay(): number {
    return this.hour * 3600 + this.minute * 60 + this.second;
  }

  get isPlaced(): boolean {
    return this.offset !== undefined || this.zone !== undefined;
  }

  /** Seconds east of UTC; a zone's offset depends on the day, here that of a winter day without daylight saving. */
  get offsetSeconds(): number | undefined {
    if (this.zone === undefined) return this.offset;
    return offsetOfWall(this.zone, this.secondOfDay);
  }

  toString(): string {
    const fraction = this.nanosecond ? `.${String(this.nanosecond).padStart(9, '0').replace(/0+$/, '')}` : '';
    return `${two(this.hour)}:${two(this.minute)}:${two(this.second)}${fraction}${placementText(this)}`;
  }
}

/** A day and a time of day. */
export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  /** From seconds since 1970 on the wall clock at the placement. */
  static ofWallSeconds(seconds: number, nanosecond: number, placement: Placement): FeelDateTime | null {
    const days = Math.floor(seconds / SECONDS_PER_DAY);
    const date = FeelDate.ofEpochDays(days);
    return (
      date && new FeelDateTime(date, FeelTime.ofSecondOfDay(seconds - days * SECONDS_PER_DAY, nanosecond, placement))
    );
  }

  get wallSeconds(): number {
    return this.date.epochDays * SECONDS_PER_DAY + this.time.secondOfDay;
  }

  /** Seconds east of UTC on this day; undefined for a local date and time. */
  get offsetSeconds(): number | undefined {
    return this.time.zone === undefined ? this.time.offset : offsetOfWall(this.time.zone, this.wallSeconds);
  }

  toString(): string {
    return `${this.date.toString()}T${this.time.toString()}`;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');

function placementText({ offset, zone }: Placement): string {
  if (zone !== undefined) return `@${zone}`;
  if (offset === undefined) return '';
  if (offset === 0) return 'Z';
  const size = Math.abs(offset);
  const seconds = size % 60;
  const clock = `${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}`;
  return `${offset < 0 ? '-' : '+'}${clock}${seconds ? `:${two(seconds)}` : ''}`;
}

const DATE = /^(-)?([1-9]\d{4,8}|\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:(Z)|([+-])(\d{2}):(\d{2})(?::(\d{2}))?|@(.+))?$/;

export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const year = Number(match[2]);
  return FeelDate.of(match[1] ? 0 - year : year, Number(match[3]), Number(match[4]));
}

export function parseTime(text: string): FeelTime | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hour, minute, second, fraction, utc, sign, offsetHour, offsetMinute, offsetSecond, zone] = match;
  if (zone !== undefined && !isZone(zone)) return null;
  if (Number(offsetMinute ?? 0) > 59 || Number(offsetSecond ?? 0) > 59) return null;
  const size = Number(offsetHour ?? 0) * 3600 + Number(offsetMinute ?? 0) * 60 + Number(offsetSecond ?? 0);
  const offset = utc ? 0 : sign ? (sign === '-' ? 0 - size : size) : undefined;
  const nanosecond = Number((fraction ?? '').slice(0, 9).padEnd(9, '0'));
  if (/^24:00:00(?:\.0+)?(?!\.|\d)/.test(text)) return FeelTime.of(0, 0, 0, 0, { offset, zone });
  return FeelTime.of(Number(hour), Number(minute), Number(second), nanosecond, { offset, zone });
}

/** A date alone means midnight of that day, `24:00:00` the midnight after it. */
export function parseDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T');
  const date = parseDate(at < 0 ? text : text.slice(0, at));
  const clock = at < 0 ? '00:00:00' : text.slice(at + 1);
  const time = parseTime(clock);
  if (!date || !time) return null;
  const day = clock.startsWith('24') ? FeelDate.ofEpochDays(date.epochDays + 1) : date;
  return day && new FeelDateTime(day, time);
}
