/**
 * Resolves when whatever else waits for the thread has had its turn. In Node what has arrived runs before `setImmediate`;
 * a browser knows only timers.
 */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
}
