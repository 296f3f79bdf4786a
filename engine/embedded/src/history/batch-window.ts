const DAY = 86_400_000;

/** Times of day `HH:mm` in the machine's zone, between which history is cleaned up. Over midnight when the end is not later. */
export interface BatchWindow {
  readonly start: string;
  readonly end: string;
}

/** A window on the time line, milliseconds since 1970. */
export interface WindowTimes {
  readonly start: number;
  readonly end: number;
}

function at(timeOfDay: string, day: number): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(timeOfDay);
  if (!match) throw new Error(`batch window: '${timeOfDay}' is no time of day; write it as HH:mm`);
  return new Date(day).setHours(Number(match[1]), Number(match[2]), 0, 0);
}

function onDay({ start, end }: BatchWindow, day: number): WindowTimes {
  const from = at(start, day);
  const to = at(end, day);
  return { start: from, end: to > from ? to : at(end, day + DAY) };
}

/** The window that is open, else the next one to open. The start is inside, the end too. */
export function currentOrNextWindow(window: BatchWindow, now: number): WindowTimes {
  const days = [now - DAY, now].map((day) => onDay(window, day));
  return days.find(({ end }) => end >= now) ?? onDay(window, now + DAY);
}

/** The window that opens next. */
export function nextWindow(window: BatchWindow, now: number): WindowTimes {
  const today = onDay(window, now);
  return today.start > now ? today : onDay(window, now + DAY);
}

export const isWithin = ({ start, end }: WindowTimes, time: number): boolean => start <= time && time <= end;
