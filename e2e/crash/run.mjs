#!/usr/bin/env node
// Kills the server (SIGKILL) again and again at random moments while several hazard stories run from inspection to closure, then looks
// whether every acknowledged step is there and none was done twice. Seed in the output; CRASH_SEED and CRASH_KILLS override.
import fs from 'node:fs';
import path from 'node:path';
import { Client } from '../lib/client.mjs';
import { passwordsOf, Server } from '../lib/server.mjs';
import { PEOPLE, story } from './story.mjs';
import { verify } from './verify.mjs';

const KILLS = Number(process.env.CRASH_KILLS ?? 50);
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const STORIES_AT_ONCE = 3;
/** A kill comes this long after the server was ready, in milliseconds. */
const SHORTEST_LIFE = 150;
const LONGEST_LIFE = 2_600;

let state = SEED >>> 0;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

console.log(`crash: ${KILLS} kills, seed ${SEED}`);
const server = await Server.start();
const passwords = passwordsOf(server.dataDir);

/** Opens when the server is up, closed while it is down; whoever meets a broken connection waits here. */
const gate = { up: Promise.resolve(), open: () => {} };
const close = () => (gate.up = new Promise((resolve) => (gate.open = resolve)));

const people = {};
for (const login of [...PEOPLE, 'auditor'])
  people[login] = await new Client(server.url, login, passwords.get(login)).signIn();

let enough = false;
const told = [];
const failures = [];
async function runner(number) {
  for (let round = 0; !enough; round += 1) {
    const log = [];
    told.push(log);
    try {
      await story({ name: `${number}.${round}`, people, gate, log, finished: () => enough });
    } catch (error) {
      failures.push(`story ${number}.${round}: ${error.message}`);
      return;
    }
  }
}
const runners = Array.from({ length: STORIES_AT_ONCE }, (_, number) => runner(number));

let killed = 0;
const starts = [];
while (killed < KILLS && failures.length === 0) {
  await sleep(SHORTEST_LIFE + random() * (LONGEST_LIFE - SHORTEST_LIFE));
  close();
  await server.kill();
  killed += 1;
  starts.push(await server.start());
  gate.open();
  if (killed % 10 === 0) console.log(`  ${killed} kills, ${told.flat().length} steps acknowledged`);
}
enough = true;
await Promise.all(runners);

const acknowledged = told.flat();
const token = JSON.parse(fs.readFileSync(path.join(server.dataDir, 'config.json'), 'utf8')).workerToken;
const problems = [...failures, ...(await verify({ server, people, acknowledged, token }))];
for (const problem of problems) console.log(`FAIL ${problem}`);
starts.sort((a, b) => a - b);
console.log(
  `  ${killed} kills, ${acknowledged.length} acknowledged steps, restart median ${starts[starts.length >> 1]} ms`,
);
if (problems.length) console.log(server.tail());
await server.stop();
if (!problems.length) fs.rmSync(server.dataDir, { recursive: true, force: true });
else console.log(`data kept in ${server.dataDir}; again with CRASH_SEED=${SEED}`);
console.log(`crash: ${problems.length ? 0 : 1} passed, ${problems.length} failed`);
process.exit(problems.length ? 1 : 0);
