/** A clock that only moves when it is told to. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves forward by milliseconds. */
  advance(ms: number): void;
  set(ms: number): void;
}

/** Noon of an ordinary working day, UTC. */
const START = Date.UTC(2026, 0, 15, 12);

export function virtualClock(start = START): VirtualClock {
  let current = start;
  return {
    now: () => current,
    advance: (ms) => void (current += ms),
    set: (ms) => void (current = ms),
  };
}
