import { randomBytes } from 'node:crypto';

/**
 * Identifiers in UUID version 7 layout that grow in string order, also within one millisecond and when the clock goes
 * back. Growing ids keep B-tree inserts at the end and make creation order the order of ids.
 */
export function createIds(now: () => number): () => string {
  let last = 0;
  let counter = 0;
  const tail = randomBytes(6).toString('hex');
  return () => {
    const time = now();
    if (time > last) {
      last = time;
      counter = 0;
    } else if (++counter > 0x3ffffff) {
      last += 1;
      counter = 0;
    }
    const ms = last.toString(16).padStart(12, '0');
    const count = counter.toString(16).padStart(7, '0');
    return `${ms.slice(0, 8)}-${ms.slice(8)}-7${count.slice(0, 3)}-8${count.slice(3, 6)}-${count.slice(6)}${tail.slice(1)}`;
  };
}
