#!/usr/bin/env node
// Writes docs/bpmn-coverage.md from the table that engine/testkit/src/coverage/coverage.spec.ts proves.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildAll } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
ensureInstalled(root);
await buildAll({ app: false });
const { coveragePage } = await import(pathToFileURL(path.join(root, 'engine/testkit/dist/coverage/page.js')).href);
fs.writeFileSync(path.join(root, 'docs/bpmn-coverage.md'), coveragePage());
