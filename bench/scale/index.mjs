// npm run bench -- scale: the platform over HTTP with few and with many open cases, on SQLite and on a real MongoDB.
import { copyOf, filled } from './folders.mjs';
import { measure } from './measure.mjs';
import { ACTIONS, Office } from './people.mjs';
import { table } from './table.mjs';

const STORES = ['sqlite', 'mongodb'];
const FULL = { sizes: [200, 20_000], rounds: 4, alonePerRound: 20, users: 10, each: 5, pauseMs: 250, warmUp: 10 };

/**
 * Prints a table per store and which bounds hold; nothing passes or fails.
 * @returns per store the figures, for who wants to see that they are there
 */
export async function benchScale({ stores = STORES, actions = ACTIONS, kept, print = console.log, ...given } = {}) {
  const options = { ...FULL, ...given };
  // Everything is filled before anything is measured.
  await Promise.all(
    stores.map(async (store) => {
      for (const size of options.sizes) await filled(store, size, kept);
    }),
  );
  const all = [];
  for (const store of stores) {
    const results = await measureStore(store, actions, kept, options);
    const { lines, broken } = table(store, options.sizes, options.users, results);
    const verdict = broken.length ? broken.map((line) => `exceeds: ${line}`) : ['every bound holds'];
    print([...lines, ...verdict].join('\n'));
    all.push({ store, results, broken });
  }
  return all;
}

async function measureStore(store, actions, kept, options) {
  const copies = [];
  const offices = [];
  try {
    for (const size of options.sizes) {
      copies.push(await copyOf(store, size, kept));
      offices.push(await Office.open(copies.at(-1)));
    }
    return await measure(offices, actions, options);
  } finally {
    for (const office of offices) await office.close();
    for (const copy of copies) await copy.dispose();
  }
}
