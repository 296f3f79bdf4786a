import { MAX_YEAR } from './calendar.js';

export const NANOS_PER_SECOND = 1_000_000_000n;
const NANOS_PER_DAY = 86_400n * NANOS_PER_SECOND;

/** Largest distance of two FEEL date and times, in nanoseconds; no duration is longer. */
const MAX_NANOSECONDS = BigInt(2 * (MAX_YEAR + 1)) * 366n * NANOS_PER_DAY;
const MAX_MONTHS = 24 * (MAX_YEAR + 1);

/** A days and time duration: signed nanoseconds (DMN 1.5, 10.3.2.3.6). */
export class FeelDaysDuration {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }

  /** Null when longer than any two dates lie apart. */
  static of(nanoseconds: bigint): FeelDaysDuration | null {
    return nanoseconds <= MAX_NANOSECONDS && nanoseconds >= -MAX_NANOSECONDS ? new FeelDaysDuration(nanoseconds) : null;
  }

  static ofSeconds(seconds: number): FeelDaysDuration {
    return new FeelDaysDuration(BigInt(seconds) * NANOS_PER_SECOND);
  }

  toString(): string {
    const { nanoseconds } = this;
    if (nanoseconds === 0n) return 'PT0S';
    const [sign, size] = nanoseconds < 0n ? ['-', -nanoseconds] : ['', nanoseconds];
    const fraction = String(size % NANOS_PER_SECOND)
      .padStart(9, '0')
      .replace(/0+$/, '');
    const second = (size / NANOS_PER_SECOND) % 60n;
    const minute = (size / (60n * NANOS_PER_SECOND)) % 60n;
    const hour = (size / (3600n * NANOS_PER_SECOND)) % 24n;
    const days = size / NANOS_PER_DAY;
    const seconds = second > 0n || fraction ? `${second}${fraction && `.${fraction}`}S` : '';
    const time = `${hour > 0n ? `${hour}H` : ''}${minute > 0n ? `${minute}M` : ''}${seconds}`;
    return `${sign}P${days > 0n ? `${days}D` : ''}${time && `T${time}`}`;
  }
}

/** A years and months duration: signed months (DMN 1.5, 10.3.2.3.7). */
export class FeelYearsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months + 0;
  }

  static of(months: number): FeelYearsDuration | null {
    return Math.abs(months) <= MAX_MONTHS ? new FeelYearsDuration(months) : null;
  }

  toString(): string {
    if (this.months === 0) return 'P0M';
    const size = Math.abs(this.months);
    const years = Math.floor(size / 12);
    const months = size % 12;
    return `${this.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${months ? `${months}M` : ''}`;
  }
}

const DAYS = /^(-)?P(?:(\d{1,15})D)?(?:T(?=\d)(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,18})(?:\.(\d*))?S)?)?$/;
const YEARS = /^(-)?P(?:(\d{1,11})Y)?(?:(\d{1,11})M)?$/;

/** `P1DT2H`, `P1Y2M` …; null when the text is no duration of either kind. */
export function parseDuration(text: string): FeelDaysDuration | FeelYearsDuration | null {
  if (!/\d[YMDHS]$/.test(text) && !/\d\.\d*S$/.test(text)) return null;
  const years = YEARS.exec(text);
  if (years) {
    const months = Number(years[2] ?? 0) * 12 + Number(years[3] ?? 0);
    return FeelYearsDuration.of(years[1] ? -months : months);
  }
  const days = DAYS.exec(text);
  if (!days) return null;
  const part = (index: number): bigint => BigInt(days[index] ?? 0);
  const seconds = ((part(2) * 24n + part(3)) * 60n + part(4)) * 60n + part(5);
  const fraction = BigInt((days[6] ?? '').slice(0, 9).padEnd(9, '0'));
  const nanoseconds = seconds * NANOS_PER_SECOND + fraction;
  return FeelDaysDuration.of(days[1] ? -nanoseconds : nanoseconds);
}

export function absolute(value: FeelDaysDuration | FeelYearsDuration): FeelDaysDuration | FeelYearsDuration {
  if (value instanceof FeelYearsDuration) return new FeelYearsDuration(Math.abs(value.months));
  return value.nanoseconds < 0n ? new FeelDaysDuration(-value.nanoseconds) : value;
}
