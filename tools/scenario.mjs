#!/usr/bin/env node
// npm run scenario -- templates/county-hazard [--only text] [--url http://… --passwords file] [--verbose] [--no-build]
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

ensureInstalled(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
const { runScenarios } = await import('./scenario/run.mjs');
const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const pack = args.find(
  (arg, index) => !arg.startsWith('--') && !['--only', '--url', '--passwords'].includes(args[index - 1]),
);
if (!pack) {
  console.error(
    'usage: npm run scenario -- templates/<pack> [--only text] [--url http://… --passwords file] [--verbose] [--no-build]',
  );
  process.exit(2);
}
if (!args.includes('--no-build') && !option('--url')) {
  const { buildAll } = await import('./build.mjs');
  await buildAll({ app: false });
}
const failed = await runScenarios({
  pack: path.resolve(pack),
  only: option('--only'),
  url: option('--url'),
  passwords: option('--passwords') ?? path.resolve('data/demo-passwords.txt'),
  verbose: args.includes('--verbose'),
});
process.exit(failed ? 1 : 0);
