// Worker processes that try mutants. One that hangs is ended, which counts as noticed.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const worker = path.join(import.meta.dirname, 'worker.mjs');
/** Memory where there is such a folder: the engine waits for the disk at every commit. */
const scratch = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
/** A worker has done enough: what mutants left behind in it is gone with it. */
const MUTANTS_PER_WORKER = 200;

const CLOCK_TICK_MS = 10;
/** Processor time a process has had; NaN where the system does not say. */
function cpuMsOf(pid) {
  try {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS;
  } catch {
    return Number.NaN;
  }
}

function start(bundle, folder, mutant) {
  const child = fork(worker, [bundle], {
    env: { ...process.env, TMPDIR: folder, ...(mutant === undefined ? {} : { ANLIU_MUTANT: String(mutant) }) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr.on('data', (text) => (complaint = (complaint + text).slice(-4_000)));
  /** The next answer; undefined when the process ended or took too long, with all of it or with one test (`msOf` its index). */
  const next = (ms, msOf) =>
    new Promise((resolve) => {
      let timer = setTimeout(() => end(undefined), ms);
      const end = (value) => {
        clearTimeout(timer);
        child.off('message', hear);
        child.off('exit', gone);
        resolve(value);
      };
      const hear = (message) => {
        if (message.running === undefined) return end(message);
        clearTimeout(timer);
        const allowed = msOf(message.running);
        const before = cpuMsOf(child.pid);
        const look = () => {
          // On a machine that has no time for the worker nothing hangs yet.
          const spent = cpuMsOf(child.pid) - before;
          if (!(spent < allowed)) end(undefined);
          else timer = setTimeout(look, Math.max(allowed - spent, 100));
        };
        timer = setTimeout(look, allowed);
      };
      const gone = () => end(undefined);
      child.on('message', hear);
      child.once('exit', gone);
    });
  return {
    next,
    ask(message, ms, msOf) {
      const answer = next(ms, msOf);
      child.send(message, () => undefined);
      return answer;
    },
    end: () => child.kill('SIGKILL'),
    complaint: () => complaint,
  };
}

export class Pool {
  #bundle;
  #folder;
  constructor(bundle) {
    this.#bundle = bundle;
    this.#folder = fs.mkdtempSync(path.join(scratch, 'anliu-mutation-'));
  }

  /** The tests without a mutant. @throws Error when the bundle does not run */
  async first() {
    const child = start(this.#bundle, this.#folder);
    const ready = await child.next(120_000);
    const answer = ready && (await child.ask({ first: true }, 600_000));
    child.end();
    if (!answer) throw new Error(`the specs do not run in one process:\n${child.complaint()}`);
    return answer;
  }

  /** A mutant that is looked at while files are loaded needs a process of its own. */
  async alone(id, order) {
    const child = start(this.#bundle, this.#folder, id);
    const ready = await child.next(60_000);
    const answer = ready && (await child.ask({ id, order }, START_MS, budgetOf(order)));
    child.end();
    return answer ?? { status: ready ? 'timeout' : 'killed' };
  }

  /** Tries mutants one after the other in one process; `take` gives the next, `tell` gets the answer. */
  async work(take, tell) {
    let child;
    let done = 0;
    for (let job = take(); job; job = take()) {
      if (!child || done >= MUTANTS_PER_WORKER) {
        child?.end();
        child = start(this.#bundle, this.#folder);
        done = 0;
        if (!(await child.next(60_000))) throw new Error(`a worker did not start:\n${child.complaint()}`);
      }
      const answer = await child.ask(job, START_MS, budgetOf(job.order));
      done += 1;
      tell(job, answer ?? { status: 'timeout' });
      if (!answer || answer.status === 'timeout') {
        child.end();
        child = undefined;
      }
    }
    child?.end();
  }

  close() {
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Milliseconds a worker may be silent before its first test. */
const START_MS = 30_000;
/** Milliseconds for a test, beyond what the worker itself waits for: then nothing in it runs any more. */
const budgetOf = (order) => {
  const usual = new Map(order.map(({ index, ms }) => [index, ms]));
  return (index) => 4_000 + (usual.get(index) ?? 0) * 20;
};
