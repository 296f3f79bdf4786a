#!/usr/bin/env node
// A copy of a whole installation, while the server works or when it is stopped:
//   npm run backup -- [--data ./data] [--to FOLDER]
// Without --to the copy stays in backups/ of the data folder.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';

ensureInstalled(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
const { values } = parseArgs({ options: { data: { type: 'string', default: './data' }, to: { type: 'string' } } });
const dataDir = path.resolve(values.data);

async function ofRunningServer(url) {
  const { workerToken } = JSON.parse(fs.readFileSync(path.join(dataDir, 'config.json'), 'utf8'));
  const answer = await fetch(`${url}/api/worker/backup`, {
    method: 'POST',
    headers: { authorization: `Bearer ${workerToken}`, 'content-type': 'application/json', 'x-worker-name': 'backup' },
    body: '{}',
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error?.message ?? `the server answered ${answer.status}`);
  return body.folder;
}

try {
  if (!fs.existsSync(path.join(dataDir, 'config.json')))
    throw new Error(`${dataDir} 不是数据目录（没有 config.json），请用 --data 指定。`);
  if (values.to && fs.existsSync(values.to) && fs.readdirSync(values.to).length > 0)
    throw new Error(`${values.to} 不是空目录，请用 --to 指定一个新的目录。`);
  const { buildAll } = await import('./build.mjs');
  await buildAll({ app: false });
  const { offlineBackup, serverOf } = await import('../modules/host/dist/index.js');
  const url = serverOf(dataDir);
  const made = url ? await ofRunningServer(url) : (await offlineBackup(dataDir)).folder;
  if (values.to) {
    fs.cpSync(made, values.to, { recursive: true });
    fs.rmSync(made, { recursive: true });
  }
  console.log(`已备份到 / backed up to: ${path.resolve(values.to ?? made)}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
