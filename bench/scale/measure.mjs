// How long each action takes, alone and with ten at once, on the small and the large folder in turns: whatever else the machine does falls on all
// of them alike, and what is looked at are ratios.
import { QUESTIONS } from './people.mjs';

export const percentile = (times, p) => {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))];
};

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function timed(work) {
  const from = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - from) / 1e6;
}

/** One action by one person; the n-th of this person. */
async function once(office, action, client, n) {
  const prepared = action.questions ? QUESTIONS[n % QUESTIONS.length] : await action.prepare?.(office, client);
  return timed(() => action.ask(client, prepared));
}

const peopleFor = (office, action) => (action.writes ? office.workers : office.people);

/** The people take turns, one at a time. */
async function alone(office, action, from, count) {
  const people = peopleFor(office, action);
  const times = [];
  for (let n = from; n < from + count; n += 1) {
    times.push(await once(office, action, people[n % people.length], Math.floor(n / people.length) + n));
  }
  return times;
}

/**
 * `users` at once: each asks, waits for the answer and reads it for `pauseMs` on average (between half and one and a half of it), so that they
 * meet as people at screens do and not in step.
 */
async function together(office, action, { users, each, pauseMs, from }) {
  const people = peopleFor(office, action);
  const times = [];
  await Promise.all(
    Array.from({ length: users }, async (_, user) => {
      const client = people[user % people.length];
      await sleep((pauseMs * user) / users);
      for (let n = 0; n < each; n += 1) {
        times.push(await once(office, action, client, from + n + user));
        await sleep(pauseMs * (0.5 + Math.random()));
      }
    }),
  );
  return times;
}

/**
 * @param offices small and large, measured in turns
 * @returns per action and office: milliseconds of every request `alone` and `together`, and `cpu`, the server's processor time per request
 */
export async function measure(offices, actions, { rounds, alonePerRound, users, each, pauseMs, warmUp }) {
  const results = [];
  for (const action of actions) {
    const times = offices.map(() => ({ alone: [], together: [], cpu: 0 }));
    for (const office of offices) await alone(office, action, 0, warmUp);
    for (let round = 0; round < rounds; round += 1) {
      for (const [i, office] of offices.entries()) {
        const before = office.cpuMs();
        times[i].alone.push(...(await alone(office, action, warmUp + round * alonePerRound, alonePerRound)));
        times[i].cpu += (office.cpuMs() - before) / (rounds * alonePerRound);
      }
      for (const [i, office] of offices.entries())
        times[i].together.push(...(await together(office, action, { users, each, pauseMs, from: round * each })));
    }
    results.push({ action: action.name, times });
  }
  return results;
}
