#!/usr/bin/env node
// The whole story of a county's hazard rectification in Chromium, every step through the interface, chapter by chapter.
// `node e2e/story/run.mjs [last chapter] [--images] [--stop]`; pictures go to .cache/screens, with --images the guide's to docs/images.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { imagesForGuides } from './images.mjs';
import { Stage } from './stage.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const screens = path.join(root, '.cache/screens');
const folder = path.join(root, 'e2e/story/chapters');
const last = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? Infinity);
const files = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.mjs') && Number.parseInt(file, 10) <= last)
  .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));

if (!fs.existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) {
  console.log(`SKIPPED the story in a browser: no Chromium (install it, or point CHROMIUM to it)`);
  console.log(`story: 0 passed, 0 failed, ${files.length} skipped`);
  process.exit(0);
}

const began = Date.now();
const stage = await Stage.open({ screens });
/** What later chapters know from earlier ones. */
const book = {};
let passed = 0;
const failures = [];
for (const file of files) {
  const { title, chapter } = await import(path.join(folder, file));
  const from = Date.now();
  try {
    await chapter(stage, book);
    passed += 1;
    console.log(`  ok   ${title} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures.push(title);
    console.log(`  FAIL ${title}\n${error.stack}`);
    for (const person of stage.people()) {
      const picture = path.join(screens, `failed-${Number.parseInt(file, 10)}-${person.name}.png`);
      await person.page.screenshot({ path: picture }).catch(() => undefined);
    }
    if (process.argv.includes('--stop')) break;
  }
}
if (failures.length) console.log(stage.server.tail());
await stage.close();
if (process.argv.includes('--images')) await imagesForGuides(screens, path.join(root, 'docs/images'));
console.log(`took ${Math.round((Date.now() - began) / 1000)} s, pictures in .cache/screens`);
console.log(`story: ${passed} passed, ${failures.length} failed, 0 skipped`);
process.exit(failures.length ? 1 : 0);
