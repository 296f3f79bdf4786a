const LOOK_AGAIN_MS = 60;

/** Looks until the answer is good or the time is over; answers with the last look. */
export async function until(look, isGood, milliseconds) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (isGood(seen) || Date.now() > end) return seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

export const durationOrInstant = (text) =>
  /^P/.test(text) ? { advance: text } : { now: text instanceof Date ? text.toISOString() : text };
