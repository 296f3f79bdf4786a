#!/usr/bin/env node
// Kills the server (SIGKILL) again and again at random moments while several hazard stories run from inspection to closure, then looks
// whether every acknowledged step is there, none was done twice, and the audit trail has exactly one record per applied step, compared
// after every kill and in full at the end.
//   node e2e/crash/run.mjs [--kills 100] [--seed 7]
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from '../lib/client.mjs';
import { passwordsOf, Server } from '../lib/server.mjs';
import { PEOPLE, story } from './story.mjs';
import { AuditLedger } from './audit-ledger.mjs';
import { verify } from './verify.mjs';

/** `npm test` runs the short form. */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' }, seed: { type: 'string' } } });
const KILLS = Number(values.kills);
const SEED = Number(values.seed ?? Date.now() % 1_000_000);
if (!Number.isInteger(KILLS) || KILLS < 1 || !Number.isInteger(SEED))
  throw new Error('--kills and --seed are whole numbers');
const STORIES_AT_ONCE = 3;
/** A kill comes this long after the server was ready, in milliseconds; on a slow machine, where steps take longer, it lives longer. */
const SHORTEST_LIFE = 150;
const LONGEST_LIFE = 2_600;
const LIFE_PER_START = 3;
/** Fewer acknowledged steps per kill prove nothing: the server was always dead before anything happened. */
const LEAST_STEPS_PER_KILL = 0.5;

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

const token = JSON.parse(fs.readFileSync(path.join(server.dataDir, 'config.json'), 'utf8')).workerToken;
const ledger = new AuditLedger({ server, auditor: people.auditor, token });
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
let equal = 0;
const starts = [];
while (killed < KILLS && failures.length === 0) {
  const longest = Math.max(LONGEST_LIFE, LIFE_PER_START * (starts.at(-1) ?? 0));
  await sleep(SHORTEST_LIFE + random() * (longest - SHORTEST_LIFE));
  close();
  await server.kill();
  killed += 1;
  starts.push(await server.start());
  // Nobody works yet: what is applied now was applied before the kill or finished by the recovery.
  const differences = await ledger
    .differences()
    .catch((error) => [`the trail could not be compared: ${error.message}`]);
  if (differences.length) failures.push(...differences.map((difference) => `after kill ${killed}: ${difference}`));
  else equal += 1;
  gate.open();
  if (killed % 10 === 0) console.log(`  ${killed} kills, ${told.flat().length} steps acknowledged`);
}
enough = true;
await Promise.all(runners);

const acknowledged = told.flat();
const problems = [...failures, ...(await verify({ server, people, acknowledged, token, ledger }))];
if (acknowledged.length < killed * LEAST_STEPS_PER_KILL)
  problems.push(`only ${acknowledged.length} steps were acknowledged in ${killed} lives: this run proves nothing`);
for (const problem of problems) console.log(`FAIL ${problem}`);
console.log(`  audit equal to applied steps after ${equal} of ${killed} kills, ${ledger.steps} steps in the trail`);
starts.sort((a, b) => a - b);
console.log(
  `  ${killed} kills, ${acknowledged.length} acknowledged steps, restart median ${starts[starts.length >> 1]} ms`,
);
if (problems.length) console.log(server.tail());
await server.stop();
if (!problems.length) fs.rmSync(server.dataDir, { recursive: true, force: true });
else console.log(`data kept in ${server.dataDir}; again with --seed ${SEED}`);
console.log(`crash: ${problems.length ? 0 : 1} passed, ${problems.length} failed`);
process.exit(problems.length ? 1 : 0);
