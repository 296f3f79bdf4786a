#!/usr/bin/env node
// One command to a running platform: installs what is missing, builds what has changed, starts the server and says where it is.
//   npm start [-- --port 8080 --data ./data --host 127.0.0.1 --virtual-clock --empty --tls KEY.pem,CERT.pem]
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const option = (name, fallback) => {
  const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (index < 0) return fallback;
  return args[index].includes('=') ? args[index].slice(name.length + 1) : (args[index + 1] ?? fallback);
};

const PARENT_CHECK_MS = 500;

ensureInstalled(root);
const { buildAll } = await import('./build.mjs');
const built = await buildAll();
if (built.length) console.log(`已构建 / built: ${built.join(', ')}`);

const server = spawn(process.execPath, [path.join(root, 'modules/host/dist/main.js'), ...args], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
server.on('message', (message) => {
  const passwords = path.resolve(option('--data', './data'), 'demo-passwords.txt');
  const setup = path.resolve(option('--data', './data'), 'setup-code.txt');
  const lines = ['', `  安流已启动，请用浏览器打开 / Anliu is running at:  ${message.ready}`];
  if (fs.existsSync(passwords))
    lines.push(
      `  登录页可一键试用；演示账号与口令 / one click on the login page, or logins and passwords:  ${passwords}`,
    );
  if (fs.existsSync(setup)) lines.push(`  首次设置的安装码 / set-up code for the first page:  ${setup}`);
  lines.push('  按 Ctrl+C 停止 / press Ctrl+C to stop', '');
  console.log(lines.join('\n'));
});
// A terminal sends Ctrl+C to both; a service manager signals only this one.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));
// `npm start` passes a signal to its shell only; when that is gone, so is whoever asked for the server.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) server.kill('SIGTERM');
}, PARENT_CHECK_MS).unref();
server.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
