import { InvalidTimeError } from '../invalid-time.js';

export interface FieldRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
  /** The value of the first name. */
  readonly first?: number;
  /** Whether a range may run over the end: FRI-MON. */
  readonly wraps?: boolean;
}

/** A value of a field, or where it is out of place, an error. */
export function numberOf(text: string, range: FieldRange, source: string): number {
  const named = range.names?.indexOf(text) ?? -1;
  const value = named >= 0 ? named + (range.first ?? 0) : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new InvalidTimeError(source, `'${text}' is not a ${range.name}`);
  if (value < range.low || value > range.high) {
    throw new InvalidTimeError(source, `${range.name} ${value} is not in ${range.low} to ${range.high}`);
  }
  return value;
}

/** One item of a list: `*`, a value, `a-b`, each but a single value with a step, which may also follow a value. */
export function valuesOf(item: string, range: FieldRange, source: string): number[] {
  const [span = '', stepText, ...more] = item.split('/');
  const step = stepText === undefined ? 1 : stepOf(stepText, range, source);
  const ends = span.split('-');
  if (more.length > 0 || ends.length > 2) throw new InvalidTimeError(source, `'${item}' is not a ${range.name}`);
  const all = span === '*' || (span === '' && stepText !== undefined);
  const first = all ? range.low : numberOf(ends[0]!, range, source);
  // where both ends of the circle are one value, steps begin at its beginning: SUN/2 is Sunday, Tuesday, …
  const from = range.wraps && ends.length === 1 && stepText !== undefined && first === range.high ? range.low : first;
  const to = all || (ends.length === 1 && stepText !== undefined) ? range.high : numberOf(ends.at(-1)!, range, source);
  if (from > to && !(range.wraps && stepText === undefined)) {
    throw new InvalidTimeError(source, `the range '${item}' runs backwards`);
  }
  const values: number[] = [];
  for (let value = from; value <= (from > to ? range.high : to); value += step) values.push(value);
  if (from > to) for (let value = range.low; value <= to; value++) values.push(value);
  return values;
}

function stepOf(text: string, range: FieldRange, source: string): number {
  const step = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  const most = Math.min(range.high, range.high - range.low + 1);
  if (step < 1 || step > most) throw new InvalidTimeError(source, `step '${text}' is not in 1 to ${most}`);
  return step;
}
