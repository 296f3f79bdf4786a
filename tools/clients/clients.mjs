// How each client is made ready and started. `prepare` throws Unreachable when the machine or a registry lacks something.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fs from 'node:fs';
import path from 'node:path';

export class Unreachable extends Error {}

const here = import.meta.dirname;
const cache = path.resolve(here, '../../.cache/clients');
/** Milliseconds a registry may take. */
const PREPARE_MS = 300_000;
const PYTHON_PACKAGE = 'camunda-external-task-client-python3==4.5.0';
/** It needs this and does not say so. */
const PYTHON_ALSO = 'pydantic>=2,<3';

// Not synchronous: the engine runs in this process and has to keep its connections.
async function run(command, args) {
  try {
    await promisify(execFile)(command, args, { timeout: PREPARE_MS });
  } catch (error) {
    const said = String(error.stderr ?? '')
      .trim()
      .split('\n')
      .at(-1);
    throw new Unreachable(
      `${command} ${args[0] ?? ''}: ${error.code === 'ENOENT' ? 'is not installed' : said || error.message}`,
    );
  }
}

export const CLIENTS = {
  js: {
    package: 'camunda-external-task-client-js',
    document: 'photo image/jpeg',
    prepare: () => [process.execPath, [path.join(here, 'js/worker.mjs')]],
  },
  python: {
    package: PYTHON_PACKAGE,
    document: 'image/jpeg',
    async prepare() {
      const home = path.join(cache, 'python');
      const python = path.join(home, 'bin/python');
      const marker = path.join(home, PYTHON_PACKAGE);
      if (!fs.existsSync(marker)) {
        fs.mkdirSync(cache, { recursive: true });
        await run('python3', ['-m', 'venv', home]);
        await run(python, ['-m', 'pip', 'install', '--quiet', PYTHON_PACKAGE, PYTHON_ALSO]);
        fs.writeFileSync(marker, '');
      }
      return [python, [path.join(here, 'python/worker.py')]];
    },
  },
  java: {
    package: 'org.camunda.bpm:camunda-external-task-client:7.24.0',
    document: 'photo image/jpeg',
    async prepare() {
      const home = path.join(cache, 'java');
      const sources = path.join(here, 'java');
      fs.cpSync(sources, home, { recursive: true });
      await run('java', ['-version']);
      await run('mvn', ['-q', '-f', home, 'package']);
      const classes = [path.join(home, 'target/classes'), path.join(home, 'target/dependency/*')].join(path.delimiter);
      return ['java', ['-cp', classes, 'Worker']];
    },
  },
};
