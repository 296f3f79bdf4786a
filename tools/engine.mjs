#!/usr/bin/env node
// Runs the engine alone: npm run engine -- --port 8080 --data data/engine [--jobs off]
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
ensureInstalled(root);
await buildAll({ app: false });
const { main } = await import(pathToFileURL(path.join(root, 'engine/standalone/dist/index.js')).href);
await main(process.argv.slice(2));
