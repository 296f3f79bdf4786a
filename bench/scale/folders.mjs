// Data folders of the scale bench: filled once, kept under .cache/scale, and copied for every run, so that a measurement never changes what
// the next one starts from. The key is what decides their content; rows of an older form are made anew by the server itself when it starts.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMongod } from '../../tools/mongod.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const KEPT = path.join(root, '.cache/scale');
const MEMORY = '/dev/shm';

function* filesIn(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) yield* filesIn(file);
    else yield file;
  }
}

function key() {
  const hash = createHash('sha256');
  for (const name of ['bench/scale/fill.mjs', 'bench/scale/contents.mjs'])
    hash.update(fs.readFileSync(path.join(root, name)));
  for (const file of filesIn(path.join(root, 'templates')))
    hash.update(file.slice(root.length)).update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/** Where nothing has to reach a disk: a fill that a power cut ends is begun again. */
const scratch = (name) => fs.mkdtempSync(path.join(fs.existsSync(MEMORY) ? MEMORY : os.tmpdir(), `anliu-${name}-`));

function fill(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'bench/scale/fill.mjs'), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`filling ended with ${code}`))));
  });
}

/** The server reads which database is its from here. */
function useStorage(dataDir, uri) {
  const file = path.join(dataDir, 'config.json');
  const config = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, JSON.stringify({ ...config, storage: uri }, undefined, 2), { mode: 0o600 });
}

/**
 * A folder with that many cases, kept from before or filled now.
 * @returns path of a folder holding `data`, and `mongo` (the server's own files) for MongoDB
 */
export async function filled(store, cases, kept = KEPT) {
  const folder = path.join(kept, key(), `${store}-${cases}`);
  if (fs.existsSync(folder)) return folder;
  console.log(`filling ${store} with ${cases} cases (kept for later runs)`);
  const work = scratch('scale-fill');
  try {
    const data = path.join(work, 'data');
    const args = ['--data', data, '--cases', String(cases)];
    if (store === 'mongodb') {
      const mongod = await startMongod({ data: path.join(work, 'mongo') });
      try {
        await fill([...args, '--storage', mongod.uri]);
      } finally {
        await mongod.stop();
      }
    } else await fill(args);
    fs.mkdirSync(path.dirname(folder), { recursive: true });
    fs.cpSync(work, `${folder}.part`, { recursive: true });
    fs.renameSync(`${folder}.part`, folder);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/**
 * A copy of a kept folder that may be worked in.
 * @returns the data folder for a server, and `dispose`
 */
export async function copyOf(store, cases, kept = KEPT) {
  const folder = await filled(store, cases, kept);
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-scale-'));
  fs.cpSync(folder, work, { recursive: true });
  const dataDir = path.join(work, 'data');
  const mongod = store === 'mongodb' ? await startMongod({ data: path.join(work, 'mongo') }) : undefined;
  if (mongod) useStorage(dataDir, mongod.uri);
  return {
    dataDir,
    async dispose() {
      await mongod?.stop();
      fs.rmSync(work, { recursive: true, force: true });
    },
  };
}
