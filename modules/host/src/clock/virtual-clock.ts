import type { Clock } from '@anliu/kit';

const DURATION = /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/;
const SECOND = 1_000;
const UNITS = [7 * 86_400 * SECOND, 86_400 * SECOND, 3_600 * SECOND, 60 * SECOND, SECOND];

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match || match.slice(1).every((part) => part === undefined)) return undefined;
  return UNITS.reduce((total, unit, index) => total + Number(match[index + 1] ?? 0) * unit, 0);
}

export const systemClock: Clock = { now: () => new Date() };

/** Runs like the real clock, from where it was set. For scenarios and trials only. */
export class VirtualClock implements Clock {
  #offset: number;
  readonly #listeners = new Set<() => Promise<void> | void>();

  /** `start`: the time it shows first, default now. */
  constructor(start?: Date) {
    this.#offset = start ? start.getTime() - Date.now() : 0;
  }

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  /** Resolves when everyone who follows the clock has done what became due. */
  async setTo(at: Date): Promise<void> {
    this.#offset = at.getTime() - Date.now();
    await Promise.all([...this.#listeners].map((listener) => listener()));
  }

  async advance(ms: number): Promise<void> {
    this.#offset += ms;
    await Promise.all([...this.#listeners].map((listener) => listener()));
  }

  /** Called after every move: whoever sleeps until a time must look again. */
  onMove(listener: () => Promise<void> | void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
