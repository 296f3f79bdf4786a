/** Whole units of a stretch of time, largest first, at most two: what a timeline says of how long a step took. */
function durationParts(milliseconds: number): { days: number; hours: number; minutes: number } {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 };
}

/** Catalogue key below `duration.` and its values. */
export function durationWords(milliseconds: number): { key: string; values: Record<string, number> } {
  const { days, hours, minutes } = durationParts(milliseconds);
  if (days > 0) return hours > 0 ? { key: 'daysHours', values: { days, hours } } : { key: 'days', values: { days } };
  if (hours > 0)
    return minutes > 0 ? { key: 'hoursMinutes', values: { hours, minutes } } : { key: 'hours', values: { hours } };
  return minutes > 0 ? { key: 'minutes', values: { minutes } } : { key: 'moment', values: {} };
}
