#!/usr/bin/env node
// Tokens of workers: npm run worker-tokens -- list | add NAME --topics a,b --verbs work,read | revoke NAME   [--data ./data]
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const USAGE = `npm run worker-tokens -- list [--data ./data]
npm run worker-tokens -- add NAME [--topics TOPIC,TOPIC] [--verbs VERB,VERB]    默认 --topics '*' --verbs work
npm run worker-tokens -- revoke NAME`;
const split = (text) => text.split(',').map((one) => one.trim());

function options() {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      data: { type: 'string', default: './data' },
      topics: { type: 'string', default: '*' },
      verbs: { type: 'string', default: 'work' },
    },
  });
  return { ...values, command: positionals[0], name: positionals[1] };
}

async function run({ command, name, data, topics, verbs }) {
  ensureInstalled(root);
  await buildAll({ app: false });
  const host = await import(pathToFileURL(path.join(root, 'modules/host/dist/index.js')).href);
  if (command === 'list') {
    for (const token of host.listWorkerTokens(data))
      console.log(`${token.name}  topics: ${token.topics}  verbs: ${token.verbs}  since ${token.createdAt}`);
  } else if (command === 'add' && name) {
    const token = host.addWorkerToken(data, { name, topics: split(topics), verbs: split(verbs) }, new Date());
    console.log(`${token}\n\n只显示这一次，请交给工作程序“${name}”保管。Shown once; give it to the worker '${name}'.`);
  } else if (command === 'revoke' && name) {
    if (!host.revokeWorkerToken(data, name)) throw new Error(`没有名为“${name}”的令牌。`);
    console.log(`已吊销“${name}”，立即生效。Revoked, at once.`);
  } else throw new Error(USAGE);
}

try {
  await run(options());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
