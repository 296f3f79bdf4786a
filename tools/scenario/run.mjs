// Runs a pack's scenarios over HTTP; the command is tools/scenario.mjs.
// The format is described in docs/handbook/scenarios.md.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { readPasswords } from './client.mjs';
import { checkAnswer, checkWorld, KEYS } from './expect.mjs';
import { runStep, verbOf } from './steps.mjs';
import { until } from './wait.mjs';
import { World } from './world.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const HOLDS_WITHIN_MS = 5_000;

/** A server of its own on an empty data folder, with a clock that can be moved. */
async function ownServer(verbose) {
  const { createHost } = await import(pathToFileURL(path.join(root, 'modules/host/dist/index.js')).href);
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-scenario-'));
  const quiet = {
    info() {},
    warn() {},
    error: (message, fields) => verbose && console.error(`     server: ${message}`, fields ?? ''),
  };
  const many = { burst: 1_000_000, perSecond: 1_000_000 };
  const host = createHost({
    dataDir,
    port: 0,
    virtualClock: true,
    log: quiet,
    rateLimits: { login: many, read: many, write: many },
  });
  const { url, workerToken } = await host.start();
  return {
    url,
    workerToken,
    passwords: readPasswords(path.join(dataDir, 'demo-passwords.txt')),
    async stop() {
      await host.stop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function titleOf(step) {
  const verb = verbOf(step);
  return (
    step.title ?? `${step.as ? `${step.as} ` : ''}${verb} ${step[verb]}${step.outcome ? ` → ${step.outcome}` : ''}`
  );
}

/** Runs one file; answers the first step that did not hold, or undefined. */
async function runFile(file, server) {
  const scenario = parse(fs.readFileSync(file, 'utf8'), { merge: true });
  const world = new World({ ...server, folder: path.dirname(file), people: scenario.people ?? {} });
  if (scenario.now) await world.clock({ now: new Date(scenario.now).toISOString() });
  for (const [index, step] of scenario.steps.entries()) {
    const expect = step.expect ?? {};
    const unknown = Object.keys(expect).filter((key) => !KEYS.includes(key));
    if (unknown.length) throw new Error(`step ${index + 1}: expectation ${unknown.join(', ')} is not known`);
    const began = Date.now();
    let failure;
    try {
      const answer = await runStep(world, step);
      failure = checkAnswer(expect, answer);
      const alias = expect.case ?? answer.case;
      if (!failure)
        failure = await until(
          () => checkWorld(world, expect, alias, step.as),
          (found) => !found,
          HOLDS_WITHIN_MS,
        );
    } catch (error) {
      failure = {
        expected: 'the step can be taken',
        seen: error instanceof Error ? (error.stack ?? error.message) : String(error),
      };
    }
    const line = `${String(index + 1).padStart(2)} ${titleOf(step)}`;
    if (failure) {
      console.log(`FAIL ${line}\n     expected ${failure.expected}\n     seen     ${failure.seen}`);
      return failure;
    }
    console.log(`ok   ${line} (${Date.now() - began} ms)`);
  }
  return undefined;
}

export async function runScenarios({ pack, only, url, passwords, verbose = false }) {
  const folder = path.join(pack, 'scenarios');
  const files = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && (!only || name.includes(only)))
    .sort();
  if (files.length === 0) throw new Error(`no scenario in ${folder}${only ? ` matches ${only}` : ''}`);
  let failed = 0;
  let skipped = 0;
  for (const name of files) {
    const file = path.join(folder, name);
    const scenario = parse(fs.readFileSync(file, 'utf8'), { merge: true });
    console.log(`\n${name}  ${scenario.title ?? ''}`);
    if (url && (scenario.now || scenario.steps.some((step) => 'advance' in step))) {
      console.log('skip: the clock of a running server cannot be moved');
      skipped += 1;
      continue;
    }
    const server = url ? { url, passwords: readPasswords(passwords), async stop() {} } : await ownServer(verbose);
    try {
      if (await runFile(file, server)) failed += 1;
    } finally {
      await server.stop();
    }
  }
  console.log(`\nscenarios: ${files.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
  return failed;
}
