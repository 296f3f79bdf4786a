// The figures as a table, and which of the bounds hold.
import { percentile } from './measure.mjs';

/** p95 with many cases over p95 with few, and p95 with ten people over p95 alone. */
const SIZE_BOUND = 2;
const USERS_BOUND = 3;

const cell = (value) => value.toFixed(1).padStart(8);
const ratio = (value, bound) => `${value.toFixed(2).padStart(6)}${value <= bound ? '  ' : ' !'}`;

const heading = (store, sizes, users) => [
  `${store}, milliseconds: ${sizes.map((size) => size.toLocaleString('en')).join(' and ')} open cases, alone and with ${users} people at once; cpu is the server's own time per request`,
  `${''.padEnd(NAME)}${sizes.map((size) => `${`${size} alone`.padStart(16)}${'cpu'.padStart(8)}${`${users} at once`.padStart(16)}`).join('')}`,
  `${''.padEnd(NAME)}${sizes.map(() => `     p50     p95${''.padStart(8)}     p50     p95`).join('')}  size×  people×`,
];
const NAME = 18;
/** Chinese characters take two places. */
const named = (action) => action.padEnd(NAME - (action.match(/[\u4e00-\u9fff]/gu) ?? []).length);

const line = ({ action, times }) =>
  `${named(action)}${times.map((own) => [...pair(own.alone), cell(own.cpu), ...pair(own.together)].join('')).join('')}`;
const pair = (times) => [50, 95].map((p) => cell(percentile(times, p)));

/** @returns the lines of the table and the bounds that do not hold */
export function table(store, sizes, users, results) {
  const lines = heading(store, sizes, users);
  const broken = [];
  for (const result of results) {
    const [small, large] = result.times;
    const bySize = percentile(large.alone, 95) / percentile(small.alone, 95);
    const byUsers = percentile(large.together, 95) / percentile(large.alone, 95);
    lines.push(`${line(result)} ${ratio(bySize, SIZE_BOUND)} ${ratio(byUsers, USERS_BOUND)}`);
    const name = `${store}, ${result.action}`;
    if (bySize > SIZE_BOUND)
      broken.push(`${name}: ${bySize.toFixed(2)} × with ${sizes[1]} cases (bound ${SIZE_BOUND})`);
    if (byUsers > USERS_BOUND)
      broken.push(`${name}: ${byUsers.toFixed(2)} × with ${users} people (bound ${USERS_BOUND})`);
  }
  return { lines, broken };
}
