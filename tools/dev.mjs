#!/usr/bin/env node
// Development: the server starts again when a server file or a template changes, the screens change in place (Vite).
//   npm run dev [-- --port 5173 --api-port 8081 --data ./data/dev …]   further options go to the server
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const args = process.argv.slice(2);
const take = (name, fallback) => {
  const index = args.indexOf(name);
  return index < 0 ? fallback : args.splice(index, 2)[1];
};
const port = Number(take('--port', '5173'));
const apiPort = Number(take('--api-port', '8081'));
const data = take('--data', './data/dev');

/** Editors write a file in several steps: changes this close together are one. */
const QUIET_MS = 40;
/** A server that does not end by itself is ended. */
const STOP_MS = 3_000;
const WATCHED = ['engine', 'modules', 'plugins', 'templates'];
const CODE = /^(?:engine|modules|plugins)\/[^/]+\/src\/.*(?<!\.spec)\.(?:ts|json|csv|sql)$/;

ensureInstalled(root);
const { buildAll, buildPackage } = await import('./build.mjs');
await buildAll({ app: false });

let server;
/** Resolves when the server answers: what a page asks meanwhile waits instead of failing. */
let ready = Promise.resolve();
function startServer() {
  const started = Date.now();
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      'modules/host/dist/main.js',
      ...['--port', String(apiPort), '--data', data, '--host', '127.0.0.1'],
      ...args,
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  server = child;
  return new Promise((resolve) => {
    child.on('message', () => {
      console.log(`server ready in ${Date.now() - started} ms`);
      resolve();
    });
    child.on('exit', (code) => {
      if (code) console.error(`server ended with ${code}; it starts again when a file changes`);
      resolve();
    });
  });
}

function stopServer() {
  const child = server;
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Paths that changed and are not served yet. */
const changed = new Set();
let working = false;
async function catchUp() {
  if (working) return;
  working = true;
  try {
    while (changed.size) {
      const files = [...changed];
      changed.clear();
      const packages = new Set(files.filter((file) => CODE.test(file)).map((file) => file.split('/', 2).join('/')));
      console.log(`changed: ${files.join(', ')}`);
      try {
        for (const dir of packages) await buildPackage(dir);
      } catch {
        console.error('not built; the messages above say why. The server goes on as it was.');
        continue;
      }
      ready = stopServer().then(startServer);
      await ready;
    }
  } finally {
    working = false;
  }
}

let timer;
for (const folder of WATCHED) {
  fs.watch(folder, { recursive: true }, (_event, name) => {
    const file = `${folder}/${String(name).replaceAll('\\', '/')}`;
    if (!CODE.test(file) && !(folder === 'templates' && !file.endsWith('~'))) return;
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => void catchUp(), QUIET_MS);
  });
}

ready = startServer();
process.env.ANLIU_API = `http://127.0.0.1:${apiPort}`;
const { createServer } = await import('vite');
const vite = await createServer({
  root: 'designer/app',
  server: { port, strictPort: true, host: '127.0.0.1' },
  plugins: [
    {
      name: 'anliu-wait-for-server',
      configureServer: ({ middlewares }) =>
        void middlewares.use('/api', (_request, _response, next) => void ready.then(() => next())),
    },
  ],
});
await vite.listen();
console.log(`
  开发服务器 / development server:  http://127.0.0.1:${port}
  ${data}/demo-passwords.txt: logins of the demonstration
`);

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  await Promise.all([stopServer(), vite.close()]);
  process.exit(0);
}
process.on('SIGINT', end);
process.on('SIGTERM', end);
