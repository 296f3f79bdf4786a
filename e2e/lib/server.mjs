// A platform server as its own process: started on a free port, stopped, killed, started again on the same data.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const START_MS = 90_000;
const POLL_MS = 50;
/** Linux counts a process' time in hundredths of a second. */
const TICK_MS = 10;

export const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export const tempFolder = (name) => fs.mkdtempSync(path.join(os.tmpdir(), `anliu-${name}-`));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Login → password of the demonstration people. */
export function passwordsOf(dataDir) {
  const lines = fs.readFileSync(path.join(dataDir, 'demo-passwords.txt'), 'utf8').split('\n');
  const rows = lines.filter((line) => line.trim() && !line.startsWith('#')).map((line) => line.trim().split(/\s+/));
  return new Map(rows.map(([login, password]) => [login, password]));
}

export class Server {
  #child;

  constructor({ dataDir = tempFolder('data'), port, args = [], nodeArgs = [] }) {
    this.dataDir = dataDir;
    this.port = port;
    this.args = args;
    this.nodeArgs = nodeArgs;
    this.url = `http://127.0.0.1:${port}`;
    this.log = path.join(dataDir, '..', `${path.basename(dataDir)}.log`);
  }

  static async start(options = {}) {
    const server = new Server({ port: await freePort(), ...options });
    await server.start();
    return server;
  }

  /** @returns milliseconds until `/readyz` answered 200 */
  async start() {
    const from = Date.now();
    const log = fs.openSync(this.log, 'a');
    const main = path.join(root, 'modules/host/dist/main.js');
    this.#child = spawn(
      process.execPath,
      [...this.nodeArgs, main, '--port', String(this.port), '--data', this.dataDir, ...this.args],
      {
        cwd: root,
        stdio: ['ignore', log, log],
      },
    );
    fs.closeSync(log);
    const child = this.#child;
    this.exited = new Promise((resolve) => child.once('exit', resolve));
    while (Date.now() - from < START_MS) {
      if (child.exitCode !== null) throw new Error(`the server stopped while starting; ${this.tail()}`);
      const ready = await fetch(`${this.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return Date.now() - from;
      await sleep(POLL_MS);
    }
    throw new Error(`the server was not ready within ${START_MS} ms; ${this.tail()}`);
  }

  /** Milliseconds of processor time it has used; 0 where /proc does not tell. */
  cpuMs() {
    try {
      const [, rest] = fs.readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ');
      const fields = rest.split(' ');
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    } catch {
      return 0;
    }
  }

  tail() {
    return fs.existsSync(this.log) ? fs.readFileSync(this.log, 'utf8').slice(-3000) : '';
  }

  /** As a power cut would: no chance to finish anything. */
  async kill() {
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  async stop() {
    this.#child.kill('SIGTERM');
    await this.exited;
  }

  /** Stops and forgets the data. */
  async dispose() {
    await this.stop();
    fs.rmSync(this.dataDir, { recursive: true, force: true });
    fs.rmSync(this.log, { force: true });
  }
}
