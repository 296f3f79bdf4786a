import { fromWallClock, wallClock } from '@anliu/engine-time';
import { JuelFailure } from './failure.js';

type Unit = 'Years' | 'Months' | 'Weeks' | 'Days' | 'Hours' | 'Minutes' | 'Seconds' | 'Millis';

/** What `dateTime()` returns: an instant with calendar arithmetic in one zone (the part of Joda's DateTime in use). */
export class JuelDateTime {
  readonly millis: number;
  readonly zone: string;

  constructor(millis: number, zone: string) {
    if (!Number.isFinite(millis) || Math.abs(millis) > 8.64e15) throw new JuelFailure('other', 'date out of range');
    this.millis = millis;
    this.zone = zone;
  }

  plus(unit: Unit, amount: number): JuelDateTime {
    if (!Number.isInteger(amount)) throw new JuelFailure('other', `plus${unit} needs an integer`);
    const fields = wallClock(this.millis, this.zone);
    if (unit === 'Years' || unit === 'Months') {
      const months = fields[0] * 12 + fields[1] + amount * (unit === 'Years' ? 12 : 1);
      fields[0] = Math.floor(months / 12);
      fields[1] = months - fields[0] * 12;
      fields[2] = Math.min(fields[2], daysIn(fields[0], fields[1]));
    } else if (unit === 'Days' || unit === 'Weeks') {
      fields[2] += amount * (unit === 'Weeks' ? 7 : 1);
    } else {
      const factor = { Hours: 3_600_000, Minutes: 60_000, Seconds: 1_000, Millis: 1 }[unit];
      return new JuelDateTime(this.millis + amount * factor, this.zone);
    }
    return new JuelDateTime(fromWallClock(fields, this.zone), this.zone);
  }

  startOfDay(): JuelDateTime {
    const fields = wallClock(this.millis, this.zone);
    fields.fill(0, 3);
    return new JuelDateTime(fromWallClock(fields, this.zone), this.zone);
  }

  toDate(): Date {
    return new Date(this.millis);
  }

  toString(): string {
    return this.toDate().toISOString();
  }
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

const PLUS_MINUS = /^(plus|minus)(Years|Months|Weeks|Days|Hours|Minutes|Seconds|Millis)$/;

/** Calls a method of `dateTime()`; undefined when there is no such method. */
export function callDateTime(target: JuelDateTime, name: string, args: readonly unknown[]): unknown {
  const arithmetic = PLUS_MINUS.exec(name);
  if (arithmetic && args.length === 1) {
    return target.plus(arithmetic[2] as Unit, Number(args[0]) * (arithmetic[1] === 'plus' ? 1 : -1));
  }
  const other = args[0] instanceof JuelDateTime ? args[0].millis : args[0] instanceof Date ? args[0].getTime() : NaN;
  switch (name) {
    case 'toDate':
      return target.toDate();
    case 'getMillis':
      return target.millis;
    case 'toString':
      return target.toString();
    case 'withTimeAtStartOfDay':
      return target.startOfDay();
    case 'isAfter':
      return target.millis > other;
    case 'isBefore':
      return target.millis < other;
    case 'isEqual':
      return target.millis === other;
    default:
      return name.startsWith('get') && args.length === 0
        ? dateTimeProperty(target, name.charAt(3).toLowerCase() + name.slice(4))
        : undefined;
  }
}

export function dateTimeProperty(target: JuelDateTime, name: string): number | undefined {
  const [year, month, day, hour, minute, second] = wallClock(target.millis, target.zone);
  switch (name) {
    case 'millis':
      return target.millis;
    case 'year':
      return year;
    case 'monthOfYear':
      return month + 1;
    case 'dayOfMonth':
      return day;
    case 'hourOfDay':
      return hour;
    case 'minuteOfHour':
      return minute;
    case 'secondOfMinute':
      return second;
    case 'dayOfWeek':
      return ((new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7) + 1;
    default:
      return undefined;
  }
}
