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

function start(bundle, folder, mutant) {
  const child = fork(worker, [bundle], {
    env: { ...process.env, TMPDIR: folder, ...(mutant === undefined ? {} : { ANLIU_MUTANT: String(mutant) }) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr.on('data', (text) => (complaint = (complaint + text).slice(-4_000)));
  /** The next message; undefined when the process ended or took too long. */
  const next = (ms) =>
    new Promise((resolve) => {
      const end = (value) => {
        clearTimeout(timer);
        child.off('message', end);
        child.off('exit', gone);
        resolve(value);
      };
      const gone = () => end(undefined);
      const timer = setTimeout(() => end(undefined), ms);
      child.once('message', end);
      child.once('exit', gone);
    });
  return {
    next,
    ask(message, ms) {
      const answer = next(ms);
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
    const answer = ready && (await child.ask({ id, order }, budget(order)));
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
      const answer = await child.ask(job, budget(job.order));
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

/** Milliseconds for all tests of a mutant. */
const budget = (order) => 4_000 + order.reduce((sum, { ms }) => sum + ms * 6, 0);
