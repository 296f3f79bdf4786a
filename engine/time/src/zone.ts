/** Year, month (0–11), day, hour, minute, second, millisecond as a clock on the wall shows them. */
export type WallClock = [number, number, number, number, number, number, number];

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

export function wallClock(millis: number, zone: string): WallClock {
  const parts: Record<string, number> = {};
  for (const part of formatFor(zone).formatToParts(millis)) parts[part.type] = Number(part.value);
  const at = (name: string) => parts[name] ?? 0;
  const milli = ((millis % 1000) + 1000) % 1000;
  return [at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'), milli];
}

/** The instant a wall clock of a zone shows; in a gap or overlap of daylight saving, the later offset wins. */
export function fromWallClock(fields: WallClock, zone: string): number {
  const asUtc = Date.UTC(...fields);
  let millis = asUtc - offset(asUtc, zone);
  millis = asUtc - offset(millis, zone);
  return millis;
}

function offset(millis: number, zone: string): number {
  return Date.UTC(...wallClock(millis, zone)) - millis;
}
